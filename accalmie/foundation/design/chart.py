"""Charts as SVG made on the server: where each part of a line of scores stands. `design/chart.html` draws it.

Pure geometry. Across, positions are parts of a hundred of the plot's width, so that words keep their size when the
plot is narrow; down, they are in `em` of the chart's own type. Words stand around the plot, never on it: values on the
left, names of bands on the right, days below. Colours and dark mode come from the style sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from accalmie.foundation.design.chart_words import DayTick, Name, height_for, names_beside, short_names, under_the_plot

INSET = 4.0  # in hundredths of the width: a dot on the first or the last day still lies whole inside the plot


@dataclass(frozen=True, slots=True)
class Point:
    """One score. `value` None is a questionnaire too incomplete to score: the line breaks there. `note` says more."""

    day: date
    value: float | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """A range of severity behind the line, from `low` up to `high`, in words."""

    low: float
    high: float
    name: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day, to be seen beside the scores."""

    day: date
    name: str


@dataclass(frozen=True, slots=True)
class Span:
    """From where to where most scores of a day are expected to lie."""

    day: date
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Chart:
    """What one chart shows. `sentence` says it in words.

    `change` is the reliable-change threshold in points, drawn from the first score in the direction that is better;
    `expected` is the usual course, drawn as a thin line, or what `expected_name` says; `spans` the range around it.
    With `week_0`, days are named by the weeks since then. `caseness` is the total from which an instrument speaks of a
    case; `events` are numbered along the top, and named below. `value_name`: what the values are, where they are no
    scores.
    """

    id: str
    title: str
    sentence: str
    points: tuple[Point, ...]
    lowest: float
    highest: float
    bands: tuple[Band, ...] = ()
    change: float | None = None
    lower_is_better: bool = True
    expected: tuple[Point, ...] = ()
    expected_name: str = ""
    week_0: date | None = None
    caseness: float | None = None
    events: tuple[Event, ...] = ()
    spans: tuple[Span, ...] = ()
    value_name: str = ""

    def week(self, day: date) -> int | None:
        """Which week this day begins, where days are named by weeks."""
        return None if self.week_0 is None else (day - self.week_0).days // 7


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    point: Point
    is_last: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """One band of severity as a rectangle; `shade` counts from 0, the mildest."""

    y: float
    height: float
    name: str
    shade: int


@dataclass(frozen=True, slots=True)
class Tick:
    at: float
    value: float


@dataclass(frozen=True, slots=True)
class Threshold:
    at: float
    value: float


@dataclass(frozen=True, slots=True)
class Mark:
    """One event, or those of one day, where it stands; `number` is that of its line below."""

    x: float
    number: int
    event: Event


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything that the template puts on the page, already placed."""

    chart: Chart
    height: float
    dots: tuple[Dot, ...]
    lines: tuple[str, ...]
    expected: tuple[str, ...]
    strips: tuple[Strip, ...]
    names: tuple[Name, ...]
    ticks: tuple[Tick, ...]
    days: tuple[DayTick, ...]
    threshold: Threshold | None
    caseness: Threshold | None
    marks: tuple[Mark, ...]
    area: str


class _Scale:
    """Days to x and scores to y, for one chart."""

    def __init__(self, chart: Chart, height: float) -> None:
        days = [point.day for point in (*chart.points, *chart.expected)] + [span.day for span in chart.spans]
        self._first, self._last = min(days), max(days)
        self._span = max((self._last - self._first).days, 1)
        self._lowest, self._range = chart.lowest, (chart.highest - chart.lowest) or 1
        self.height = height

    def holds(self, day: date) -> bool:
        """Whether this day lies inside the plot."""
        return self._first <= day <= self._last

    def x(self, day: date) -> float:
        return round(INSET + (day - self._first).days / self._span * (100 - 2 * INSET), 2)

    def y(self, value: float) -> float:
        inside = min(max(value, self._lowest), self._lowest + self._range)
        return round(self.height * (1 - (inside - self._lowest) / self._range), 2)


def drawing(chart: Chart) -> Drawing | None:
    """Where all parts of this chart stand, or None when no score can be drawn yet."""
    scored = [point for point in chart.points if point.value is not None]
    if not scored:
        return None
    bands = _mildest_first(chart)
    names = short_names([band.name for band in bands])
    scale = _Scale(chart, height_for(names, [_part(chart, band) for band in bands]))
    strips = tuple(_strip(band, shade, scale) for shade, band in enumerate(bands))
    middles = [strip.y + strip.height / 2 for strip in strips]
    return Drawing(
        chart=chart,
        height=scale.height,
        dots=tuple(
            Dot(scale.x(point.day), scale.y(point.value), point, point is scored[-1])
            for point in scored
            if point.value is not None
        ),
        lines=tuple(_lines(chart.points, scale)),
        expected=tuple(_lines(chart.expected, scale)),
        strips=strips,
        names=tuple(names_beside(middles, names, scale.height)),
        ticks=tuple(Tick(scale.y(value), value) for value in _round_values(chart)),
        days=tuple(under_the_plot([(scale.x(point.day), point.day) for point in scored])),
        threshold=_threshold(chart, scored[0].value or 0, scale),
        caseness=_caseness(chart, scale),
        marks=tuple(_marks(chart.events, scale)),
        area=_area(chart.spans, scale),
    )


def _caseness(chart: Chart, scale: _Scale) -> Threshold | None:
    return None if chart.caseness is None else Threshold(scale.y(chart.caseness), chart.caseness)


def _marks(events: Sequence[Event], scale: _Scale) -> Iterator[Mark]:
    """What happened within the days of the plot, the earliest first."""
    inside = sorted((event for event in events if scale.holds(event.day)), key=lambda event: event.day)
    for number, event in enumerate(inside, start=1):
        yield Mark(scale.x(event.day), number, event)


def _area(spans: Sequence[Span], scale: _Scale) -> str:
    """One closed path around all spans; "" for fewer than two, which enclose nothing."""
    if len(spans) < 2:
        return ""
    there = [f"{scale.x(span.day):g} {scale.y(span.high):g}" for span in spans]
    back = [f"{scale.x(span.day):g} {scale.y(span.low):g}" for span in reversed(spans)]
    return "M" + "L".join([*there, *back]) + "Z"


def _lines(points: Sequence[Point], scale: _Scale) -> Iterator[str]:
    """One path for each unbroken run of at least two scores."""
    run: list[str] = []
    for point in (*points, Point(date.max, None)):
        if point.value is not None:
            run.append(f"{scale.x(point.day):g} {scale.y(point.value):g}")
            continue
        if len(run) > 1:
            yield "M" + "L".join(run)
        run = []


def _mildest_first(chart: Chart) -> list[Band]:
    """The bands that can be seen: those that share something with the instrument's range."""
    seen = [band for band in chart.bands if max(band.low, chart.lowest) < min(band.high, chart.highest)]
    return sorted(seen, key=lambda band: band.low, reverse=not chart.lower_is_better)


def _part(chart: Chart, band: Band) -> float:
    """How much of the height this band takes, from 0 to 1."""
    inside = min(band.high, chart.highest) - max(band.low, chart.lowest)
    return inside / ((chart.highest - chart.lowest) or 1)


def _strip(band: Band, shade: int, scale: _Scale) -> Strip:
    top, foot = scale.y(band.high), scale.y(band.low)
    return Strip(y=top, height=round(foot - top, 2), name=band.name, shade=shade)


def _round_values(chart: Chart) -> Iterator[float]:
    """Four or five values for the axis, in steps of 1, 2 or 5 times a power of ten."""
    span = chart.highest - chart.lowest
    power = 10 ** (len(str(int(span // 4 or 1))) - 1)
    step = next((power * lead for lead in (1, 2, 5, 10) if power * lead >= span / 5), span or 1)
    count = int(span // step)
    return (chart.lowest + step * place for place in range(count + 1))


def _threshold(chart: Chart, first: float, scale: _Scale) -> Threshold | None:
    """Where a real change begins, unless that lies outside the instrument's range."""
    if chart.change is None:
        return None
    value = first - chart.change if chart.lower_is_better else first + chart.change
    return Threshold(scale.y(value), value) if chart.lowest <= value <= chart.highest else None
