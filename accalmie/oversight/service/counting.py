"""The figures themselves, counted from stays and already without small numbers. Stays and days come in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from accalmie.core.measures import Instrument
from accalmie.foundation.people.codes import AgeBand
from accalmie.oversight.service import small
from accalmie.oversight.service.outcomes import Outcome, outcome, recovery, tally
from accalmie.oversight.service.stays import Stay, Waiting, day_of
from accalmie.oversight.service.waiting import Step, Wait, curve, days_until, waiting_after

QUIET_DAYS = 28
"""Somebody who began and gave no sign for so long counts as stopped."""
MODES = ("alone", "guided", "blended", "")
_CHARTED_WEEKS = 12
_BESIDE = (list(Outcome).index(Outcome.UNCHANGED), list(Outcome).index(Outcome.UNMEASURED))


@dataclass(frozen=True, slots=True)
class Period:
    """Days, both included."""

    first: date
    last: date

    def has(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last


def last_week(today: date) -> Period:
    """Monday to Sunday, the last that is over."""
    monday = today - timedelta(days=today.weekday() + 7)
    return Period(monday, monday + timedelta(days=6))


def weeks_until(week: Period, count: int) -> Period:
    """So many weeks, this one the last of them."""
    return Period(week.first - timedelta(weeks=count - 1), week.last)


@dataclass(frozen=True, slots=True)
class Waits:
    """Days from asking to the first contact of somebody. None: too few, or (`median`, `ninetieth`) not reached yet."""

    asked: int | None
    waiting: int | None
    median: int | None
    ninetieth: int | None
    by_week: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What became of all who began, with one questionnaire. `parts`: in the order of `Outcome`, None where hidden."""

    instrument: str
    began: int | None
    parts: small.Shown
    above: int | None
    recovered: int | None

    def part(self, one: Outcome) -> int | None:
        return self.parts[list(Outcome).index(one)]

    @property
    def worst_case(self) -> int | None:
        """Worsened, if everybody without a last score had become worse."""
        worsened, missing = self.part(Outcome.WORSENED), self.part(Outcome.UNMEASURED)
        return None if worsened is None or missing is None else worsened + missing

    @property
    def carried(self) -> int | None:
        """Without a real change, if everybody without a last score had stayed where they were."""
        unchanged, missing = self.part(Outcome.UNCHANGED), self.part(Outcome.UNMEASURED)
        return None if unchanged is None or missing is None else unchanged + missing


@dataclass(frozen=True, slots=True)
class Presence:
    """Of all who began: whom somebody reached at least once since, and who stopped."""

    began: int | None
    met: int | None
    not_met: int | None
    stopped: int | None


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything of one period. By age: names of bands that are shown together, and their figures."""

    period: Period
    waits: Waits
    waits_by_age: tuple[tuple[tuple[str, ...], Waits], ...]
    presence: Presence
    outcomes: tuple[Outcomes, ...]
    outcomes_by_age: tuple[tuple[str, tuple[tuple[tuple[str, ...], small.Cells], ...]], ...]


@dataclass(frozen=True, slots=True)
class Mode:
    """Contacts and written answers per person and week, and minutes of reading and answering, in one way of being
    followed. None: too few people."""

    mode: str
    people: int | None
    acts_a_week: float | None
    minutes_a_week: float | None


@dataclass(frozen=True, slots=True)
class Monday:
    """The week that is over, and what waits now."""

    week: Period
    requests: int | None
    waits: Waits
    waits_over: Period
    modes: tuple[Mode, ...]
    modes_over: Period
    waiting: Waiting
    worsened: int | None
    stopped: int | None


def figures(stays: Sequence[Stay], period: Period, instruments: Iterable[Instrument]) -> Figures:
    """Of everybody who asked, and of everybody who began, within this period."""
    began = [stay for stay in stays if period.has(stay.began_on)]
    measured = list(instruments)
    return Figures(
        period=period,
        waits=waits_of(stays, period),
        waits_by_age=tuple(_waits_by_age(stays, period)),
        presence=_presence(began, period),
        outcomes=tuple(_outcomes(one, began) for one in measured),
        outcomes_by_age=tuple((one.id, tuple(_outcomes_by_age(one, began))) for one in measured),
    )


def monday(stays: Sequence[Stay], waiting: Waiting, today: date, instruments: Iterable[Instrument]) -> Monday:
    """The page of a Monday: the week before, with waits of a quarter, since a week holds few requests."""
    week = last_week(today)
    quarter, month = weeks_until(week, 13), weeks_until(week, 4)
    measured = list(instruments)
    return Monday(
        week=week,
        requests=_enough(sum(week.has(day_of(asked)) for stay in stays for asked, _reached in stay.waits)),
        waits=waits_of(stays, quarter),
        waits_over=quarter,
        modes=tuple(_mode(stays, mode, month) for mode in MODES),
        modes_over=month,
        waiting=waiting,
        worsened=_enough(sum(_worsened_in(stay, week, measured) for stay in stays)),
        stopped=_enough(sum(week.has(stopped_on(stay)) for stay in stays)),
    )


def _enough(count: int) -> int | None:
    return count if count >= small.FEWEST else None


def waits_of(stays: Iterable[Stay], period: Period) -> Waits:
    """Of everybody who asked within the period, reached or not; looked at on its last day."""
    waits = [wait for stay in stays for asked, reached in stay.waits if (wait := _wait(stay, asked, reached, period))]
    if len(waits) < small.FEWEST:
        return Waits(None, None, None, None)
    over = sum(wait.is_over for wait in waits)
    shown = small.line((over, len(waits) - over), beside=(0, 1))
    steps = curve(waits)
    return Waits(
        asked=len(waits),
        waiting=shown[1],
        median=days_until(steps, 0.5),
        ninetieth=days_until(steps, 0.9),
        by_week=_by_week(steps),
    )


def _wait(stay: Stay, asked: datetime, reached: datetime | None, period: Period) -> Wait | None:
    """This wait as it stood at the end of the period; None for one that began outside it. A death ends the waiting
    without a contact."""
    if not period.has(day_of(asked)):
        return None
    ends = [day_of(one) for one in (reached, stay.died_at) if one is not None]
    end = min([*ends, period.last])
    is_over = reached is not None and day_of(reached) <= end
    return Wait(max((end - day_of(asked)).days, 0), is_over)


def _by_week(steps: Sequence[Step]) -> tuple[float, ...]:
    return tuple(waiting_after(steps, 7 * week) for week in range(_CHARTED_WEEKS + 1))


def _waits_by_age(stays: Sequence[Stay], period: Period) -> Iterable[tuple[tuple[str, ...], Waits]]:
    asked = {band: (_asked(of, period),) for band, of in _by_age(stays).items()}
    for names, _count in small.joined(asked):
        found = waits_of([stay for stay in stays if stay.age in names], period)
        yield names, replace(found, waiting=None)  # the others' would follow from the total


def _asked(stays: Iterable[Stay], period: Period) -> int:
    return sum(period.has(day_of(asked)) for stay in stays for asked, _reached in stay.waits)


def _by_age(stays: Iterable[Stay]) -> dict[str, list[Stay]]:
    bands: dict[str, list[Stay]] = {band: [] for band in AgeBand.values if band != AgeBand.UNDER_18}
    for stay in stays:
        bands.setdefault(stay.age, []).append(stay)
    return bands


def _presence(began: Sequence[Stay], period: Period) -> Presence:
    """Whom somebody reached since they began; who stopped."""
    if len(began) < small.FEWEST:
        return Presence(None, None, None, None)
    met = sum(any(week >= _week_of(stay.began_on) for week in stay.acts) for stay in began)
    stopped = sum((on := stopped_on(stay)) is not None and on <= period.last for stay in began)
    shown = small.line((met, len(began) - met), beside=(0, 1))
    return Presence(len(began), shown[0], shown[1], small.line((stopped, len(began) - stopped), beside=(0, 1))[0])


def _week_of(day: date | None) -> date:
    assert day is not None
    return day - timedelta(days=day.weekday())


def stopped_on(stay: Stay) -> date | None:
    """The day on which somebody who began left, or had given no sign for four weeks; a death is no stopping."""
    if stay.began_at is None or stay.ending not in ("", "left"):
        return None
    if stay.ended_at is not None:
        return day_of(stay.ended_at)
    if stay.died_at is not None or stay.last_activity_at is None:
        return None
    return day_of(stay.last_activity_at) + timedelta(days=QUIET_DAYS)


def _outcomes(instrument: Instrument, began: Sequence[Stay]) -> Outcomes:
    courses = [stay.courses[instrument.id] for stay in began if instrument.id in stay.courses]
    parts = list(tally(instrument, courses))
    parts[_BESIDE[1]] += len(began) - len(courses)  # never measured at all: they began, so they count
    if len(began) < small.FEWEST:
        return Outcomes(instrument.id, None, (None,) * len(parts), None, None)
    recovered = recovery(instrument, courses)
    above = sum(recovered)
    return Outcomes(
        instrument=instrument.id,
        began=len(began),
        parts=small.line(parts, beside=_BESIDE),
        above=above if above >= small.FEWEST and len(began) - above >= small.FEWEST else None,
        recovered=small.line(recovered, beside=(1, 2))[0] if above >= small.FEWEST else None,
    )


def _outcomes_by_age(instrument: Instrument, began: Sequence[Stay]) -> list[tuple[tuple[str, ...], small.Cells]]:
    """Improved, no real change, worsened, and no later score, by age."""

    def cells(of: Sequence[Stay]) -> small.Cells:
        found = [
            outcome(instrument, stay.courses[instrument.id]) if instrument.id in stay.courses else Outcome.UNMEASURED
            for stay in of
        ]
        return tuple(found.count(one) for one in Outcome)

    return small.joined({band: cells(of) for band, of in _by_age(began).items()})


def _worsened_in(stay: Stay, week: Period, instruments: Iterable[Instrument]) -> bool:
    return any(
        outcome(one, stay.courses[one.id]) == Outcome.WORSENED
        for one in instruments
        if one.id in stay.measured_at and week.has(day_of(stay.measured_at[one.id]))
    )


def _mode(stays: Sequence[Stay], mode: str, over: Period) -> Mode:
    """Those who were in a programme in this way at some time of these weeks; "": who had something without one."""
    if mode:
        among = [stay for stay in stays if _is_followed(stay, over) and stay.mode == mode]
    else:
        among = [stay for stay in stays if not _is_followed(stay, over) and _acts(stay, over)]
    if len(among) < small.FEWEST:
        return Mode(mode, None, None, None)
    weeks = ((over.last - over.first).days + 1) / 7
    each = len(among) * weeks
    read = sum(minutes for stay in among for day, minutes in stay.read.items() if over.has(day))
    return Mode(mode, len(among), sum(_acts(stay, over) for stay in among) / each, read / each)


def _is_followed(stay: Stay, over: Period) -> bool:
    if stay.began_on is None or stay.began_on > over.last:
        return False
    return stay.ended_at is None or day_of(stay.ended_at) >= over.first


def _acts(stay: Stay, over: Period) -> int:
    return sum(count for week, count in stay.acts.items() if over.has(week))
