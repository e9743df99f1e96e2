"""What safety has to do again and again."""

from __future__ import annotations

from datetime import datetime

from accalmie.foundation import tick
from accalmie.safety.alerts import escalating, scores, silence


@tick.every(2, "safety.escalate", claim=0)
def escalate(now: datetime) -> None:
    """Tells whoever is to be told of an alert by now."""
    escalating.escalate_due(now)


@tick.every(3600, "safety.silence", claim=600)
def notice_silence(now: datetime) -> None:
    """Notices who has not been heard of since an alert was closed."""
    silence.notice(now)


@tick.every(300, "safety.scores", claim=120)
def notice_scores(now: datetime) -> None:
    """Notices totals that are severe, or have risen much."""
    scores.notice(now)
