"""What the room has to do again and again."""

from __future__ import annotations

from datetime import datetime

from accalmie.foundation import tick
from accalmie.safety.recontact import telling


@tick.every(60, "recontact.tell", claim=0)  # each step has an entry of its own: several workers may do it at once
def tell(now: datetime) -> None:
    """Tells whoever is to be told of a step by now, and hands messages over to be sent."""
    telling.tell_due(now)


@tick.every(60, "recontact.left", claim=0)
def note_what_left(now: datetime) -> None:
    """Messages that have left are done."""
    telling.note_what_left(now)
