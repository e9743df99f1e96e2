"""What must follow a level and by when, on the hours of a rota; and when an alert is updated."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, strategies as st

from accalmie.core.crisis import Level, NobodyThere, Reviewed, StaffedHours, due_at, follow, load_rules, updates_alert
from accalmie.core.definitions import Wrong

RULES = load_rules((Path(__file__).parents[4] / "content" / "danger" / "rules.yaml").read_text(encoding="utf-8"))
MOMENTS = st.integers(0, 3 * 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # 10:00 in Paris


def due(level, at=MONDAY, rules=RULES, **more):
    return due_at(rules, Level(level), recorded_at=at, **more)


@pytest.mark.parametrize(
    ("level", "goes_on"),
    [
        ("none", True),
        ("distress", True),
        ("passive", True),
        ("active", False),
        ("plan", False),
        ("harm_to_others", False),
    ],
)
def test_from_active_on_the_next_step_becomes_plan_and_contact(level, goes_on):
    assert follow(RULES, Level(level)).programme_goes_on is goes_on


def test_delays_are_those_of_the_house_in_staffed_hours():
    assert due("none") is None
    assert due("distress") is None
    assert due("passive") == datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
    assert due("active") == MONDAY + timedelta(hours=4)
    assert due("plan") == MONDAY + timedelta(hours=1)
    assert due("plan", under_way=True) == MONDAY + timedelta(minutes=15)


@pytest.mark.parametrize("level", list(Level))
def test_an_act_under_way_is_answered_as_such_at_any_level(level):
    assert not follow(RULES, level, under_way=True).programme_goes_on
    assert due(level, under_way=True) == MONDAY + timedelta(minutes=15)


def test_outside_staffed_hours_the_clock_waits_for_the_opening():
    friday_evening = datetime(2026, 11, 27, 19, 0, tzinfo=UTC)
    assert due("plan", friday_evening) == datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
    assert due("plan", datetime(2026, 11, 27, 16, 30, tzinfo=UTC)) == datetime(2026, 11, 30, 8, 30, tzinfo=UTC)


def test_a_closed_day_is_passed_over():
    closed = msgspec.structs.replace(
        RULES, staffed=msgspec.structs.replace(RULES.staffed, closed=(date(2026, 11, 24),))
    )
    assert due("passive", rules=closed) == datetime(2026, 11, 25, 17, 0, tzinfo=UTC)


def test_staffed_hours_follow_the_clock_on_the_wall_over_a_change_of_time():
    before = datetime(2026, 3, 27, 16, 30, tzinfo=UTC)  # Friday 17:30; on Sunday the clocks go forward
    assert due("plan", before) == datetime(2026, 3, 30, 7, 30, tzinfo=UTC)


@given(MOMENTS, st.booleans())
def test_a_more_serious_level_is_never_answered_later(at, act):
    moments = [due(level, at, under_way=act) for level in Level]
    known = [moment for moment in moments if moment is not None]
    assert moments[-len(known) :] == known
    assert all(later <= earlier for earlier, later in pairwise(known))


def test_the_moment_comes_back_in_the_zone_in_which_it_was_asked():
    assert due("plan").tzinfo is UTC


@given(MOMENTS, st.integers(0, 10_000))
def test_a_later_answer_is_never_due_earlier(at, minutes):
    later = at + timedelta(minutes=minutes)
    for level in (Level.PASSIVE, Level.ACTIVE, Level.PLAN):
        assert at < due(level, at) <= due(level, later)


@given(MOMENTS, st.integers(1, 3_000))
def test_a_delay_is_counted_in_staffed_minutes_alone(at, minutes):
    at = at.replace(second=0, microsecond=0)
    ends = RULES.staffed.after(at, timedelta(minutes=minutes))
    staffed = sum(
        max(min(closes, ends) - max(opens, at), timedelta(0)) // timedelta(minutes=1)
        for opens, closes in RULES.staffed.windows(at)
    )
    assert staffed == minutes


def test_is_staffed_says_whether_somebody_is_there():
    assert RULES.staffed.is_staffed(MONDAY)
    assert not RULES.staffed.is_staffed(MONDAY.replace(hour=20))
    assert not RULES.staffed.is_staffed(datetime(2026, 11, 28, 10, 0, tzinfo=UTC))


def test_a_rota_that_never_opens_is_said_so():
    closed = tuple(date(2026, 11, 23) + timedelta(days=count) for count in range(500))
    with pytest.raises(NobodyThere):
        StaffedHours(time_zone="Europe/Paris", week={"monday": "09:00-18:00"}, closed=closed).after(
            MONDAY, timedelta(hours=1)
        )
    with pytest.raises(NobodyThere):
        StaffedHours(time_zone="Europe/Paris", week={"monday": "09:00-18:00"}, closed=closed).next_working_day(MONDAY)


@pytest.mark.parametrize(
    ("zone", "week"),
    [
        ("Europe/Lens", {"monday": "09:00-18:00"}),
        ("UTC", {}),
        ("UTC", {"monday": "18:00-09:00"}),
        ("UTC", {"monday": "9-18"}),
    ],
)
def test_hours_that_cannot_be_are_refused(zone, week):
    with pytest.raises(Wrong):
        StaffedHours(time_zone=zone, week=week)


REVIEWED = Reviewed(answers={"self-harm": 1}, level=Level.PASSIVE, reviewed_at=MONDAY)


@pytest.mark.parametrize(
    ("earlier", "answers", "level", "days", "updates"),
    [
        (REVIEWED, {"self-harm": 1}, "passive", 7, True),
        (REVIEWED, {"self-harm": 1}, "passive", 14, True),
        (REVIEWED, {"self-harm": 1}, "passive", 15, False),
        (REVIEWED, {"self-harm": 2}, "passive", 7, False),
        (REVIEWED, {"self-harm": 1}, "active", 7, False),
        (REVIEWED, {"self-harm": 1}, "passive", -1, False),
        (replace(REVIEWED, reviewed_at=None), {"self-harm": 1}, "passive", 7, False),
        (None, {"self-harm": 1}, "passive", 7, False),
    ],
)
def test_only_an_unchanged_reviewed_answer_updates_its_alert(earlier, answers, level, days, updates):
    at = MONDAY + timedelta(days=days)
    assert updates_alert(RULES, earlier, answers=answers, level=Level(level), at=at) is updates
