"""What privacy has to do again and again."""

from __future__ import annotations

from datetime import datetime

from accalmie.foundation import clock, tick
from accalmie.oversight.privacy import tidying


@tick.every(24 * 3600, "privacy.tidy", claim=3600)
def tidy(_now: datetime) -> None:
    """Ends what has had its time, by the clock on the wall: the demo's date ends nothing."""
    tidying.tidy(now=clock.wall())
