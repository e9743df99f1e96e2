"""The same engine once more, slow and obvious: a night as a strip of minutes, a window by looking among all windows.

It shares no code with the engine and reads nothing of its rules: the figures are written out from the clinical rules.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from math import lcm


def paris_utc(wall: datetime) -> datetime:
    """Paris time by directive 2000/84/EC: two hours ahead from the last Sunday of March, 01:00 UTC, to October's."""
    for ahead in (2, 1):
        utc = wall - timedelta(hours=ahead)
        if (_last_sunday(utc.year, 3) <= utc < _last_sunday(utc.year, 10)) == (ahead == 2):
            return utc
    return wall - timedelta(hours=1)


def _last_sunday(year: int, month: int) -> datetime:
    day = datetime.fromisoformat(f"{year}-{month:02}-31T01:00")
    while day.weekday() != 6:
        day -= timedelta(days=1)
    return day


def strip(bed: datetime, tried: datetime, woke: datetime, up: datetime, sol: int, waso: int) -> str:
    """Each minute in bed: `r` reading, `f` falling asleep, `z` asleep, `w` awake in between, `l` lying in."""
    minutes = []
    now, falling, awake = bed, sol, waso
    while now < up:
        if now < tried:
            minutes.append("r")
        elif now >= woke:
            minutes.append("l")
        elif falling:
            minutes.append("f")
            falling -= 1
        elif awake:
            minutes.append("w")
            awake -= 1
        else:
            minutes.append("z")
        now += timedelta(minutes=1)
    return "".join(minutes)


def efficiency_at_least(nights: list[tuple[int, int]], percent: int) -> bool:
    """Whether the mean of each night's share asleep reaches `percent`, in whole numbers. Nights: asleep, in bed."""
    whole = lcm(*(tib for _tst, tib in nights))
    return sum(100 * tst * (whole // tib) for tst, tib in nights) >= percent * len(nights) * whole


def next_minutes(
    before: int,
    nights: list[tuple[int, int]],
    *,
    method: str,
    guided: bool,
    yes: bool,
    all_no: bool,
    paused: bool,
    usual: int,
) -> int:
    """Next week's window for somebody with none of the conditions."""
    floor = 300 if guided else 330
    if yes:
        return sorted([420, usual, before + 30, floor])[-1]
    if before < floor:
        return floor
    if len(nights) < 5 or not _moves(nights):
        return before
    if efficiency_at_least(nights, 85):
        return next((longer for longer in range(before + 15, before, -1) if longer <= 540), before)
    if paused or not all_no:
        return before
    step = 15 if method == "restriction" else _share(nights)
    asleep = sum(tst for tst, _tib in nights)
    fives = -(-asleep // (5 * len(nights))) * 5
    return next(
        shorter for shorter in range(before - step, before + 1) if shorter >= floor and shorter >= min(fives, before)
    )


def _moves(nights: list[tuple[int, int]]) -> bool:
    return efficiency_at_least(nights, 85) or not efficiency_at_least(nights, 80)


def _share(nights: list[tuple[int, int]]) -> int:
    awake = sum(tib - tst for tst, tib in nights)
    return next(step for step in (30, 25, 20, 15) if step * 5 * len(nights) <= awake or step == 15)
