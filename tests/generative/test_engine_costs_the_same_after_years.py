"""A page does not get slower with months in care: the progress stays small, and so does the work done on it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import cache, partial
from types import FrameType
from typing import Any
from uuid import UUID

import msgspec

from accalmie.core import entries as e
from accalmie.core.programme import engine
from tests.factories.programmes import programme
from tests.generative.programme_strategies import ENROLMENT, START, begin

PROGRAMME = programme(
    """
    module  | opens               | step  | kind                         | conditions
    breathe | at start            | read  |                              |
            |                     | write | exercise: plan, small = what |
            |                     | do    | practice: 3 / 7              |
            |                     | look  | choice: yes, no              |
    rest    | 1 day after breathe | ask   | questionnaire: phq-9         |
            |                     | tell  | review: 3                    |
            |                     | last  |                              | when phq9 >= 10
    """,
    facts={"look": "choice look", "done": "practice do"},
    measures=["phq-9 every 7 days"],
    danger=["phq9_item9 >= 1 or declined"],
)


def a_day(number: int) -> Iterator[e.Entry]:
    """What somebody very active leaves in a day: ten entries, some of which fit and most of which do not."""
    refs = [
        e.StepRef(enrolment=ENROLMENT, module=module.id, step=slot.step)
        for module in PROGRAMME.modules
        for slot in module.slots
    ]
    ref = refs[number % len(refs)]
    last = 1 if number % 50 == 0 else 0
    yield e.MeasureScored(
        instrument="phq-9",
        instrument_version="1",
        answers=(1, 2, 0, 3, 1, 0, 2, 1, last),
        total=10.0 + last,
        band=None,
        language="en",
        at=ref,
    )
    yield e.StepCompleted(at=ref, step_kind="text", answers={"what": f"a walk, the {number}th", "choice": "yes"})
    yield e.PracticeNoted(at=refs[2], day=(START + timedelta(days=number)).date(), done=True)
    yield e.ModuleRated(enrolment=ENROLMENT, module=ref.module, helped=3, worse=False)
    yield e.OtherWayAsked(at=ref, wish="exercise")
    yield e.PaceChanged(enrolment=ENROLMENT, time_factor=1.0)
    yield e.DangerGraded(source=UUID(int=number), answers={}, level="active", finished=False, rules_version="1")
    yield e.ConcernReviewed(source=UUID(int=number), words="", programme_goes_on=True)
    yield e.StepDeclined(at=ref)
    yield e.ModuleOpened(enrolment=ENROLMENT, module=ref.module)


@cache
def after_days(days: int) -> engine.Progress:
    """The progress of somebody ten times as active as anyone, after so many days."""
    progress = begin(PROGRAMME, "guided", [])
    for number in range(days):
        at = START + timedelta(days=number)
        for place, entry in enumerate(a_day(number)):
            progress = engine.apply(PROGRAMME, progress, entry, id=UUID(int=number * 10 + place), at=at)
    return progress


def calls(work: Callable[[], Any]) -> int:
    """How many Python functions a piece of work calls."""
    count = 0

    def one_more(frame: FrameType, event: str, arg: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(one_more)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def test_ten_thousand_entries_leave_no_more_behind_than_the_programme_has_room_for() -> None:
    month, years = after_days(30), after_days(1000)
    assert len(msgspec.json.encode(years)) < 1.2 * len(msgspec.json.encode(month))


def test_a_plan_and_one_more_entry_take_as_many_steps_after_three_years_as_after_a_month() -> None:
    month, years = after_days(30), after_days(1000)
    entry = e.OtherWayAsked(at=e.StepRef(enrolment=ENROLMENT, module="rest", step="last"), wish="person")
    for progress in (month, years):
        assert progress.module == "rest"
    plans = [calls(partial(engine.plan, PROGRAMME, each, now=each.seen_at)) for each in (month, years)]
    applied = [
        calls(partial(engine.apply, PROGRAMME, each, entry, id=UUID(int=1), at=each.seen_at)) for each in (month, years)
    ]
    assert plans[1] <= plans[0] + 5
    assert applied[1] <= applied[0] + 5
