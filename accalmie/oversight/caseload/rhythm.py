"""Somebody's own rhythm: how often they usually come, and from when on their silence is not like them. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median

KEPT = 9
"""The last days on which they did something: a rhythm is what somebody does of late."""
NEEDED = 5
"""Days below which nobody's rhythm is known; until then the programme's own rule counts alone."""
TIMES = 3
SHORTEST, LONGEST = 4, 14
"""A silence is unlike somebody at three times their usual gap: never before four days, which hold a weekend and a bad
day, nor after two weeks."""


def with_day(days: Iterable[str], at: datetime) -> list[str]:
    """The last days with this one, as ISO text, the oldest first. A day that comes late takes its place."""
    return sorted({*days, at.date().isoformat()})[-KEPT:]


def usual_gap(days: Iterable[str]) -> float | None:
    """Days between two visits, in the middle of the last ones. None while too few are known."""
    known = [date.fromisoformat(day) for day in sorted(days)]
    if len(known) < NEEDED:
        return None
    return float(median((later - earlier).days for earlier, later in pairwise(known)))


def drifts_at(last: datetime, usual: float | None) -> datetime | None:
    """From when on silence after `last` is unlike them. None: nobody knows their rhythm yet."""
    if usual is None:
        return None
    return last + timedelta(days=min(max(TIMES * usual, SHORTEST), LONGEST))
