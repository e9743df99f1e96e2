"""Paces of slow breathing: whole seconds in and out, the way out always the longer."""

from __future__ import annotations

from typing import NamedTuple


class Pace(NamedTuple):
    """Seconds in and out."""

    inwards: int
    outwards: int

    @property
    def seconds(self) -> int:
        """One breath."""
        return self.inwards + self.outwards


PACES: dict[int, Pace] = {4: Pace(6, 9), 5: Pace(5, 7), 6: Pace(4, 6), 7: Pace(4, 5), 8: Pace(3, 5)}
"""By breaths a minute, nearly: seconds that can be counted come before an exact figure."""
USUAL = 6
