"""The course expected from a first score: a middle that falls with the logarithm of weeks, and a band around it."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from accalmie.core.insight.course import CourseModel, expected, is_off_course, off_course_at, review_score

MODEL = CourseModel(
    measure="phq-9",
    direction="higher-is-worse",
    lowest=0,
    highest=27,
    start=(1.0, 0.9),
    slope=(-1.0, -0.1),
    spread=(4.0, -0.5, 1.0),
    noise=7.0,
    people=100,
    scores=500,
)
FIRST = datetime(2026, 1, 5, tzinfo=UTC)


def test_the_middle_falls_with_the_logarithm_of_weeks() -> None:
    assert expected(MODEL, baseline=15, weeks=0).middle == pytest.approx(14.5)
    assert expected(MODEL, baseline=15, weeks=4).middle == pytest.approx(14.5 - 2.5 * math.log(5))


def test_the_band_is_one_and_a_quarter_deviations_wide_each_way() -> None:
    band = expected(MODEL, baseline=20, weeks=4)
    sd = math.sqrt(4 - math.log(5) + math.log(5) ** 2 + 7)
    assert band.high - band.middle == pytest.approx(1.28155 * sd, abs=1e-4)
    assert band.middle - band.low == pytest.approx(1.28155 * sd, abs=1e-4)


def test_only_a_score_beyond_the_band_is_off_course() -> None:
    high = expected(MODEL, baseline=15, weeks=4).high
    assert not is_off_course(MODEL, 15, 4, high)
    assert is_off_course(MODEL, 15, 4, high + 0.01)
    assert not is_off_course(MODEL, 15, 4, 0)


def test_where_more_is_better_a_low_score_is_off_course() -> None:
    well_being = CourseModel(
        measure="who-5", direction="higher-is-better", lowest=0, highest=100, start=(5, 0.9), slope=(8, 0),
        spread=(100, 0, 20), noise=90, people=50, scores=200,
    )  # fmt: skip
    assert is_off_course(well_being, 40, 4, 20)
    assert not is_off_course(well_being, 40, 4, 100)


@given(baseline=st.floats(0, 27), weeks=st.floats(0, 52))
def test_the_band_never_leaves_the_range_of_the_measure(baseline: float, weeks: float) -> None:
    band = expected(MODEL, baseline=baseline, weeks=weeks)
    assert 0 <= band.low <= band.middle <= band.high <= 27


def test_the_review_at_week_four_rests_on_the_first_score_from_the_third_week_on() -> None:
    scores = [(FIRST + timedelta(days=days), float(days)) for days in (0, 13, 25, 38, 50)]
    assert review_score(scores) == (FIRST + timedelta(days=25), 25.0)
    assert review_score(scores[:2]) is None


def test_somebody_is_flagged_once_or_never_by_the_review_at_week_four() -> None:
    def scored(*totals: float) -> list[tuple[datetime, float]]:
        return [(FIRST + timedelta(days=13 * place), total) for place, total in enumerate(totals)]

    assert off_course_at(MODEL, scored(12, 12, 20)) == FIRST + timedelta(days=26)
    assert off_course_at(MODEL, scored(12, 12, 20, 3)) == FIRST + timedelta(days=26)
    assert off_course_at(MODEL, scored(12, 12, 8, 27)) is None
    assert off_course_at(MODEL, scored(12)) is None
    assert off_course_at(MODEL, []) is None
