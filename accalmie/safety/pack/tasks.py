"""What the daily pack has to do again and again."""

from __future__ import annotations

from datetime import datetime

from accalmie.foundation import clock, tick
from accalmie.safety.pack import making, watching


@tick.every(300, "safety.pack", claim=600)
def make_packs(now: datetime) -> None:
    """Makes the pack of each service whose hour has come, ends what is old, and says where none was made."""
    making.make_due(now)
    making.end_old(now)
    watching.tell_missing(now, wall=clock.wall())
