"""The professional's pages: what stands first, what is decided, and who may not look."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accalmie.capabilities.exercises import actions as exercises, library as sheets
from accalmie.capabilities.measures import library
from accalmie.capabilities.measures.actions import answer_instrument
from accalmie.capabilities.programmes import actions as programmes, library as editions, queries as progress
from accalmie.core.entries import ExerciseWritten, StepRef, StepReviewed
from accalmie.foundation import clock, journal
from accalmie.foundation.access.actions import begin_care, end_care
from accalmie.oversight.caseload import queries
from accalmie.oversight.caseload.models import CaseRow
from accalmie.safety import queries as safety
from tests.factories import people
from tests.factories.people import NOW
from tests.factories.programmes import programme as a_programme

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
PHQ9 = (1, 1, 1, 1, 1, 1, 1, 1, 0)


def page(record: UUID) -> str:
    return f"/desk/patients/{record}/"


def answer_phq9(record: UUID, answers: tuple[int, ...], *, days: int = 0) -> None:
    answer_instrument(
        patient=record,
        instrument=library.instruments()["phq-9"],
        answers=answers,
        language="fr",
        by=None,
        now=NOW + timedelta(days=days),
    )


def write(record: UUID, words: str, *, shared: bool, at: StepRef | None = None, now: datetime = NOW) -> UUID:
    plan = sheets.exercises()["activity-plan"]
    entry = exercises.filled(plan, {"activity": words}, shared=shared, at=at)
    return journal.append(record, entry, by=None, now=now).entry.id


@pytest.fixture
def course(record: UUID) -> StepRef:
    """Alice in a small programme: an exercise, then a review, then a module that waits."""
    table = """
        module | opens            | step  | kind
        one    | at start         | write | exercise: activity-plan
               |                  | talk  | review: 3
        two    | by a professional | rest  | text
    """
    edition = editions.publish(a_programme(table), now=NOW)
    author = programmes.Author(patient=record, by=None, now=NOW)
    enrolment = programmes.admit(
        author=author,
        programme=edition.programme.id,
        mode="guided",
        language="en",
        indication=programmes.Indication("Seen.", {"mania": "no"}),
    )
    return StepRef(enrolment=enrolment, module="one", step="write")


def test_the_list_shows_first_who_worries(claire, desk, record):
    steady = people.patient_person("Zoé").patient_id
    begin_care(patient=steady, professional=claire, now=NOW)
    answer_phq9(record, (*PHQ9[:8], 2))
    html = desk.get("/desk/").content.decode()
    assert html.index("Alice") < html.index("Zoé")
    assert "À voir d’abord" in html


def test_the_list_costs_the_same_for_one_patient_as_for_eight(claire, record):
    def count() -> int:
        with CaptureQueriesContext(connection) as seen:
            queries.seen(claire, now=clock.now())
        return len(seen)

    before = count()
    for number in range(7):
        begin_care(patient=people.patient_person(f"P{number}").patient_id, professional=claire, now=NOW)
    assert count() == before <= 10


def test_a_patient_s_page_shows_their_curve_and_only_what_they_opened(desk, record):
    answer_phq9(record, PHQ9)
    answer_phq9(record, (3, 3, 3, 3, 1, 1, 1, 1, 0), days=14)
    write(record, "Ouvert au jardin", shared=True)
    write(record, "Gardé pour moi", shared=False)
    html = desk.get(page(record)).content.decode()
    assert "Ouvert au jardin" in html
    assert "Gardé pour moi" not in html
    assert "curve-phq-9" in html
    assert "<svg" in html


def a_worry_that_no_alert_waits_for(desk, record):
    desk.post(f"{page(record)}concerns/", {"level": "distress", "words": "Voix lasse.", "id": str(uuid4())})


def test_a_concern_is_read_and_reviewed_once(desk, record):
    a_worry_that_no_alert_waits_for(desk, record)
    (concern,) = safety.concerns(record)
    assert str(concern.source) in desk.get(page(record)).content.decode()
    form = {"words": "Appelée ce matin.", "goes_on": "yes", "id": str(uuid4())}
    address = f"{page(record)}concerns/{concern.source}/"
    assert desk.post(address, form).status_code == 302
    assert desk.post(address, form).status_code == 302
    assert desk.post(address, form | {"words": "Autre."}).status_code == 409
    assert safety.open_concerns([record]) == {}


def test_a_review_without_words_says_what_is_missing_and_keeps_the_rest(desk, record):
    a_worry_that_no_alert_waits_for(desk, record)
    (concern,) = safety.concerns(record)
    answer = desk.post(f"{page(record)}concerns/{concern.source}/", {"words": "Vue au cabinet.", "id": str(uuid4())})
    assert answer.status_code == 422
    assert "Vue au cabinet." in answer.content.decode()
    assert record in safety.open_concerns([record])


def test_a_worry_of_the_professional_s_own_stands_first(claire, desk, record):
    desk.post(f"{page(record)}concerns/", {"level": "active", "words": "Voix éteinte.", "id": str(uuid4())})
    (case,) = queries.caseload(claire, now=clock.now())
    assert case.concern is not None
    assert case.concern.level == "active"
    assert "Voix éteinte." in desk.get(page(record)).content.decode()


def test_a_shared_exercise_is_answered_where_it_was_written(desk, record, course):
    sheet = write(record, "Marcher", shared=True, at=course)
    assert f"/desk/reviews/{record}/{sheet}/" in desk.get(page(record)).content.decode()
    form = {"quoted": "0", "words": "Bien vu.", "id": str(uuid4())}
    assert desk.post(f"/desk/reviews/{record}/{sheet}/", form).status_code == 302
    assert progress.replies(record, course.enrolment, "write") == ["Bien vu."]


def test_an_exercise_that_is_not_shared_cannot_be_answered(desk, record, course):
    sheet = write(record, "Marcher", shared=False, at=course)
    assert desk.post(f"/desk/reviews/{record}/{sheet}/", {"quoted": "0", "words": "Bien vu."}).status_code == 404


def test_where_they_opened_something_the_answer_to_a_step_points_at_it(desk, record, course):
    programmes.decline_step(author=programmes.Author(patient=record, by=None, now=clock.now()), at=course)
    write(record, "Marcher", shared=True, at=course, now=clock.now())  # a review that waits since March is over
    form = {"words": "On continue.", "module": "one", "step": "talk", "id": str(uuid4())}
    answer = desk.post(f"{page(record)}review-step/", form)
    assert answer.status_code == 422
    assert "On continue." in answer.content.decode()
    (ticked,) = re.findall(r'name="quoted"[^>]*value="([0-9a-f]{36})"', answer.content.decode())
    write(record, "Courir", shared=True, at=course)  # opened meanwhile, it stands above
    assert desk.post(f"{page(record)}review-step/", form | {"quoted": ticked}).status_code == 302
    assert progress.replies(record, course.enrolment, "talk") == ["On continue."]
    (said,) = [one.value for one in journal.entries(record, [StepReviewed])]
    assert len(said.quoted) == 1
    assert "Marcher" in said.quoted[0]


def test_the_words_for_a_step_come_back_for_that_step_though_it_waits_no_more(desk, record, course):
    write(record, "Marcher", shared=True, at=course)
    form = {"words": "On continue.", "module": "one", "step": "talk", "id": str(uuid4())}
    answer = desk.post(f"{page(record)}review-step/", form).content.decode()
    assert "On continue." in answer
    assert 'name="step" value="talk"' in answer


def test_the_step_that_waits_for_a_professional_is_answered_and_the_next_module_opened(desk, record, course):
    author = programmes.Author(patient=record, by=None, now=clock.now())
    programmes.decline_step(author=author, at=course)
    assert "review-step" in desk.get(page(record)).content.decode()
    form = {"words": "On continue.", "module": "one", "step": "talk", "id": str(uuid4())}
    assert desk.post(f"{page(record)}review-step/", form).status_code == 302
    assert progress.replies(record, course.enrolment, "talk") == ["On continue."]
    programmes.rate_module(author=author, enrolment=course.enrolment, module="one", helped=None, worse=None)
    assert "open-module/two" in desk.get(page(record)).content.decode()
    assert desk.post(f"{page(record)}open-module/two/", {"id": str(uuid4())}).status_code == 302
    place = progress.current_place(record)
    assert place is not None
    assert place.plan(clock.now()).step == "rest"


def test_what_is_done_after_midnight_counts_for_the_new_day(record):
    plan = sheets.exercises()["activity-plan"]
    entry = exercises.filled(plan, {"activity": "Lire"}, shared=False, at=None)
    journal.append(record, entry, by=None, now=datetime(2026, 6, 1, 22, 30, tzinfo=UTC))
    assert CaseRow.objects.get(patient_id=record).active_days == ["2026-06-02"]


ADDRESSES = [
    "concerns/",
    "concerns/00000000-0000-4000-8000-000000000001/",
    "review-step/",
    "open-module/two/",
    "admit/",
    "contacts/",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_colleague_who_is_not_in_care_finds_nothing_and_decides_nothing(bob, record, course, address):
    before = len(list(journal.entries(record)))
    assert bob.post(page(record) + address, {"words": "x", "level": "active", "programme": "small"}).status_code == 404
    assert bob.get(page(record)).status_code == 404
    assert "Alice" not in bob.get("/desk/").content.decode()
    assert len(list(journal.entries(record))) == before


@pytest.mark.parametrize("address", ["", *ADDRESSES])
def test_a_patient_has_no_way_to_a_professional_s_page(charlie, record, address):
    assert charlie.post(page(record) + address).status_code in (403, 405)
    assert charlie.get("/desk/").status_code == 403 == charlie.get("/desk/invite/").status_code


def test_nobody_who_is_not_signed_in_gets_in(record):
    for address in ("/desk/", page(record), "/desk/invite/", "/care/", "/care/join/"):
        assert Client().get(address).status_code == 302


def test_when_care_ends_the_page_is_gone(claire, desk, record):
    assert desk.get(page(record)).status_code == 200
    end_care(patient=record, professional=claire, now=clock.now())
    assert desk.get(page(record)).status_code == 404


def test_a_patient_enters_a_code_and_comes_on_the_list(bob, charlie):
    bob.post("/desk/invite/", {"id": str(uuid4())})
    html = bob.get("/desk/invite/").content.decode()
    code = html.split("<li><strong>")[1].split("</strong>")[0]
    assert charlie.post("/care/join/", {"code": code})["Location"] == "/care/"
    assert "Bob" in charlie.get("/care/").content.decode()
    assert "Charlie" in bob.get("/desk/").content.decode()


def test_a_wrong_code_says_what_to_do_and_stays_in_the_form(charlie):
    answer = charlie.post("/care/join/", {"code": "nulle-part"})
    assert answer.status_code == 422
    assert "nulle-part" in answer.content.decode()


def test_an_exercise_that_left_the_site_is_still_read(desk, record):
    entry = ExerciseWritten(exercise="old", exercise_version="1.0.0", answers={"x": "toujours là"}, shared=True)
    journal.append(record, entry, by=None, now=NOW)
    assert "toujours là" in desk.get(page(record)).content.decode()
