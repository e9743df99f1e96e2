"""The figures of a week: the mean of its nights, each with the number of nights on which it rests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import msgspec

from accalmie.core.sleep.nights import Night
from accalmie.core.sleep.refusals import BadNight
from accalmie.core.sleep.rules import WEEK


class Mean(msgspec.Struct, frozen=True):
    """An exact mean, and on how many nights it rests."""

    value: Fraction
    nights: int


class Week(msgspec.Struct, frozen=True, kw_only=True):
    """Seven days by the day of getting up. A figure is None when no night has it; minutes, `se` in percent.

    `counted`: nights with both time in bed and time asleep; `night_shifts`: nights noted as after one.
    """

    first: date
    last: date
    nights: tuple[Night, ...]
    sol: Mean | None
    waso: Mean | None
    twak: Mean | None
    tst: Mean | None
    tib: Mean | None
    se: Mean | None
    nap_minutes: Mean | None
    quality: Mean | None
    night_shifts: int

    @property
    def counted(self) -> int:
        return self.se.nights if self.se else 0

    @property
    def missing(self) -> int:
        """The days of which nothing was noted."""
        return (self.last - self.first).days + 1 - len(self.nights)


def week(nights: Iterable[Night], *, last: date) -> Week:
    """The seven days that end on `last`, out of these nights. Raises BadNight for nights that overlap."""
    first = last - timedelta(days=WEEK - 1)
    return _summed([night for night in nights if first <= night.day <= last], first, last)


def together(weeks: Sequence[Week]) -> Week:
    """Several weeks as one stretch of nights."""
    nights = [night for one in weeks for night in one.nights]
    return _summed(nights, min(one.first for one in weeks), max(one.last for one in weeks))


def clashes(nights: Iterable[Night]) -> tuple[BadNight, ...]:
    """Nights that cannot both be: two of one day, or one that begins before an earlier one has ended."""
    found = []
    by_day = sorted(nights, key=lambda night: night.day)
    for before, night in pairwise(by_day):
        if before.day == night.day:
            found.append(BadNight("twice", field="day", day=night.day))
    timed = sorted((night.began, night.ended, night.day) for night in by_day if night.began and night.ended)
    for number, (began, _ended, day) in enumerate(timed):
        over = [other for _began, ended, other in timed[:number] if began < ended and other != day]
        if over:
            found.append(BadNight("overlap", field="into_bed", day=day, other=over[0]))
    return tuple(found)


def _summed(nights: list[Night], first: date, last: date) -> Week:
    wrong = clashes(nights)
    if wrong:
        raise wrong[0]
    return Week(
        first=first,
        last=last,
        nights=tuple(sorted(nights, key=lambda night: night.day)),
        sol=_mean(night.sol for night in nights),
        waso=_mean(night.waso for night in nights),
        twak=_mean(night.twak for night in nights),
        tst=_mean(night.tst for night in nights),
        tib=_mean(night.tib for night in nights),
        se=_mean(night.se for night in nights),
        nap_minutes=_mean(night.nap_minutes for night in nights),
        quality=_mean(night.quality for night in nights),
        night_shifts=sum(night.night_shift for night in nights),
    )


def _mean(figures: Iterable[Fraction | int | None]) -> Mean | None:
    known = [Fraction(figure) for figure in figures if figure is not None]
    return Mean(sum(known, Fraction(0)) / len(known), len(known)) if known else None
