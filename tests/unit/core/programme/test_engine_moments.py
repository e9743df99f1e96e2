"""Moments instead of clocks: what will become true by waiting is known when the entry arrives."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from accalmie.core import entries as e
from accalmie.core.programme import engine
from tests.factories.programmes import programme
from tests.generative.programme_strategies import histories, programmes
from tests.generative.test_engine_agrees_with_reference import progress_after

AT = datetime(2026, 1, 5, 18, tzinfo=UTC)
DAY = timedelta(days=1)
ENROLMENT = UUID(int=1)
IN_REACH = ("step", "reentry", "measures", "rating", "interlude")

PROGRAMME = programme(
    """
    module | opens              | step   | kind            | conditions
    first  | at start           | read   |                 |
           |                    | walk   | practice: 2 / 5 |
           |                    | letter | review: 3       |
    second | 2 days after first | last   |                 | delay 1 day
    """,
    gap_days=10,
)


def after(*entries: e.Entry) -> engine.Progress:
    progress = engine.start(PROGRAMME, enrolment=ENROLMENT, mode="guided", language="en", at=AT)
    for number, entry in enumerate(entries):
        progress = engine.apply(PROGRAMME, progress, entry, id=UUID(int=number + 10), at=AT)
    return progress


def done(step: str) -> e.StepCompleted:
    at = e.StepRef(enrolment=ENROLMENT, module="first", step=step)
    return e.StepCompleted(at=at, step_kind="text", answers={})


def declined(step: str) -> e.StepDeclined:
    return e.StepDeclined(at=e.StepRef(enrolment=ENROLMENT, module="first", step=step))


def test_a_step_on_offer_is_open_since_it_could_be_taken_and_drifts_after_the_gap() -> None:
    moments = engine.moments(PROGRAMME, after())
    assert (moments.opens_at, moments.due_at, moments.drifts_at) == (AT, None, AT + 10 * DAY)


def test_waits_behind_one_another_are_followed_to_their_end() -> None:
    """The practice ends after 5 days, the review 3 later, the module opens 2 later, its first step waits one more."""
    moments = engine.moments(PROGRAMME, after(done("read"), done("walk")))
    assert moments.opens_at == AT + 11 * DAY
    assert moments.drifts_at == AT + 21 * DAY


def test_a_review_is_due_when_the_programme_would_go_on_without_it() -> None:
    progress = after(done("read"), declined("walk"))
    assert engine.plan(PROGRAMME, progress, now=AT).page == "review"
    assert engine.moments(PROGRAMME, progress).due_at == AT + 3 * DAY


@pytest.mark.parametrize(
    "entry",
    [
        e.EnrolmentEnded(enrolment=ENROLMENT, reason="left"),
        e.EnrolmentPaused(enrolment=ENROLMENT, until=None),
        e.DangerGraded(source=UUID(int=5), answers={}, level="active", finished=True, rules_version="1"),
    ],
)
def test_what_only_an_entry_can_end_has_no_moment(entry: e.Entry) -> None:
    moments = engine.moments(PROGRAMME, after(entry))
    assert (moments.opens_at, moments.drifts_at) == (None, None)


def test_a_pause_with_a_day_puts_everything_off_until_that_day() -> None:
    progress = after(e.EnrolmentPaused(enrolment=ENROLMENT, until=(AT + 20 * DAY).date()))
    assert engine.moments(PROGRAMME, progress).opens_at == (AT + 20 * DAY).replace(hour=0)


def test_wait_pages_say_when_the_first_step_behind_them_can_be_taken() -> None:
    progress = after(done("read"), declined("walk"), declined("letter"))
    rated = e.ModuleRated(enrolment=ENROLMENT, module="first", helped=None, worse=None)
    progress = engine.apply(PROGRAMME, progress, rated, id=UUID(int=50), at=AT)
    assert engine.plan(PROGRAMME, progress, now=AT).opens_at == AT + 3 * DAY


def test_a_module_that_was_open_before_a_wait_opens_for_the_person_at_its_end() -> None:
    """The third module opened with the second, but the practice in between keeps the person for a day."""
    made = programme(
        """
        module | opens              | step | kind            | conditions
        first  | at start           | read |                 | modes guided, blended
        second | 0 days after first | walk | practice: 1 / 1 |
        third  | 0 days after first | last |                 |
        """
    )
    begun = engine.start(made, enrolment=ENROLMENT, mode="alone", language="en", at=AT)
    walked = e.StepCompleted(
        at=e.StepRef(enrolment=ENROLMENT, module="second", step="walk"), step_kind="practice", answers={}
    )
    progress = engine.apply(made, begun, walked, id=UUID(int=60), at=AT)
    assert engine.plan(made, progress, now=AT).page == "wait"
    moment = engine.moments(made, progress).opens_at
    assert moment == AT + DAY
    assert engine.plan(made, progress, now=moment).page in IN_REACH


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_nothing_is_in_reach_before_its_moment_and_something_is_at_it(data: Any) -> None:
    """What queries compare with now tells the same as asking the plan at that moment."""
    made = data.draw(programmes())
    progress = progress_after(made, data.draw(histories(made)))
    moments = engine.moments(made, progress)
    if moments.opens_at is not None:
        moment = max(moments.opens_at, progress.seen_at)
        assert engine.plan(made, progress, now=moment).page in IN_REACH
    if moments.due_at is not None:
        assert engine.plan(made, progress, now=progress.seen_at).page == "review"
