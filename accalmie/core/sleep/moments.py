"""From the clock on a wall to a moment: over midnight, on the nights when clocks change, and between two time zones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise, product
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from accalmie.core.sleep.refusals import BadNight

Wall = tuple[datetime, ZoneInfo]
"""What a clock showed, without a time zone, and where it hung."""


def zone_named(name: str, *, field: str) -> ZoneInfo:
    """The time zone of that name. Raises BadNight on `field`."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BadNight("time_zone", field=field, given=name[:40]) from None


def readings(wall: datetime, zone: ZoneInfo) -> tuple[datetime, ...]:
    """The moments (UTC) at which this clock showed this: two when the hour comes twice, the earlier first.

    An hour that was skipped reads as on a clock that nobody changed. `fold` set to 1 says that the second is meant.
    """
    folds = (wall.fold,) if wall.fold else (0, 1)
    found = [wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in folds]
    return tuple(dict.fromkeys(found))


def latest(wall: datetime, zone: ZoneInfo) -> datetime:
    """The last moment (UTC) that this clock may mean."""
    return max(readings(wall, zone))


def in_order(walls: Sequence[Wall]) -> tuple[datetime, ...]:
    """The moments (UTC) of these clocks, read so that none comes before the one ahead of it; the earliest such reading.

    When no reading is in order, each clock's own first reading.
    """
    ways = list(product(*(readings(wall, zone) for wall, zone in walls)))
    return next((way for way in ways if is_rising(way)), ways[0])


def is_rising(moments: Iterable[datetime]) -> bool:
    return all(before <= after for before, after in pairwise(moments))


def last_before(at: time, *, zone: ZoneInfo, day: date, bound: datetime) -> datetime:
    """The last date on which the clock there showed `at` no later than `bound`, from the day after `day` backwards."""
    dates = [day + timedelta(days=count) for count in (1, 0, -1, -2)]
    walls = [datetime.combine(one, at) for one in dates]
    return next((wall for wall in walls if readings(wall, zone)[0] <= bound), walls[-1])
