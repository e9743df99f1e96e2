"""Somebody goes: nobody is left without anybody, and nothing that was promised is lost."""

from __future__ import annotations

from datetime import timedelta
from unittest.mock import Mock
from uuid import UUID, uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accalmie.capabilities.care import actions as care
from accalmie.capabilities.care.queries import without_cover
from accalmie.capabilities.coordination import actions, queries
from accalmie.core.crisis import Level
from accalmie.core.entries import CareLeft, ColleagueAdded
from accalmie.foundation import journal
from accalmie.foundation.access import actions as access, sharing
from accalmie.foundation.access.actions import begin_care
from accalmie.foundation.access.queries import patients_of, professionals_of, relations_of
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Person
from accalmie.oversight.caseload import handover
from accalmie.safety.actions import raise_concern
from accalmie.safety.readiness.actions import decide_rota
from tests.client import StrictClient
from tests.factories import people
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def claire() -> Person:
    return people.psychologist("Claire Morel")


@pytest.fixture
def karim() -> Person:
    return people.psychologist("Karim")


def record(person: Person) -> UUID:
    assert person.patient_id is not None
    return person.patient_id


def followed(called: str, by: Person) -> Person:
    person = people.patient_person(called)
    begin_care(patient=record(person), professional=by, now=NOW)
    return person


def signed_in(person: Person) -> Client:
    client = StrictClient()
    client.force_login(person)
    return client


def team(person: Person) -> set[UUID]:
    return {one.id for one in professionals_of(record(person), now=NOW)}


def test_everybody_goes_to_a_colleague_with_the_tasks(claire: Person, karim: Person) -> None:
    alice, bob = followed("Alice", claire), followed("Bob", claire)
    task = actions.give_task(
        patient=record(alice), words="Appeler.", owner=claire.id, due_on=NOW.date(), by=claire.id, now=NOW
    )
    handover.hand_over(by=claire, takers={record(alice): karim.id, record(bob): karim.id}, now=NOW)
    assert team(alice) == team(bob) == {karim.id}
    found = queries.task_of(record(alice), task)
    assert found is not None
    assert (found.owner, found.words) == (karim.id, "Appeler.")
    assert [one.value for one in journal.entries(record(alice), kinds=[ColleagueAdded, CareLeft])] == [
        ColleagueAdded(professional=karim.id, role=karim.role),
        CareLeft(professional=claire.id),
    ]


def test_it_cannot_be_finished_while_somebody_is_without_anybody(claire: Person, karim: Person) -> None:
    alice, bob = followed("Alice", claire), followed("Bob", claire)
    sent = {f"to-{record(alice)}": str(karim.id), f"to-{record(bob)}": ""}
    answer = signed_in(claire).post("/desk/handover/", sent)
    assert answer.status_code == 422
    assert "Bob" in answer.content.decode()
    assert team(alice) == team(bob) == {claire.id}
    with pytest.raises(handover.SomebodyIsLeft):
        handover.hand_over(by=claire, takers={record(alice): karim.id}, now=NOW)
    assert team(alice) == {claire.id}


@time_machine.travel(NOW, tick=False)
def test_the_page_shows_what_goes_with_whom(claire: Person, karim: Person) -> None:
    alice = followed("Alice", claire)
    actions.give_task(
        patient=record(alice), words="Appeler la sœur.", owner=claire.id, due_on=NOW.date(), by=claire.id, now=NOW
    )
    browser = signed_in(claire)
    page = browser.get("/desk/handover/").content.decode()
    assert "Appeler la sœur." in page
    assert browser.post("/desk/handover/", {f"to-{record(alice)}": str(karim.id)}).status_code == 302
    assert team(alice) == {karim.id}
    assert "Appeler la sœur." in signed_in(karim).get("/desk/tasks/").content.decode()


def test_nobody_is_given_to_somebody_whom_they_left_or_who_does_not_care(claire: Person, karim: Person) -> None:
    alice = followed("Alice", claire)
    begin_care(patient=record(alice), professional=karim, now=NOW)
    [relation] = [one for one in relations_of(record(alice)) if one.professional_id == karim.id]
    access.leave(patient=record(alice), relation=relation.id, by=alice.id, now=NOW, by_patient=True)
    helper, elsewhere = people.somebody(Role.SECRETARY), people.somebody(Role.NURSE, organisation=people.elsewhere())
    [line] = handover.to_hand_over(claire, now=NOW)
    assert {id for id, _called in line.takers} & {karim.id, helper.id, elsewhere.id, claire.id} == set()
    with pytest.raises(handover.SomebodyIsLeft):
        handover.hand_over(by=claire, takers={record(alice): karim.id}, now=NOW)


def test_a_colleague_who_is_there_already_takes_over(claire: Person, karim: Person) -> None:
    alice = followed("Alice", claire)
    begin_care(patient=record(alice), professional=karim, now=NOW)
    handover.hand_over(by=claire, takers={record(alice): karim.id}, now=NOW)
    assert team(alice) == {karim.id}
    assert list(journal.entries(record(alice), kinds=[ColleagueAdded])) == []


def test_nobody_in_danger_is_left_to_somebody_in_training_alone(claire: Person, karim: Person) -> None:
    alice = followed("Alice", claire)
    decide_rota(by=people.somebody(Role.ADMINISTRATOR), members=[claire, karim], lead=claire, trainees=[karim], now=NOW)
    raise_concern(patient=record(alice), level=Level.ACTIVE, words="Elle a un plan.", by=claire.id, now=NOW)
    answer = signed_in(claire).post("/desk/handover/", {f"to-{record(alice)}": str(karim.id)})
    assert answer.status_code == 422
    assert "personnes en formation" in answer.content.decode()
    assert claire.id in team(alice)


def test_who_was_there_for_the_days_of_a_cover_alone_stays_after_them(claire: Person, karim: Person) -> None:
    alice = followed("Alice", claire)
    access.cover(patient=record(alice), professional=karim, now=NOW, until=NOW + timedelta(days=20))
    handover.hand_over(by=claire, takers={record(alice): karim.id}, now=NOW)
    later = NOW + timedelta(days=60)
    assert [one.id for one in professionals_of(record(alice), now=later)] == [karim.id]


def test_who_saw_part_of_it_by_consent_comes_into_the_team(claire: Person, karim: Person) -> None:
    alice = followed("Alice", claire)
    asked = sharing.ask_to_share(patient=record(alice), professional=karim, purposes=["course"], by=claire, now=NOW)
    sharing.answer(patient=record(alice), asked=asked.id, agreed=["course"], by=alice.id, now=NOW)
    actions.give_task(
        patient=record(alice), words="Appeler.", owner=claire.id, due_on=NOW.date(), by=claire.id, now=NOW
    )
    handover.hand_over(by=claire, takers={record(alice): karim.id}, now=NOW)
    assert team(alice) == {karim.id}


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize("meanwhile", [sharing.PatientLeft, actions.NotInTheTeam, actions.NoSuchTask])
def test_what_changes_while_the_page_is_sent_is_said_on_it(
    claire: Person, karim: Person, monkeypatch: pytest.MonkeyPatch, meanwhile: type[Exception]
) -> None:
    alice = followed("Alice", claire)
    monkeypatch.setattr(handover, "_hand_over", Mock(side_effect=meanwhile))
    answer = signed_in(claire).post("/desk/handover/", {f"to-{record(alice)}": str(karim.id)})
    assert answer.status_code == 422
    assert "entre-temps" in answer.content.decode()
    assert team(alice) == {claire.id}


def test_whoever_goes_covers_nobody_later_and_the_colleague_who_is_away_reads_it(claire: Person, karim: Person) -> None:
    alice, later = followed("Alice", karim), NOW.date() + timedelta(days=30)
    care.plan_absence(
        person=karim,
        why="leave",
        first_day=later,
        last_day=later,
        patients=[record(alice)],
        covers={record(alice): claire},
        now=NOW,
        id=uuid4(),
    )
    handover.hand_over(by=claire, takers={}, now=NOW)
    assert list(patients_of(claire, now=NOW + timedelta(days=30))) == []
    assert [(one.called, one.cover) for one in without_cover(karim, now=NOW)] == [("Alice", "Claire Morel")]


def test_the_page_asks_the_database_no_more_often_for_six_than_for_one(claire: Person, karim: Person) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            handover.to_hand_over(claire, now=NOW)
        return len(queries)

    followed("Alice", claire)
    of_one = asked()
    for number in range(5):
        followed(f"Bob {number}", claire)
    assert asked() == of_one
