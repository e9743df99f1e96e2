"""Somebody's own rhythm: what silence means beside what they usually do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from accalmie.oversight.caseload.rhythm import KEPT, LONGEST, SHORTEST, drifts_at, usual_gap, with_day

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
GAPS = st.lists(st.integers(1, 40), max_size=20)


def days_of(gaps: list[int]) -> list[str]:
    """The days kept of somebody who came, then again after each of these gaps."""
    days: list[str] = with_day([], NOW)
    at = NOW
    for gap in gaps:
        at += timedelta(days=gap)
        days = with_day(days, at)
    return days


def test_nobody_has_a_rhythm_before_their_fifth_day() -> None:
    assert usual_gap(days_of([2, 2, 2])) is None
    assert usual_gap(days_of([2, 2, 2, 2])) == 2


def test_one_holiday_does_not_change_a_rhythm() -> None:
    assert usual_gap(days_of([2, 2, 21, 2, 2, 2])) == 2


def test_twice_a_day_counts_once() -> None:
    days = days_of([1, 1])
    assert with_day(days, NOW + timedelta(days=2, hours=3)) == days


def test_a_day_that_comes_late_takes_its_place() -> None:
    assert with_day(days_of([4]), NOW + timedelta(days=1)) == ["2026-11-24", "2026-11-25", "2026-11-28"]


@pytest.mark.parametrize(("usual", "days"), [(1.0, SHORTEST), (2.0, 6), (7.0, LONGEST)])
def test_silence_is_unlike_them_at_three_times_their_gap_within_four_days_and_two_weeks(
    usual: float, days: float
) -> None:
    assert drifts_at(NOW, usual) == NOW + timedelta(days=days)
    assert drifts_at(NOW, None) is None


@given(GAPS)
def test_the_last_days_are_kept_in_order_and_no_more_than_needed(gaps: list[int]) -> None:
    days = days_of(gaps)
    assert days == sorted(set(days))
    assert len(days) == min(len(gaps) + 1, KEPT)


@given(GAPS.filter(lambda gaps: len(gaps) >= KEPT))
def test_a_rhythm_lies_between_the_shortest_and_the_longest_of_their_last_gaps(gaps: list[int]) -> None:
    usual = usual_gap(days_of(gaps))
    assert usual is not None
    assert min(gaps[-KEPT + 1 :]) <= usual <= max(gaps[-KEPT + 1 :])
