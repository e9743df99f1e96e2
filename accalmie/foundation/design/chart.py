"""Charts as SVG made on the server: where each part of a line of scores stands. `design/chart.html` draws it.

Pure geometry, in the units of the drawing's own box; colours and dark mode come from the style sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT = 440, 250
LEFT, RIGHT, TOP, BOTTOM = 30, 4, 8, 30
_NAMES = 100  # a column on the right, so that no score lies under the name of its band
_MOST_DATES = 4


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
class Chart:
    """What one chart shows. `sentence` says it in words.

    `change` is the reliable-change threshold in points, drawn from the first score in the direction that is better;
    `expected` is the usual course, drawn as a thin line.
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
class DayTick:
    at: float
    day: date
    anchor: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything that the template puts on the page, already placed."""

    chart: Chart
    dots: tuple[Dot, ...]
    lines: tuple[str, ...]
    expected: tuple[str, ...]
    strips: tuple[Strip, ...]
    ticks: tuple[Tick, ...]
    days: tuple[DayTick, ...]
    threshold: float | None
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    foot: int = HEIGHT - BOTTOM


class _Scale:
    """Days to x and scores to y, for one chart."""

    def __init__(self, chart: Chart) -> None:
        days = [point.day for point in (*chart.points, *chart.expected)]
        self._first, self._span = min(days), max((max(days) - min(days)).days, 1)
        self._names = _NAMES if chart.bands else 0
        self._lowest, self._range = chart.lowest, (chart.highest - chart.lowest) or 1

    def x(self, day: date) -> float:
        return round(LEFT + 8 + (day - self._first).days / self._span * (WIDTH - LEFT - RIGHT - 12 - self._names), 1)

    def y(self, value: float) -> float:
        inside = min(max(value, self._lowest), self._lowest + self._range)
        return round(HEIGHT - BOTTOM - (inside - self._lowest) / self._range * (HEIGHT - TOP - BOTTOM), 1)


def drawing(chart: Chart) -> Drawing | None:
    """Where all parts of this chart stand, or None when no score can be drawn yet."""
    scored = [point for point in chart.points if point.value is not None]
    if not scored:
        return None
    scale = _Scale(chart)
    return Drawing(
        chart=chart,
        dots=tuple(
            Dot(scale.x(point.day), scale.y(point.value), point, point is scored[-1])
            for point in scored
            if point.value is not None
        ),
        lines=tuple(_lines(chart.points, scale)),
        expected=tuple(_lines(chart.expected, scale)),
        strips=tuple(_strip(band, shade, scale) for shade, band in enumerate(_mildest_first(chart))),
        ticks=tuple(Tick(scale.y(value), value) for value in _round_values(chart)),
        days=tuple(_day_ticks(scored, scale)),
        threshold=_threshold(chart, scored[0].value or 0, scale),
    )


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
    return sorted(chart.bands, key=lambda band: band.low, reverse=not chart.lower_is_better)


def _strip(band: Band, shade: int, scale: _Scale) -> Strip:
    top, foot = scale.y(band.high), scale.y(band.low)
    return Strip(y=top, height=round(foot - top, 1), name=band.name, shade=shade)


def _round_values(chart: Chart) -> Iterator[float]:
    """Four or five values for the axis, in steps of 1, 2 or 5 times a power of ten."""
    span = chart.highest - chart.lowest
    power = 10 ** (len(str(int(span // 4 or 1))) - 1)
    step = next((power * lead for lead in (1, 2, 5, 10) if power * lead >= span / 5), span or 1)
    count = int(span // step)
    return (chart.lowest + step * place for place in range(count + 1))


def _day_ticks(scored: Sequence[Point], scale: _Scale) -> Iterator[DayTick]:
    """At most four dates, always with the first and the last."""
    last = len(scored) - 1
    wanted = sorted({round(last * place / (_MOST_DATES - 1)) for place in range(_MOST_DATES)})
    for place in wanted:
        anchor = "start" if place == 0 else "end" if place == last else "middle"
        yield DayTick(scale.x(scored[place].day), scored[place].day, anchor)


def _threshold(chart: Chart, first: float, scale: _Scale) -> float | None:
    """Where a real change begins, unless that lies outside the instrument's range."""
    if chart.change is None:
        return None
    value = first - chart.change if chart.lower_is_better else first + chart.change
    return scale.y(value) if chart.lowest <= value <= chart.highest else None
