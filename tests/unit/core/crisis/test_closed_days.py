"""Staffed hours around closures: days without anybody, unless a colleague covers them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from accalmie.core.crisis import NobodyThere, StaffedHours, Stretch, with_closures

WEEK = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), "09:00-18:00")
HOURS = StaffedHours(time_zone="Europe/Paris", week=WEEK)  # type: ignore[arg-type]
THURSDAY, FRIDAY, MONDAY = date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 28)
HOUR = timedelta(hours=1)


def at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def test_nobody_is_there_on_a_closed_day_and_a_delay_goes_on_after_it() -> None:
    closed = with_closures(HOURS, (Stretch(first=THURSDAY, last=FRIDAY),))
    assert not closed.is_staffed(at(THURSDAY, 10))
    assert closed.is_closed(THURSDAY)
    assert closed.after(at(date(2026, 12, 23), 16), 2 * HOUR) == at(MONDAY, 9)
    assert closed.next_working_day(at(date(2026, 12, 23), 10)) == at(MONDAY, 17)


def test_a_colleague_who_covers_is_there_in_their_hours_only() -> None:
    stretches = (Stretch(first=THURSDAY, last=FRIDAY), Stretch(first=THURSDAY, last=THURSDAY, hours=("10:00-12:00",)))
    closed = with_closures(HOURS, stretches)
    assert [closed.is_staffed(at(THURSDAY, hour)) for hour in (8, 9, 10, 11)] == [False, True, True, False]
    assert not closed.is_staffed(at(FRIDAY, 10))
    assert closed.after(at(THURSDAY, 9), HOUR) == at(THURSDAY, 10)


def test_hours_that_meet_are_counted_once() -> None:
    covers = (
        Stretch(first=THURSDAY, last=THURSDAY, hours=("09:00-12:00",)),
        Stretch(first=THURSDAY, last=THURSDAY, hours=("11:00-14:00", "15:00-16:00")),
    )
    closed = with_closures(HOURS, covers)
    assert closed.hours_on(THURSDAY) == ("09:00-14:00", "15:00-16:00")
    assert closed.between(at(THURSDAY, 0), at(FRIDAY, 0)) == 6 * HOUR


def test_a_service_that_ends_has_nobody_from_then_on() -> None:
    ended = with_closures(HOURS, (Stretch(first=THURSDAY),))
    assert ended.is_staffed(at(date(2026, 12, 23), 10))
    with pytest.raises(NobodyThere):
        ended.after(at(THURSDAY, 10), HOUR)


def test_without_closures_the_hours_are_the_same_object() -> None:
    assert with_closures(HOURS, ()) is HOURS


@given(st.integers(0, 20), st.integers(0, 10), st.integers(0, 24 * 30))
def test_closing_never_makes_a_deadline_earlier(first: int, days: int, hour: int) -> None:
    begins = date(2026, 12, 1) + timedelta(days=first)
    closed = with_closures(HOURS, (Stretch(first=begins, last=begins + timedelta(days=days)),))
    start = datetime(2026, 12, 1, tzinfo=UTC) + hour * HOUR
    assert closed.after(start, 4 * HOUR) >= HOURS.after(start, 4 * HOUR)
    assert closed.between(start, closed.after(start, 4 * HOUR)) == 4 * HOUR
