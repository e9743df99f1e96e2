"""Charts: where lines, bands and the threshold stand, for any scores."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from django.template.loader import get_template
from django.utils import translation
from hypothesis import given, strategies as st

from accalmie.foundation.design import chart
from accalmie.foundation.design.chart import Band, Chart, Event, Point, Span
from accalmie.foundation.design.chart_words import HEIGHT

FIRST = date(2026, 3, 2)
BANDS = (Band(0, 5, "minimal"), Band(5, 10, "mild"), Band(10, 27, "more"))


def phq9(*scores: float | None) -> Chart:
    points = tuple(Point(FIRST + timedelta(weeks=week), score) for week, score in enumerate(scores))
    return Chart("phq", "PHQ-9", "From 16 to 8.", points, lowest=0, highest=27, bands=BANDS, change=5)


def drawn(of: Chart) -> chart.Drawing:
    drawing = chart.drawing(of)
    assert drawing is not None
    return drawing


def test_higher_scores_stand_higher() -> None:
    first, second, third = drawn(phq9(16, 20, 8)).dots
    assert second.y < first.y < third.y
    assert first.x < second.x < third.x


def test_only_the_last_dot_is_marked() -> None:
    assert [dot.is_last for dot in drawn(phq9(16, None, 8)).dots] == [False, True]


def test_the_line_breaks_where_a_score_is_missing() -> None:
    assert len(drawn(phq9(16, 15, None, 9, 8)).lines) == 2
    assert len(drawn(phq9(16, 15, None, 9)).lines) == 1


def test_a_single_score_is_a_dot_without_a_line() -> None:
    drawing = drawn(phq9(16))
    assert len(drawing.dots) == 1
    assert drawing.lines == ()


def test_without_a_score_there_is_no_drawing() -> None:
    assert chart.drawing(phq9()) is None
    assert chart.drawing(phq9(None, None)) is None


def test_bands_fill_the_height_from_the_mildest() -> None:
    strips = drawn(phq9(16, 8)).strips
    assert [strip.shade for strip in strips] == [0, 1, 2]
    assert strips[0].name == "minimal"
    assert round(sum(strip.height for strip in strips), 1) == HEIGHT


def test_where_more_is_better_the_mildest_band_is_the_highest() -> None:
    strips = drawn(replace(phq9(16, 8), lower_is_better=False)).strips
    assert strips[0].name == "more"
    assert strips[0].y < strips[1].y


def test_the_threshold_lies_one_reliable_change_from_the_first_score() -> None:
    drawing = drawn(phq9(16, 11))
    assert drawing.threshold == chart.Threshold(at=drawing.dots[1].y, value=11)


def test_a_threshold_out_of_range_is_not_drawn() -> None:
    assert drawn(phq9(3, 2)).threshold is None
    assert drawn(replace(phq9(25), lower_is_better=False)).threshold is None


@given(
    st.lists(st.one_of(st.none(), st.floats(-5, 40, allow_nan=False)), min_size=1, max_size=20),
    st.floats(0, 5),
    st.floats(6, 100),
)
def test_everything_stays_inside_the_drawing(scores: list[float | None], lowest: float, highest: float) -> None:
    drawing = chart.drawing(replace(phq9(*scores), lowest=lowest, highest=highest))
    if drawing is None:
        return
    for dot in drawing.dots:
        assert chart.INSET <= dot.x <= 100 - chart.INSET
        assert 0 <= dot.y <= drawing.height
    assert 2 <= len(drawing.ticks) <= 12


def test_the_page_has_the_sentence_the_drawing_and_the_table() -> None:
    template = get_template("design/chart.html").template  # type: ignore[attr-defined]
    with translation.override("en"):
        html = str(template.module.chart(phq9(16, None, 8)))
    assert html.count("From 16 to 8.") == 2  # for everybody, and for those who hear the drawing
    assert 'role="img"' in html
    assert "<td" in html
    assert "2 March 2026" in html
    assert "11 or less: a real change" in html
    assert not re.search(r'style=|fill="#|stroke="#', html)


def test_the_threshold_of_caseness_stands_at_its_score_and_is_named() -> None:
    of = replace(phq9(16, 8), caseness=10)
    drawing = drawn(of)
    assert drawing.caseness is not None
    assert drawing.dots[0].y < drawing.caseness.at < drawing.dots[1].y
    with translation.override("en"):
        html = str(get_template("design/chart.html").template.module.chart(of))  # type: ignore[attr-defined]
        assert "from 10 on: the threshold of caseness" in html
    assert drawn(phq9(16, 8)).caseness is None


def test_what_happened_is_numbered_from_left_to_right_within_the_days_of_the_plot() -> None:
    called, began = Event(FIRST + timedelta(days=9), "a call"), Event(FIRST, "a start")
    before = Event(FIRST - timedelta(days=1), "long before")
    marks = drawn(replace(phq9(16, 12, 8), events=(called, before, began))).marks
    assert [(mark.number, mark.event.name) for mark in marks] == [(1, "a start"), (2, "a call")]
    assert marks[0].x < marks[1].x


def test_the_expected_range_is_one_closed_area_and_one_span_is_none() -> None:
    spans = tuple(Span(FIRST + timedelta(weeks=week), 8 - week, 14 - week) for week in range(3))
    of = replace(phq9(16, 12, 8), spans=spans)
    area = drawn(of).area
    assert area.startswith("M")
    assert area.endswith("Z")
    assert area.count(" ") == 6
    assert drawn(replace(of, spans=spans[:1])).area == ""
