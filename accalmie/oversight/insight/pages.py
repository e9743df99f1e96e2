"""What the page of a simulated clinic shows: each figure beside the published one, and how far to trust it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import get_language, gettext as _

from accalmie.core.simulation import Compared, Published, Summary, compared, published_curve
from accalmie.foundation.design.chart import Chart, Point
from accalmie.foundation.words.formats import number
from accalmie.oversight.insight.library import parameters
from accalmie.oversight.insight.models import SimulatedClinic

WEEK_0 = date(2026, 1, 5)  # any Monday: the chart names weeks, not days
CURVE_HOLDS = 10  # weeks for which the published curve is said to hold
ENOUGH = 300  # people in a run whose figures can be held against the stated ranges
FEWEST = 10  # people behind a mean that is drawn


@dataclass(frozen=True)
class Line:
    """One figure. `verdict` says in words whether it lies in the stated range."""

    title: str
    published: str
    simulated: str
    interval: str
    people: int
    range: str
    is_within: bool | None
    origin: str
    says: str
    source: str


@dataclass(frozen=True)
class Week:
    """One week of those who began at 10 or more, and how many of all had stopped before its end."""

    number: int
    people: int
    simulated: str
    interval: str
    published: str
    stopped: str


@dataclass(frozen=True)
class Comparison:
    """The whole page. `is_current`: made with the numbers that stand in the file now. `is_small`: too few people for
    the ranges, which are stated for five hundred.
    """

    lines: tuple[Line, ...]
    weeks: tuple[Week, ...]
    chart: Chart
    modes: tuple[tuple[str, int], ...]
    danger_ever: str
    is_current: bool
    is_small: bool
    outside: int


def simulated_clinic(clinic: SimulatedClinic, summary: Summary) -> Comparison:
    """One run beside what was published."""
    figures = compared(parameters().figures, summary)
    return Comparison(
        lines=tuple(_line(one) for one in figures),
        weeks=tuple(_weeks(summary)),
        chart=_chart(summary),
        modes=tuple(_modes(summary)),
        danger_ever=_percent(summary.danger_ever.percent),
        is_current=clinic.parameters == parameters().hash,
        is_small=clinic.patients < ENOUGH,
        outside=sum(one.is_within is False for one in figures),
    )


def _line(one: Compared) -> Line:
    figure, language = one.published, _language()
    return Line(
        title=figure.title[language],
        published=_said(figure, figure.value),
        simulated=_said(figure, one.simulated),
        interval=_between(figure, one.interval),
        people=one.n,
        range=_between(figure, (figure.low, figure.high)),
        is_within=one.is_within,
        origin=_origin(figure),
        says=figure.says[language],
        source=figure.source,
    )


def _origin(figure: Published) -> str:
    """Whether the model was fitted to this figure, and how the figure is known."""
    known = {
        "read": _("read in its source"),
        "from memory": _("from memory: to be checked"),
        "computed": _("computed from published data"),
        "chosen": _("chosen"),
    }
    fitted = _("calibrated on this figure") if figure.calibrated else _("not calibrated on this figure")
    return f"{fitted} · {known[figure.checked]}"


def _said(figure: Published, value: float | None) -> str:
    if figure.unit == "percent":
        return _percent(value)
    return "–" if value is None else number(value, _language(), 1)


def _percent(value: float | None) -> str:
    return "–" if value is None else _("%(number)s%%") % {"number": number(value, _language(), 1)}


def _between(figure: Published, interval: tuple[float, float] | None) -> str:
    if interval is None:
        return "–"
    low, high = (_said(figure, value) for value in interval)
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def _weeks(summary: Summary) -> list[Week]:
    """The means by week, beside the published curve for as long as that holds."""
    stopped, rows = 0, []
    for week, mean in sorted(summary.weeks.items()):
        stopped += summary.stopped_by.get(week, 0)
        interval = mean.interval()
        between = (number(interval[0], _language(), 1), number(interval[1], _language(), 1)) if interval else None
        rows.append(
            Week(
                number=week,
                people=mean.n,
                simulated="–" if mean.mean is None else number(mean.mean, _language(), 1),
                interval=_("%(low)s to %(high)s") % {"low": between[0], "high": between[1]} if between else "–",
                published=number(published_curve(week), _language(), 1) if week <= CURVE_HOLDS else "–",
                stopped=_percent(100 * stopped / summary.stopped.n if summary.stopped.n else None),
            )
        )
    return rows


def _chart(summary: Summary) -> Chart:
    simulated = [
        Point(_day(week), round(mean.mean, 1), _("%(count)s people") % {"count": mean.n})
        for week, mean in sorted(summary.weeks.items())
        if mean.mean is not None and mean.n >= FEWEST
    ]
    weeks = range(min(CURVE_HOLDS, max(summary.weeks, default=0)) + 1)
    return Chart(
        id="simulated-course",
        title=_("Mean PHQ-9, week by week"),
        sentence=_("Those who began at 10 or more. The thin line is the published curve, which holds for ten weeks."),
        points=tuple(simulated),
        lowest=0,
        highest=20,
        expected=tuple(Point(_day(week), round(published_curve(week), 2)) for week in weeks),
        expected_name=_("the published curve"),
        week_0=WEEK_0,
    )


def _day(week: int) -> date:
    return WEEK_0 + timedelta(weeks=week)


def _modes(summary: Summary) -> list[tuple[str, int]]:
    names = {
        "alone": _("alone"),
        "guided": _("guided"),
        "blended": _("guided, with sessions"),
        "": _("came, and began no programme"),
    }
    return [(name, summary.modes.get(mode, 0)) for mode, name in names.items()]


def _language() -> str:
    return "fr" if (get_language() or "fr").startswith("fr") else "en"
