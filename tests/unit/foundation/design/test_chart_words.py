"""The words of a chart: whatever the scores, days and bands, none is crossed by the line, a dot or another word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from hypothesis import given, settings, strategies as st

from accalmie.foundation.design import chart
from accalmie.foundation.design.chart import Band, Chart, Drawing, Point
from accalmie.foundation.design.chart_words import (
    DAY,
    GUTTER,
    LETTER,
    LINE,
    NARROW,
    WIDE,
    DayTick,
    reach,
    short_names,
    under_the_plot,
)

FIRST = date(2026, 3, 2)
LARGEST_DOT = 0.42
MARGIN = 0.5  # from the plot to the words beside it, as the template says
BELOW = 0.6  # from the plot to the days below it


@dataclass(frozen=True)
class Box:
    """A rectangle, in em from the plot's upper left corner."""

    left: float
    top: float
    right: float
    foot: float

    def meets(self, other: Box) -> bool:
        small = 0.02  # figures are rounded to a hundredth
        across = self.left < other.right - small and other.left < self.right - small
        return across and self.top < other.foot - small and other.top < self.foot - small


def words_of(drawing: Drawing, width: float) -> list[Box]:
    """Where words stand when the plot is `width` em wide."""
    names = [
        Box(width + MARGIN, name.top, width + MARGIN + max(len(line.words) for line in name.lines) * LETTER, name.foot)
        for name in drawing.names
    ]
    values = [
        Box(-MARGIN - len(f"{tick.value:g}") * LETTER, tick.at - LINE / 2, -MARGIN, tick.at + LINE / 2)
        for tick in drawing.ticks
    ]
    days = [
        Box(start * width / 100, drawing.height + BELOW, end * width / 100, drawing.height + BELOW + LINE)
        for start, end in (reach(day, width) for day in drawing.days if width >= WIDE or not day.is_wide)
    ]
    return [*names, *values, *days]


def drawn_of(drawing: Drawing, width: float) -> list[Box]:
    """What may not be crossed: the plot with line, threshold and bands, and dots, which may stick out."""
    dots = [
        Box(x - LARGEST_DOT, dot.y - LARGEST_DOT, x + LARGEST_DOT, dot.y + LARGEST_DOT)
        for dot in drawing.dots
        for x in [dot.x * width / 100]
    ]
    return [Box(0, 0, width, drawing.height), *dots]


names = st.lists(st.text("abcdefghij éà-", min_size=1, max_size=40).filter(str.strip), min_size=6, max_size=6)
cuts = st.lists(st.integers(-5, 110), min_size=2, max_size=7, unique=True).map(sorted)
scores = st.dictionaries(st.integers(0, 400), st.one_of(st.none(), st.integers(0, 100)), min_size=1, max_size=30).map(
    lambda by_day: sorted(by_day.items(), key=lambda item: item[0])
)


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    edges, called = draw(cuts), draw(names)
    bands = tuple(Band(low, high, name) for low, high, name in zip(edges, edges[1:], called, strict=False))
    points = tuple(Point(FIRST + timedelta(days=day), value) for day, value in draw(scores))
    later = tuple(Point(FIRST + timedelta(days=day), 10) for day in draw(st.lists(st.integers(0, 600), max_size=2)))
    return Chart(
        "any",
        "Any",
        "",
        points,
        lowest=0,
        highest=draw(st.sampled_from((21, 27, 100))),
        bands=bands,
        change=draw(st.one_of(st.none(), st.integers(1, 10))),
        lower_is_better=draw(st.booleans()),
        expected=tuple(sorted(later, key=lambda point: point.day)),
    )


@settings(max_examples=150)
@given(charts(), st.one_of(st.just(NARROW), st.floats(NARROW, 60)))
def test_no_word_meets_a_line_a_dot_or_another_word(of: Chart, width: float) -> None:
    drawing = chart.drawing(of)
    if drawing is None:
        return
    words = words_of(drawing, width)
    for word in words:
        assert not [part for part in drawn_of(drawing, width) if word.meets(part)]
    assert not [pair for pair in combinations(words, 2) if pair[0].meets(pair[1])]
    assert all(word.right <= width + MARGIN + GUTTER for word in words)


@given(charts())
def test_every_band_that_can_be_seen_has_its_name(of: Chart) -> None:
    drawing = chart.drawing(of)
    if drawing is not None:
        assert len(drawing.names) == len(drawing.strips)
        assert all(name.top >= 0 and name.foot <= drawing.height + 0.02 for name in drawing.names)


def test_a_word_that_all_names_share_is_said_once_in_the_title() -> None:
    assert short_names(["symptômes légers", "symptômes modérément sévères"]) == [
        ("légers",),
        ("modérément", "sévères"),
    ]
    assert short_names(["mild symptoms", "severe symptoms"]) == [("mild",), ("severe",)]
    assert short_names(["calm"]) == [("calm",)]


def test_a_word_longer_than_a_line_is_cut_with_a_hyphen() -> None:
    assert short_names(["extraordinairement"]) == [("extraordi-", "nairement")]


def test_a_narrow_plot_shows_the_first_and_the_last_day_and_a_wide_one_more() -> None:
    weeks = [(4 + 92 * week / 8, FIRST + timedelta(weeks=week)) for week in range(9)]
    ticks = under_the_plot(weeks)
    assert [tick.day for tick in ticks if not tick.is_wide] == [weeks[0][1], weeks[8][1]]
    assert [tick.day for tick in ticks if tick.is_wide] == [weeks[4][1]]


def test_a_single_day_stands_under_its_dot() -> None:
    assert under_the_plot([(4.0, FIRST)]) == [DayTick(4.0, FIRST, "start")]
    assert DAY <= NARROW
