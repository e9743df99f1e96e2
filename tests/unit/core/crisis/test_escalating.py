"""Who is told of an alert that waits: shares of the staffed time, the deadline, and again after it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, strategies as st

from accalmie.core.crisis import Level, due_at, late_at, step_at, tries_suffice
from accalmie.core.definitions import Wrong
from tests.unit.core.crisis.test_what_follows import RULES

LADDER, STAFFED = RULES.escalation, RULES.staffed
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # 10:00 in Paris


def moments(opened: datetime, due: datetime, steps: int) -> list[datetime]:
    return [step_at(LADDER, STAFFED, step=step, opened_at=opened, due_at=due) for step in range(steps)]


def due_of(level: Level, at: datetime) -> datetime:
    due = due_at(RULES, level, recorded_at=at)
    assert due is not None
    return due


def test_a_plan_climbs_within_its_hour() -> None:
    minutes = [(at - MONDAY) / timedelta(minutes=1) for at in moments(MONDAY, due_of(Level.PLAN, MONDAY), 6)]
    assert minutes == [0, 15, 30, 60, 75, 105]


def test_an_alert_that_nobody_takes_for_weeks_is_told_once_a_staffed_day() -> None:
    told = moments(MONDAY, due_of(Level.PLAN, MONDAY), 14)
    pauses = [STAFFED.between(before, after) / timedelta(minutes=1) for before, after in pairwise(told[3:])]
    assert pauses == [15, 30, 60, 120, 240, 480, 480, 480, 480, 480]


def test_who_is_told_widens_until_the_lead() -> None:
    assert [LADDER.told_at(step) for step in range(6)] == ["first", "next", "everybody", "lead", "lead", "lead"]


def test_at_night_nobody_is_told_before_the_morning() -> None:
    night = datetime(2026, 11, 23, 22, 0, tzinfo=UTC)
    told = moments(night, due_of(Level.PLAN, night), 2)
    assert told == [datetime(2026, 11, 24, 8, 0, tzinfo=UTC), datetime(2026, 11, 24, 8, 15, tzinfo=UTC)]


def test_a_passive_wish_told_on_a_friday_evening_climbs_on_monday() -> None:
    friday = datetime(2026, 11, 27, 18, 0, tzinfo=UTC)
    told = moments(friday, due_of(Level.PASSIVE, friday), 4)
    assert told[0] == datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
    assert told[-1] == datetime(2026, 11, 30, 17, 0, tzinfo=UTC)


@given(
    minutes=st.integers(0, 60 * 24 * 30),
    level=st.sampled_from([Level.PASSIVE, Level.ACTIVE, Level.PLAN, Level.HARM_TO_OTHERS]),
)
def test_steps_never_go_back_and_the_deadline_is_one_of_them(minutes: int, level: Level) -> None:
    opened = MONDAY + timedelta(minutes=minutes)
    due = due_of(level, opened)
    told = moments(opened, due, 7)
    assert told == sorted(told)
    assert told[3] == due
    assert all(at >= opened for at in told)


def test_a_taken_alert_is_said_to_the_lead_at_its_deadline_and_again() -> None:
    due = due_of(Level.ACTIVE, MONDAY)
    said = [late_at(LADDER, STAFFED, times=times, due_at=due) for times in range(3)]
    assert said[0] == due
    assert said == sorted(set(said))


@pytest.mark.parametrize(("apart", "suffices"), [([0, 60, 120], False), ([0, 60, 180], True), ([0, 300], False)])
def test_not_reached_needs_several_calls_at_different_hours(apart: list[int], suffices: bool) -> None:
    assert tries_suffice(LADDER, [MONDAY + timedelta(minutes=one) for one in apart]) is suffices


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        ([], "steps"),
        ([(5, "lead")], "steps"),
        ([(0, "first"), (0, "lead")], "steps"),
        ([(0, "first"), (90, "lead")], "steps"),
        ([(0, "first"), (100, "everybody")], "everybody_last"),
    ],
)
def test_a_ladder_that_leaves_somebody_out_is_refused(steps: list[tuple[int, str]], code: str) -> None:
    given = msgspec.to_builtins(LADDER) | {"steps": [{"at": at, "tell": tell} for at, tell in steps]}
    with pytest.raises(msgspec.ValidationError) as refused:
        msgspec.convert(given, type(LADDER))
    assert isinstance(refused.value.__cause__, Wrong)
    assert refused.value.__cause__.code == code
