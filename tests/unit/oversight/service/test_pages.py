"""The pages of a service's figures: who may, what they say, and that nobody is named."""

from __future__ import annotations

import csv
import re
from datetime import UTC, datetime, timedelta
from io import StringIO
from uuid import UUID, uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accalmie.capabilities.care.models import ReadingTime
from accalmie.capabilities.measures.actions import scored
from accalmie.capabilities.measures.library import instruments
from accalmie.core.entries import (
    ContactNoted,
    ContactTried,
    Deceased,
    DeceasedCorrected,
    EnrolmentEnded,
    Entry,
    ExerciseWritten,
    OtherWayAsked,
    StartQuestionsAnswered,
    StepRef,
    TalkAsked,
)
from accalmie.foundation import clock, journal
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Patient, Person
from accalmie.oversight.service import queries
from accalmie.oversight.service.models import ServiceRow
from tests.client import StrictClient
from tests.factories import people
from tests.factories.people import NOW, elsewhere, patient_person, somebody

pytestmark = [pytest.mark.database, pytest.mark.django_db(databases=["default", "keys"])]

PAGE, MONDAY = "/service/", "/service/monday/"
WEDNESDAY = datetime(2026, 5, 6, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: WEDNESDAY)


def browser_of(person: Person, language: str = "fr") -> Client:
    person.language = language
    person.save()
    client = StrictClient()
    client.force_login(person)
    return client


def record_of(person: Person) -> UUID:
    assert person.patient_id is not None
    return person.patient_id


def happened(patient: UUID, *entries: Entry, at: datetime = NOW) -> None:
    for one in entries:
        journal.append(patient, one, by=None, now=at)


def phq9(total: int) -> Entry:
    answers = [3] * (total // 3) + ([total % 3] if total % 3 else [])
    return scored(instruments()["phq-9"], tuple(answers + [0] * (9 - len(answers))), language="fr")


def row(patient: UUID) -> ServiceRow:
    return ServiceRow.objects.get(patient_id=patient)


def asked_and_reached(called: str, days: int | None) -> UUID:
    patient = record_of(patient_person(called))
    happened(patient, TalkAsked(way="callback", about="how_i_am"))
    if days is not None:
        happened(patient, ContactNoted(channel="phone"), at=NOW + timedelta(days=days))
    return patient


def test_a_wait_begins_with_the_first_request_and_ends_when_somebody_reached_them() -> None:
    alice = record_of(patient_person("Alice"))
    at = StepRef(enrolment=uuid4(), module="circle", step="welcome")
    happened(alice, OtherWayAsked(at=at, wish="exercise"))
    assert row(alice).waits == []
    happened(alice, TalkAsked(way="callback", about="how_i_am"), OtherWayAsked(at=at, wish="person"))
    assert len(row(alice).waits) == 1
    nobody = ContactTried(source=uuid4(), way="phone", result="no_answer")
    happened(alice, nobody, at=NOW + timedelta(days=1))
    assert row(alice).waits[0][1] is None
    happened(alice, ContactNoted(channel="phone"), at=NOW + timedelta(days=4))
    assert row(alice).waits == [[NOW.isoformat(), (NOW + timedelta(days=4)).isoformat()]]
    happened(alice, TalkAsked(way="message", about="other"), at=NOW + timedelta(days=30))
    assert len(row(alice).waits) == 2


def test_a_start_that_leads_to_somebody_is_a_request_and_a_missing_questionnaire_is_none() -> None:
    alice, bob = record_of(patient_person("Alice")), record_of(patient_person("Bob"))
    led = {"programme": "depression", "mode": "alone", "answers": {}}
    happened(alice, StartQuestionsAnswered(**led, reasons=("score",)))  # type: ignore[arg-type]
    happened(bob, StartQuestionsAnswered(**led, reasons=("measure_missing",)))  # type: ignore[arg-type]
    assert len(row(alice).waits) == 1
    assert not ServiceRow.objects.filter(patient_id=bob, waits__0__isnull=False).exists()


def test_a_death_that_was_noted_by_mistake_is_put_right() -> None:
    alice = record_of(patient_person("Alice"))
    happened(alice, Deceased(learnt_from="relative"))
    assert row(alice).died_at == NOW
    happened(alice, DeceasedCorrected(noted=uuid4()))
    assert row(alice).died_at is None


def test_the_same_row_comes_of_a_rebuild() -> None:
    alice = asked_and_reached("Alice", 3)
    happened(alice, phq9(12), phq9(6), EnrolmentEnded(enrolment=uuid4(), reason="left"))
    before = ServiceRow.objects.filter(patient_id=alice).values().get()
    journal.rebuild(alice)
    assert ServiceRow.objects.filter(patient_id=alice).values().get() == before


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.SAFETY_LEAD, Role.ADMINISTRATOR])
def test_whoever_answers_for_the_service_reads_counts_and_no_name(role: Role) -> None:
    for number in range(5):
        asked_and_reached(f"Ondine{number}", number)
    shown = browser_of(somebody(role, called="Sofia"))
    for page in (PAGE, MONDAY):
        text = shown.get(page).content.decode()
        assert "Ondine" not in text
        assert "2 jours" in text


@pytest.mark.parametrize(
    "role", [Role.PSYCHOLOGIST, Role.RESEARCHER, Role.SECRETARY, Role.PATIENT, Role.DATA_PROTECTION_OFFICER]
)
def test_nobody_else_does(role: Role) -> None:
    shown = browser_of(somebody(role))
    for page in (PAGE, MONDAY, "/service/figures.csv", "/service/figures.json"):
        assert shown.get(page).status_code == 403


def test_the_page_says_its_method_and_what_is_not_known() -> None:
    for number in range(6):
        asked_and_reached(f"Ondine{number}", number)
    text = browser_of(people.administrator(), "en").get(PAGE).content.decode()
    for said in ("Kaplan and Meier", "Not known: no address is kept here", "Appointments are not made here yet"):
        assert said in text
    assert "Half of those who asked had been reached after 2 days." in text


def test_of_four_who_asked_the_page_shows_nothing() -> None:
    for number in range(4):
        asked_and_reached(f"Ondine{number}", 3)
    shown = browser_of(people.administrator(), "en")
    assert "Fewer than 5 people asked" in shown.get(PAGE).content.decode()
    told = shown.get("/service/figures.json").json()
    assert told["waits"] == {
        "asked": None,
        "still_waiting": None,
        "median_days": None,
        "ninetieth_percentile_days": None,
    }


def test_the_table_to_take_along_says_the_same_as_the_page() -> None:
    for number in range(6):
        asked_and_reached(f"Ondine{number}", 2)
    answer = browser_of(people.administrator()).get("/service/figures.csv")
    lines = list(csv.reader(StringIO(answer.content.decode())))
    assert ["waits", "all", "asked", "6"] in lines
    assert ["waits", "all", "median_days", "2"] in lines
    assert ["by_area", "", "by_area", ""] in lines
    assert "Ondine" not in answer.content.decode()


def test_another_organisation_counts_its_own_people() -> None:
    for number in range(6):
        asked_and_reached(f"Ondine{number}", 2)
    stranger = somebody(Role.ADMINISTRATOR, organisation=elsewhere())
    assert browser_of(stranger).get("/service/figures.json").json()["waits"]["asked"] is None


def test_a_closed_record_and_simulated_people_are_left_out() -> None:
    patients = [asked_and_reached(f"Ondine{number}", 2) for number in range(8)]
    Patient.objects.filter(id=patients[0]).update(restricted_at=NOW)
    Patient.objects.filter(id=patients[1]).update(is_simulated=True)
    assert browser_of(people.administrator()).get("/service/figures.json").json()["waits"]["asked"] == 6


def test_the_monday_page_counts_work_as_it_is_and_says_of_what_minutes_are() -> None:
    alice = record_of(patient_person("Alice"))
    happened(
        alice,
        ExerciseWritten(exercise="values", exercise_version="1.0.0", answers={"a": "b"}, shared=True),
        at=WEDNESDAY - timedelta(days=9),
    )
    text = browser_of(people.administrator(), "en").get(MONDAY).content.decode()
    assert "exercise unread" in text
    assert "The oldest has waited for 9 days." in text
    assert "Minutes are those of reading what was shared and answering it" in text
    assert "fewer than 5" in text


def test_minutes_of_reading_stand_beside_how_people_are_followed() -> None:
    """Four weeks, ten people, of whom five were read for eight minutes each: one minute a person and week."""
    claire = people.psychologist()
    for number in range(10):
        record = asked_and_reached(f"Ondine{number}", 2)
        began = {"began_at": WEDNESDAY - timedelta(days=60), "mode": "guided"}
        ServiceRow.objects.filter(patient_id=record).update(**began)
        if number % 2:
            ReadingTime.objects.create(
                answer=uuid4(),
                person=claire,
                about=record,
                seconds=300,
                minutes=8,
                sent_at=WEDNESDAY - timedelta(days=9),
            )
    text = browser_of(people.administrator(), "en").get(MONDAY).content.decode()
    row = re.search(r"Guided</th>(.*?)</tr>", text, re.DOTALL)
    assert row is not None
    assert re.findall(r">\s*([\d.]+)\s*<", row[1])[-1] == "1.0"


def test_what_is_fetched_names_nobody() -> None:
    asked_and_reached("Ondine", 2)
    stay = queries.stays(people.administrator())[0]
    assert "patient" not in "".join(stay.__dataclass_fields__)


def test_each_page_asks_a_handful_of_queries(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    shown = browser_of(people.administrator())
    for people_here in (3, 20):
        while ServiceRow.objects.count() < people_here:
            asked_and_reached(f"Ondine{ServiceRow.objects.count()}", 2)
        for page in (PAGE, MONDAY):
            with django_assert_max_num_queries(11):
                shown.get(page)
