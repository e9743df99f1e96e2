"""What safety has to do again and again."""

from __future__ import annotations

from datetime import datetime

from accalmie.foundation import tick
from accalmie.safety.alerts import escalating


@tick.every(2, "safety.escalate", claim=60)
def escalate(now: datetime) -> None:
    """Tells whoever is to be told of an alert by now."""
    escalating.escalate_due(now)
