"""What the two pages show: the figures in words, each hidden number said to be hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import get_language, gettext as _, ngettext

from accalmie.capabilities.measures import library as measures
from accalmie.core.measures import Instrument
from accalmie.foundation.design.chart import Chart, Point
from accalmie.foundation.people.codes import AgeBand
from accalmie.foundation.words import formats
from accalmie.oversight.service import counting, small
from accalmie.oversight.service.counting import Figures, Mode, Monday, Outcomes, Period, Waits
from accalmie.oversight.service.outcomes import Outcome
from accalmie.oversight.service.projections import COUNTED

WEEKS = 52
Row = tuple[str, ...]


@dataclass(frozen=True)
class Bar:
    """One share of a whole. `share`: out of a hundred, None where it is not shown."""

    words: str
    share: float | None


@dataclass(frozen=True)
class OutcomeView:
    """One questionnaire: a sentence, bars, the three readings of a missing last score, and ages."""

    title: str
    sentence: str
    bars: tuple[Bar, ...]
    readings: tuple[Row, ...]
    by_age: tuple[Row, ...]


@dataclass(frozen=True)
class FiguresView:
    """The page of figures."""

    first: date
    last: date
    waits: tuple[Row, ...]
    sentence: str
    chart: Chart | None
    waits_by_age: tuple[Row, ...]
    presence: tuple[Row, ...]
    outcomes: tuple[OutcomeView, ...]


@dataclass(frozen=True)
class Number:
    """One figure of the Monday page, large, with what it counts below. `is_late`: somebody has to act."""

    figure: str
    title: str
    says: str
    is_late: bool = False


@dataclass(frozen=True)
class MondayView:
    """The Monday page."""

    first: date
    last: date
    numbers: tuple[Number, ...]
    modes: tuple[Row, ...]


def instruments() -> list[Instrument]:
    """The questionnaires whose outcomes are counted."""
    return [measures.instruments()[name] for name in COUNTED]


def period(now: datetime) -> Period:
    """The fifty-two weeks that ended last Sunday."""
    return counting.weeks_until(counting.last_week(timezone.localtime(now).date()), WEEKS)


def figures_view(found: Figures) -> FiguresView:
    """The figures in words."""
    return FiguresView(
        first=found.period.first,
        last=found.period.last,
        waits=tuple(_waits(found.waits)),
        sentence=_waits_sentence(found.waits),
        chart=_chart(found.waits),
        waits_by_age=tuple(
            (ages(names), _count(waits.asked), _days(waits, waits.median), _days(waits, waits.ninetieth))
            for names, waits in found.waits_by_age
        ),
        presence=tuple(_presence(found)),
        outcomes=tuple(
            _outcome(one, dict(found.outcomes_by_age)[one.instrument], instrument)
            for one, instrument in zip(found.outcomes, instruments(), strict=True)
        ),
    )


def ages(names: Sequence[str]) -> str:
    """Bands of age in words; those that are shown together, together."""
    known = dict(AgeBand.choices)
    return _(" and ").join(str(known.get(name, name)) for name in names)


def _waits(waits: Waits) -> list[Row]:
    return [
        (_("Asked for somebody"), _count(waits.asked)),
        (_("Half of them had been reached after"), _days(waits, waits.median)),
        (_("Nine in ten had been reached after"), _days(waits, waits.ninetieth)),
        (_("Not reached by the last day"), _count(waits.waiting)),
    ]


def _waits_sentence(waits: Waits) -> str:
    if waits.asked is None:
        return _("Fewer than %(fewest)s people asked: nothing is shown.") % {"fewest": small.FEWEST}
    if waits.median is None:
        return _("Half of those who asked had not been reached by the last day.")
    return ngettext(
        "Half of those who asked had been reached after %(num)s day.",
        "Half of those who asked had been reached after %(num)s days.",
        waits.median,
    ) % {"num": waits.median}


def _chart(waits: Waits) -> Chart | None:
    if waits.asked is None:
        return None
    day = date(2026, 1, 5)  # any Monday: the chart names weeks, not days
    points = [
        Point(day + timedelta(weeks=week), round(100 * share), percent(share))
        for week, share in enumerate(waits.by_week)
    ]
    return Chart(
        id="still-waiting",
        title=_("Still waiting, of a hundred who asked"),
        sentence=_waits_sentence(waits),
        points=tuple(points),
        lowest=0,
        highest=100,
        week_0=day,
        value_name=_("Still waiting, %"),
    )


def _presence(found: Figures) -> list[Row]:
    one = found.presence
    return [
        (_("Began a programme"), _count(one.began), ""),
        (_("Reached by somebody at least once since"), _count(one.met), _part(one.met, one.began)),
        (_("Reached by nobody since"), _count(one.not_met), _part(one.not_met, one.began)),
        (
            _("Stopped: said so, or gave no sign for %(days)s days") % {"days": counting.QUIET_DAYS},
            _count(one.stopped),
            _part(one.stopped, one.began),
        ),
    ]


def outcome_names() -> dict[Outcome, str]:
    """What became of somebody, in words."""
    return {
        Outcome.IMPROVED: _("Improved, more than the error of measurement"),
        Outcome.UNCHANGED: _("No change beyond the error of measurement"),
        Outcome.WORSENED: _("Worsened, more than the error of measurement"),
        Outcome.UNMEASURED: _("No later score: not known"),
    }


def _outcome(
    one: Outcomes, by_age: Sequence[tuple[tuple[str, ...], small.Cells]], instrument: Instrument
) -> OutcomeView:
    names = outcome_names()
    bars = tuple(Bar(_bar(names[kind], one.part(kind), one.began), _share(one, kind)) for kind in Outcome)
    return OutcomeView(
        title=str(instrument.name[_language()]),
        sentence=_outcome_sentence(one),
        bars=bars,
        readings=tuple(_readings(one)),
        by_age=tuple((ages(bands), _count(sum(cells)), *(str(cell) for cell in cells)) for bands, cells in by_age),
    )


def _share(one: Outcomes, kind: Outcome) -> float | None:
    part = one.part(kind)
    return None if part is None or not one.began else round(100 * part / one.began, 1)


def _bar(name: str, part: int | None, whole: int | None) -> str:
    return f"{name}{_(':')} {_count(part)}" + (f" ({_part(part, whole)})" if part is not None else "")


def _outcome_sentence(one: Outcomes) -> str:
    if one.began is None:
        return _("Fewer than %(fewest)s people began: nothing is shown.") % {"fewest": small.FEWEST}
    missing = one.part(Outcome.UNMEASURED)
    if missing is None:
        said = _("Of all %(began)s who began. Whoever has no later score counts all the same; how many is not shown.")
        return said % {"began": one.began}
    return _("Of all %(began)s who began, %(missing)s have no later score and count all the same.") % {
        "began": one.began,
        "missing": missing,
    }


def _readings(one: Outcomes) -> list[Row]:
    """Each line in three ways: as measured, last value carried, worst case; all out of everybody who began."""
    improved, worsened = one.part(Outcome.IMPROVED), one.part(Outcome.WORSENED)
    unchanged = one.part(Outcome.UNCHANGED)
    return [
        (_("Improved"), *(_of(improved, one.began) for _reading in range(3))),
        (_("No real change"), _of(unchanged, one.began), _of(one.carried, one.began), _of(unchanged, one.began)),
        (_("Worsened"), _of(worsened, one.began), _of(worsened, one.began), _of(one.worst_case, one.began)),
        (
            _("Recovered: at or above the threshold at first, below it at the last score"),
            *(_of(one.recovered, one.above) for _reading in range(3)),
        ),
    ]


def _of(part: int | None, whole: int | None) -> str:
    return _count(part) if part is None or not whole else f"{part} ({_part(part, whole)})"


def _count(count: int | None) -> str:
    return _("not shown") if count is None else formats.number(count, _language())


def _part(part: int | None, whole: int | None) -> str:
    return "" if part is None or not whole else percent(part / whole)


def percent(share: float) -> str:
    """A share in words: 0.25 is 25 %."""
    return _("%(number)s%%") % {"number": formats.number(round(100 * share), _language())}


def _days(waits: Waits, days: int | None) -> str:
    if waits.asked is None:
        return _("not shown")
    if days is None:
        return _("not yet")
    return ngettext("%(num)s day", "%(num)s days", days) % {"num": days}


def monday_view(found: Monday, now: datetime) -> MondayView:
    """The Monday page in words."""
    return MondayView(
        first=found.week.first,
        last=found.week.last,
        numbers=tuple(_numbers(found, now)),
        modes=tuple(_mode(one) for one in found.modes),
    )


def _numbers(found: Monday, now: datetime) -> list[Number]:
    few, waits, work = _("fewer than %(fewest)s") % {"fewest": small.FEWEST}, found.waits, found.waiting
    return [
        Number(
            str(work.late_alerts),
            ngettext("alert past its time", "alerts past their time", work.late_alerts),
            _("Now. Each is closed on its own page, by whoever is on call."),
            is_late=work.late_alerts > 0,
        ),
        Number(str(found.requests or few), _("requests last week"), _("People who asked for somebody.")),
        Number(
            _days(waits, waits.median),
            _("half had been reached"),
            _("Days from asking to the first contact, of everybody who asked in the last thirteen weeks."),
        ),
        Number(_days(waits, waits.ninetieth), _("nine in ten had been reached"), _still_waiting(waits)),
        Number(
            str(work.unread),
            ngettext("exercise unread", "exercises unread", work.unread),
            _unread_since(work.unread_since, now),
        ),
        Number(
            str(found.worsened or few),
            _("worsened last week"),
            _("Last score worse than the first, more than the error of measurement."),
        ),
        Number(
            str(found.stopped or few),
            _("stopped last week"),
            _("Said so, or reached %(days)s days without a sign.") % {"days": counting.QUIET_DAYS},
        ),
    ]


def _still_waiting(waits: Waits) -> str:
    if waits.waiting is None:
        return _("Whoever still waits counts with the wait so far.")
    return ngettext(
        "%(num)s not reached so far, who counts with the wait so far.",
        "%(num)s not reached so far, who count with the wait so far.",
        waits.waiting,
    ) % {"num": waits.waiting}


def _unread_since(since: datetime | None, now: datetime) -> str:
    if since is None:
        return _("Everything that was shared has been answered.")
    days = max((now - since).days, 0)
    said = ngettext("The oldest has waited for %(num)s day.", "The oldest has waited for %(num)s days.", days)
    return said % {"num": days}


def mode_names() -> dict[str, str]:
    """How somebody is followed, in words."""
    return {
        "alone": _("Alone"),
        "guided": _("Guided"),
        "blended": _("Guided, with sessions"),
        "": _("Without a programme"),
    }


def _mode(one: Mode) -> Row:
    a_week = _("not shown") if one.acts_a_week is None else formats.number(one.acts_a_week, _language(), 2)
    minutes = _("not shown") if one.minutes_a_week is None else formats.number(one.minutes_a_week, _language(), 1)
    return mode_names()[one.mode], _count(one.people), a_week, minutes


def _language() -> str:
    return "fr" if (get_language() or "fr").startswith("fr") else "en"
