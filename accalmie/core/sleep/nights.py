"""The figures of one night: SOL, WASO, TWAK, TST, TIB and SE, and what is wrong in a night that cannot be.

TIB = out of bed minus into bed. TST = final awakening minus trying to sleep, minus SOL, minus WASO. SE = 100 TST / TIB.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise

import msgspec

from accalmie.core.sleep.diary import FIGURES, MOMENTS, DiaryNight, Moment
from accalmie.core.sleep.moments import in_order, zone_named
from accalmie.core.sleep.refusals import NAMES, BadNight
from accalmie.core.sleep.rules import SleepRules

_DAY = 24 * 60
_MOST = {"latency": _DAY, "awakenings": 100, "awake": _DAY, "naps": 20, "nap_minutes": _DAY}
_QUALITY = range(1, 6)


class Night(msgspec.Struct, frozen=True, kw_only=True):
    """One night in minutes; None where an answer is missing. `se` is exact, in percent.

    `began` and `ended` are the first and the last moment that are known (UTC). `slept_elsewhere`: woke in another zone.
    """

    day: date
    began: datetime | None
    ended: datetime | None
    sol: int | None
    waso: int | None
    twak: int | None
    tst: int | None
    tib: int | None
    awakenings: int | None
    naps: int | None
    nap_minutes: int | None
    quality: int | None
    night_shift: bool
    slept_elsewhere: bool

    @property
    def se(self) -> Fraction | None:
        """Percent of the time in bed asleep."""
        if self.tst is None or not self.tib:
            return None
        return Fraction(100 * self.tst, self.tib)


def read_night(diary: DiaryNight, *, rules: SleepRules, now: datetime) -> Night:
    """The figures of what was noted. Raises BadNight, the first of `faults`."""
    wrong = faults(diary, rules=rules, now=now)
    if wrong:
        raise wrong[0]
    moments = _moments(diary)
    slept = not diary.no_sleep
    sol = diary.latency if slept else None
    waso = _waso(diary) if slept else None
    return Night(
        day=diary.day,
        began=min(moments.values(), default=None),
        ended=max(moments.values(), default=None),
        sol=sol,
        waso=waso,
        twak=_between(moments, "final_awakening", "out_of_bed"),
        tst=_asleep(moments, sol, waso) if slept else 0,
        tib=_between(moments, "into_bed", "out_of_bed"),
        awakenings=diary.awakenings if slept else None,
        naps=diary.naps,
        nap_minutes=0 if diary.naps == 0 else diary.nap_minutes,
        quality=diary.quality,
        night_shift=diary.night_shift,
        slept_elsewhere=bool(diary.woke_in) and diary.woke_in != diary.zone,
    )


def faults(diary: DiaryNight, *, rules: SleepRules, now: datetime) -> tuple[BadNight, ...]:
    """All that is wrong in what was noted, in the order of the questions; nothing when it can be read."""
    found = list(_wrong_figures(diary))
    try:
        moments = _moments(diary)
    except BadNight as wrong:
        return (wrong, *found)
    if _is_empty(diary):
        found.append(BadNight("empty", field="into_bed", day=diary.day))
    moments_wrong = [*_wrong_day(diary), *_wrong_order(diary, moments), *_to_come(diary, moments, now)]
    if not moments_wrong:
        moments_wrong += _wrong_length(diary, moments, rules)
    if not moments_wrong and not found:
        found += _wrong_sleep(diary, moments)
    return (*moments_wrong, *found)


def _moments(diary: DiaryNight) -> dict[Moment, datetime]:
    """Each moment that was noted, in UTC."""
    zone_named(diary.zone, field="zone")
    noted = [(name, wall) for name in MOMENTS if (wall := diary.moment(name)) is not None]
    field = "woke_in" if diary.woke_in else "zone"
    walls = [(wall, zone_named(diary.zone_of(name), field=field)) for name, wall in noted]
    return dict(zip([name for name, _wall in noted], in_order(walls), strict=True))


def _between(moments: dict[Moment, datetime], start: Moment, end: Moment) -> int | None:
    if start not in moments or end not in moments:
        return None
    return _minutes(moments[end] - moments[start])


def _minutes(passed: timedelta) -> int:
    return round(passed / timedelta(minutes=1))


def _asleep(moments: dict[Moment, datetime], sol: int | None, waso: int | None) -> int | None:
    period = _between(moments, "tried_to_sleep", "final_awakening")
    if period is None or sol is None or waso is None:
        return None
    return period - sol - waso


def _waso(diary: DiaryNight) -> int | None:
    """No awakening means no minutes awake, whether or not the second question was answered."""
    return 0 if diary.awakenings == 0 else diary.awake


def _is_empty(diary: DiaryNight) -> bool:
    answers = [diary.moment(name) for name in MOMENTS] + [diary.figure(name) for name in FIGURES] + [diary.quality]
    is_ticked = diary.no_sleep or diary.night_shift
    return not is_ticked and all(answer is None for answer in answers)


def _wrong_figures(diary: DiaryNight) -> Iterator[BadNight]:
    for name in FIGURES:
        given = diary.figure(name)
        if given is not None and given < 0:
            yield BadNight("negative", field=name, day=diary.day, name=NAMES[name], given=given)
        elif given is not None and given > _MOST[name]:
            yield BadNight("too_much", field=name, day=diary.day, name=NAMES[name], given=given)
    if diary.awakenings == 0 and (diary.awake or 0) > 0:
        yield BadNight("awake_without", field="awake", day=diary.day, given=timedelta(minutes=diary.awake or 0))
    if diary.naps == 0 and (diary.nap_minutes or 0) > 0:
        yield BadNight(
            "nap_without", field="nap_minutes", day=diary.day, given=timedelta(minutes=diary.nap_minutes or 0)
        )
    if diary.quality is not None and diary.quality not in _QUALITY:
        yield BadNight("quality", field="quality", day=diary.day, given=diary.quality)


def _wrong_day(diary: DiaryNight) -> Iterator[BadNight]:
    up = diary.out_of_bed
    if up is not None and up.date() != diary.day:
        yield BadNight("day", field="out_of_bed", day=diary.day, given=up.date())
    if diary.no_sleep and diary.final_awakening is not None:
        yield BadNight("slept_after_all", field="final_awakening", day=diary.day, given=diary.final_awakening)


def _wrong_order(diary: DiaryNight, moments: dict[Moment, datetime]) -> Iterator[BadNight]:
    for earlier, name in pairwise(moments):
        if moments[name] < moments[earlier]:
            words = {"given": diary.moment(name), "earlier": NAMES[earlier], "earlier_at": diary.moment(earlier)}
            yield BadNight("order", field=name, day=diary.day, name=NAMES[name], **words)


def _to_come(diary: DiaryNight, moments: dict[Moment, datetime], now: datetime) -> Iterator[BadNight]:
    for name, moment in moments.items():
        if moment > now:
            yield BadNight("future", field=name, day=diary.day, name=NAMES[name], given=diary.moment(name))


def _wrong_length(diary: DiaryNight, moments: dict[Moment, datetime], rules: SleepRules) -> Iterator[BadNight]:
    known = list(moments)
    if len(known) < 2:
        return
    first, last = known[0], known[-1]
    long = moments[last] - moments[first]
    if long > timedelta(minutes=rules.longest_in_bed):
        words = {"given": diary.moment(first), "until": diary.moment(last), "long": long}
        yield BadNight("too_long", field=first, day=diary.day, **words)
    elif _between(moments, "into_bed", "out_of_bed") == 0:
        yield BadNight("no_time", field="out_of_bed", day=diary.day, given=diary.moment("out_of_bed"))


def _wrong_sleep(diary: DiaryNight, moments: dict[Moment, datetime]) -> Iterator[BadNight]:
    """Time awake that is longer than the night which holds it, or than the time in bed where no more is known."""
    period = _between(moments, "tried_to_sleep", "final_awakening")
    around = _between(moments, "into_bed", "out_of_bed")
    latency, awake = diary.latency or 0, diary.awake or 0
    given = timedelta(minutes=latency + awake)
    if period is not None and latency > period:
        words = {"given": timedelta(minutes=latency), "long": timedelta(minutes=period)}
        yield BadNight("latency_longer", field="latency", day=diary.day, **words)
    elif period is not None and latency + awake > period:
        yield BadNight("awake_longer", field="awake", day=diary.day, given=given, long=timedelta(minutes=period))
    elif period is None and around is not None and latency + awake > around:
        field = "latency" if latency >= awake else "awake"
        yield BadNight("awake_in_bed", field=field, day=diary.day, given=given, long=timedelta(minutes=around))
