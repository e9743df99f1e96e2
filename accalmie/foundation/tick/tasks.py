"""What the scheduler itself has to do again and again."""

from __future__ import annotations

from datetime import datetime

from accalmie.foundation import clock
from accalmie.foundation.tick import actions
from accalmie.foundation.tick.registry import every


@every(3600, "tick.forget-the-gone")
def forget_the_gone(_now: datetime) -> None:
    """Rows of workers that are gone end, by the clock on the wall."""
    actions.forget_the_gone(at=clock.wall())
