"""What the daily pack has to do again and again."""

from __future__ import annotations

from datetime import datetime

from accalmie.foundation import clock, tick
from accalmie.safety.pack import making, watching


@tick.every(300, "safety.pack", claim=600)
def make_packs(now: datetime) -> None:
    """Makes the pack of each service whose hour has come."""
    making.make_due(now)


@tick.every(3600, "safety.pack.old", claim=600)
def end_old_packs(now: datetime) -> None:
    """Ends what is old, whatever comes of making new ones."""
    making.end_old(now)


@tick.every(300, "safety.pack.missing", claim=120)
def say_missing_packs(now: datetime) -> None:
    """Says where none was made: above all when making them fails."""
    watching.tell_missing(now, wall=clock.wall())
