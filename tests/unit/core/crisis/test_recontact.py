"""Keeping in touch after a crisis, as data: which steps follow, for whom, and at which moments."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from accalmie.core.crisis import load_rules
from accalmie.core.crisis.recontact import (
    OUTCOMES,
    RecontactRefusedFile,
    load_recontact,
    messages,
    months_after,
    on_day,
    plan,
    told_at,
)

CONTENT = Path(__file__).resolve().parents[4] / "content"
TEXT = (CONTENT / "recontact/rules.yaml").read_text("utf-8")
RULES = load_recontact(TEXT)
STAFFED = load_rules((CONTENT / "danger/rules.yaml").read_text("utf-8")).staffed
TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
AGREED: dict[str, Any] = {"since": TUESDAY.date(), "has_letter": True, "has_messages": True, "now": TUESDAY}


def test_repeated_attempts_are_called_between_the_tenth_and_the_twentieth_day() -> None:
    steps = {one.kind: one for one in plan(RULES, STAFFED, attempts="repeated", **AGREED)}
    assert list(steps) == ["card", "letter", "call", "evaluation"]
    assert steps["call"].opens_at == datetime(2026, 12, 4, 8, 0, tzinfo=UTC)
    assert steps["call"].due_at == datetime(2026, 12, 14, 17, 0, tzinfo=UTC)
    assert steps["evaluation"].opens_at == datetime(2027, 5, 24, 7, 0, tzinfo=UTC)


def test_a_first_attempt_is_called_as_the_site_sets() -> None:
    kinds = [one.kind for one in plan(RULES, STAFFED, attempts="first", **AGREED)]
    assert kinds == ["card", "letter", "evaluation"]
    also = load_recontact(TEXT.replace("for: [repeated]", "for: [first, repeated]"))
    assert "call" in [one.kind for one in plan(also, STAFFED, attempts="first", **AGREED)]


def test_messages_go_to_everybody_where_the_site_says_so() -> None:
    always = load_recontact(TEXT.replace("when: missed", "when: always"))
    steps = plan(always, STAFFED, attempts="first", **AGREED)
    assert [one.number for one in steps if one.kind == "message"] == [1, 2, 3, 4]


def test_months_that_are_past_get_no_message() -> None:
    late = TUESDAY + timedelta(days=70)
    numbers = [one.number for one in messages(RULES, STAFFED, since=TUESDAY.date(), now=late)]
    assert numbers == [3, 4]


def test_nothing_is_planned_for_the_past_and_whoever_begins_has_a_day() -> None:
    long_ago = date(2026, 10, 1)
    for one in plan(RULES, STAFFED, attempts="repeated", **AGREED | {"since": long_ago}):
        assert one.opens_at >= TUESDAY
        assert one.due_at - one.opens_at >= timedelta(hours=20)


@given(
    since=st.dates(date(2025, 1, 1), date(2027, 12, 31)),
    later=st.integers(0, 400),
    attempts=st.sampled_from(["none", "first", "repeated"]),
)
@settings(max_examples=60, deadline=None)
def test_every_step_begins_when_somebody_is_there_and_ends_after_it_began(
    since: date, later: int, attempts: Any
) -> None:
    now = datetime(since.year, since.month, since.day, 11, tzinfo=UTC) + timedelta(days=later)
    for one in plan(RULES, STAFFED, attempts=attempts, since=since, has_letter=True, has_messages=True, now=now):
        assert now <= one.opens_at < one.due_at
        assert one.kind in OUTCOMES
        if one.opens_at != now:
            assert STAFFED.is_staffed(one.opens_at)


@given(step=st.integers(0, 12))
def test_whoever_is_told_is_told_again_later_and_never_earlier(step: int) -> None:
    given_ = {"opens_at": TUESDAY, "due_at": TUESDAY + timedelta(days=10)}
    now, then = (told_at(RULES.reminders, STAFFED, step=one, **given_) for one in (step, step + 1))
    assert now < then


def test_a_month_after_the_end_of_a_month_is_the_end_of_the_next() -> None:
    assert months_after(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_after(date(2026, 8, 31), 6) == date(2027, 2, 28)


def test_a_step_is_moved_to_a_day_that_is_still_to_come() -> None:
    moved = on_day(STAFFED, kind="call", number=1, day=date(2026, 12, 9), now=TUESDAY)
    assert moved.opens_at.date() == date(2026, 12, 9)
    with pytest.raises(ValueError, match="past"):
        on_day(STAFFED, kind="call", number=1, day=date(2026, 11, 23), now=TUESDAY)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("to_day: 20", "to_day: 5", "after the first"),
        ("[1, 2, 3, 4]", "[1, 3, 2]", "months rise"),
        ("[1, 2, 3, 4]", "[1, 7]", "months rise"),
        ("days: 1}", "days: 0}", "above zero"),
        (" au {telephone}.", ".", "where to call"),
    ],
)
def test_rules_that_cannot_be_used_are_refused(before: str, after: str, said: str) -> None:
    assert before in TEXT
    with pytest.raises(RecontactRefusedFile, match=said):
        load_recontact(TEXT.replace(before, after, 1))


def test_the_words_of_the_sms_say_nothing_of_health() -> None:
    for text in RULES.messages.sms.values():
        said = text.lower()
        assert not any(word in said for word in ("suicid", "crise", "crisis", "hôpital", "hospital", "soin", "santé"))
