"""The page of the day: one thing to do next, whatever the engine says; a few small tasks, in the reader's own day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
import pytest
from django.utils.translation import override
from hypothesis import given, strategies as st

from accalmie.capabilities.programmes.pages import map_page
from accalmie.capabilities.programmes.queries import Place
from accalmie.core import entries as e
from accalmie.core.programme import engine
from accalmie.core.programme.nodes import CHOSEN, Programme
from accalmie.core.programme.plans import ActivePractice, Plan, Position
from accalmie.doors.home import pages
from accalmie.oversight.caseload.pages import course_of
from tests.factories.programmes import programme

NOW = datetime(2026, 3, 2, 22, 30, tzinfo=UTC)
DANGER, ENROLMENT = UUID(int=9), UUID(int=1)
SMALL = programme(
    """
    module | opens               | step | kind
    first  | at start            | read | text
           |                     | try  | practice: 3 / 7
    second | 1 day after first   | look | choice: yes, no
    """
)

BRANCHED = programme(
    """
    module | opens                                  | step  | kind
    first  | at start                               | asked | choice: worry, panic
    worry  | 0 days after first; when b == "worry"  | slot  | text
    panic  | 1 day after worry; when b == "panic"   | alarm | text
    keep   | 1 day after panic                      | last  | text
    """,
    facts={"b": "choice asked"},
)


def place(*entries: e.Entry, mood_noted_at: datetime | None = None, mode: str = "alone") -> Place:
    progress = engine.start(SMALL, enrolment=ENROLMENT, mode=mode, language="en", at=NOW)
    for number, entry in enumerate(entries):
        progress = engine.apply(SMALL, progress, entry, id=UUID(int=100 + number), at=NOW)
    return stands_at(progress, mood_noted_at)


def stands_at(progress: engine.Progress, mood_noted_at: datetime | None = None, *, made: Programme = SMALL) -> Place:
    """A place whose progress is known, without the row in which it would be sealed."""
    found = Place(ENROLMENT, made, mood_noted_at, None)  # type: ignore[arg-type]
    found.__dict__["progress"] = progress
    return found


def today(at: Place | None, *, now: datetime = NOW, zone: str = "UTC") -> pages.TodayPage:
    with override("en"):
        return pages.today_page(at, language="en", now=now, zone=ZoneInfo(zone))


def did(step: str, module: str = "first") -> e.StepCompleted:
    at = e.StepRef(enrolment=ENROLMENT, module=module, step=step)
    return e.StepCompleted(at=at, step_kind="text", answers={})


@pytest.mark.parametrize(
    ("plan", "address"),
    [
        (Plan(page="help", module="m", danger=DANGER), f"/help/questions/{DANGER}/"),
        (Plan(page="hold", module="m", danger=DANGER), f"/help/plan/{DANGER}/"),
        (Plan(page="measures", module="m", instruments=("phq-9", "gad-7")), "/measures/phq-9/"),
        (Plan(page="step", module="m", step="read"), "/programme/step/m/read/"),
        (Plan(page="reentry", module="m", step="welcome-back"), "/programme/step/m/welcome-back/"),
        (Plan(page="step", module="", step="opening"), "/programme/step/-/opening/"),
        (Plan(page="rating", module="m"), "/programme/module/m/rate/"),
        (Plan(page="wait", module="m"), "/today/"),
        (Plan(page="review", module="m", step="read"), "/today/"),
        (Plan(page="paused", module="m"), "/today/"),
        (Plan(page="done", module="m"), "/today/"),
        (Plan(page="left", module="m"), "/today/"),
    ],
    ids=lambda one: one.page if isinstance(one, Plan) else "",
)
def test_each_page_of_the_engine_has_its_address(plan: Plan, address: str) -> None:
    assert pages.next_address(plan) == address


def test_before_a_programme_the_day_leads_to_the_questions_that_find_one() -> None:
    page = today(None)
    assert (page.page, page.href, page.tasks) == ("none", "/find-my-way/", ())


def test_the_first_step_is_offered_with_its_title_and_its_minutes() -> None:
    page = today(place())
    assert (page.page, page.title, page.minutes) == ("step", "Read", 5)
    assert (page.number, page.total, page.finished) == (1, 2, 0)


def test_modules_for_others_are_neither_counted_nor_in_the_map_nor_offered_at_the_desk() -> None:
    progress = engine.start(BRANCHED, enrolment=ENROLMENT, mode="guided", language="en", at=NOW)
    asked = e.StepCompleted(
        at=e.StepRef(enrolment=ENROLMENT, module="first", step="asked"), step_kind="choice", answers={CHOSEN: "panic"}
    )
    progress = engine.apply(BRANCHED, progress, asked, id=UUID(int=100), at=NOW)
    rated = e.ModuleRated(enrolment=ENROLMENT, module="first", helped=None, worse=None)
    progress = engine.apply(BRANCHED, progress, rated, id=UUID(int=101), at=NOW)
    at = stands_at(progress, made=BRANCHED)
    page = today(at)
    assert (page.page, page.total, page.finished) == ("wait", 3, 1)
    with override("en"):
        way = map_page(at, "en", NOW)
        course = course_of(at, "en", NOW)
    assert [line.id for line in way.modules] == ["first", "panic", "keep"]
    assert (way.finished, way.total) == (1, 3)
    assert course.next_module == "panic"


def test_a_practice_under_way_is_a_task_with_the_days_noted() -> None:
    page = today(place(did("read"), did("try")))
    practice = page.tasks[1]
    assert (practice.title, practice.note, practice.is_done) == ("Try", "Days noted: 0 of 3", False)
    assert practice.href == "/programme/practice/first/try/"


def test_a_day_noted_is_done_on_that_day_alone() -> None:
    ref = e.StepRef(enrolment=ENROLMENT, module="first", step="try")
    noted = place(did("read"), did("try"), e.PracticeNoted(at=ref, day=NOW.date(), done=True))
    assert today(noted).tasks[1].is_done
    assert not today(noted, now=NOW + timedelta(days=1)).tasks[1].is_done


@pytest.mark.parametrize(
    ("zone", "is_done"),
    [("UTC", True), ("Europe/Paris", False), ("America/Cayenne", True), ("Pacific/Noumea", True)],
)
def test_the_mood_of_the_day_is_of_the_readers_own_day(zone: str, is_done: bool) -> None:
    """Noted at 22:10 UTC; it is 23:50 UTC now. In Paris midnight lies between: 23:10, then 0:50."""
    noted = place(mood_noted_at=NOW.replace(minute=10))
    page = today(noted, now=NOW.replace(hour=23, minute=50), zone=zone)
    assert page.tasks[0].is_done is is_done


def test_a_programme_that_does_not_speak_the_readers_language_speaks_its_own() -> None:
    with override("fr"):
        page = pages.today_page(place(), language="fr", now=NOW, zone=UTC)
    assert (page.programme, page.title) == ("Small", "Read")


def test_waiting_says_for_which_module_and_until_when() -> None:
    """The practice takes its days; the second module opens a day after the first is finished."""
    waiting = today(place(did("read"), did("try")), now=NOW + timedelta(days=1))
    assert waiting.page == "wait"
    assert waiting.opens_at is not None
    assert waiting.opens_at > NOW + timedelta(days=1)


def test_somebody_who_is_guided_is_told_that_a_professional_reads() -> None:
    assert today(place(mode="guided")).is_professional_reading
    assert not today(place()).is_professional_reading


@given(st.integers(0, 6), st.booleans(), st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_there_are_never_more_than_three_small_tasks(count: int, noted: bool, day: date) -> None:
    practices = tuple(
        ActivePractice(
            module="first", step="try", done=0, needed=3, noted=(day,) if noted else (), ends_at=NOW + timedelta(days=7)
        )
        for _ in range(count)
    )
    plan = Plan(page="step", module="first", step="read", practices=practices, position=_position())
    at = _planned(place(), plan)
    with override("en"):
        page = pages.today_page(at, language="en", now=NOW, zone=UTC)
    assert len(page.tasks) == min(3, count + 1)
    assert page.tasks[0].title == "Mood of the day"


def _position() -> Position:
    return Position(module=1, modules=2, step=1, steps=2)


class _Planned(Place):
    """A place whose plan is given."""

    given: Plan

    def plan(self, now: datetime) -> Plan:
        return self.given


def _planned(at: Place, plan: Plan) -> Place:
    found = _Planned(at.enrolment, at.programme, at.mood_noted_at, None)  # type: ignore[arg-type]
    found.__dict__.update(progress=at.progress, given=plan)
    return found


@pytest.mark.parametrize(("offered", "short_href"), [(True, "/programme/module/first/short/"), (False, "")])
def test_the_short_version_is_offered_where_the_engine_offers_it(offered: bool, short_href: str) -> None:
    plan = Plan(page="step", module="first", step="read", short_offered=offered, position=_position())
    with override("en"):
        page = pages.today_page(_planned(place(), plan), language="en", now=NOW, zone=UTC)
    assert page.short_href == short_href


def test_the_score_is_said_from_the_first_to_the_latest() -> None:
    progress = place().progress
    score = engine.progress.Score(at=NOW, first=16, total=9, items=(1,) * 9)
    scored = stands_at(msgspec.structs.replace(progress, scores={"phq-9": score}))
    assert (today(scored).first, today(scored).latest) == (16, 9)
    assert (today(place()).first, today(place()).latest) == (None, None)
