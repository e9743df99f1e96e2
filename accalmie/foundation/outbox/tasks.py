"""What the outbox has to do again and again."""

from __future__ import annotations

from datetime import datetime

from accalmie.foundation import tick
from accalmie.foundation.outbox import actions


@tick.every(2, "outbox.deliver", claim=0)  # each notice has a claim of its own, so several workers may do it at once
def deliver(now: datetime) -> None:
    """Sends what is due."""
    actions.deliver_due(now=now)


@tick.every(6 * 3600, "outbox.end-old")
def end_old(now: datetime) -> None:
    """Ends the rows of notices that are a month old."""
    actions.end_old(now=now)
