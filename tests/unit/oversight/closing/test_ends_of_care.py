"""Care ends when it was said to, with the person's last word, and never while somebody waits."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
import time_machine
from django.test import Client

from accalmie.capabilities.contact import actions as contact
from accalmie.capabilities.coordination import actions as coordination
from accalmie.core.crisis import Level
from accalmie.core.entries import CareEnded, CareEndTakenBack, CareLeft, ExerciseWritten
from accalmie.foundation import journal
from accalmie.foundation.access.actions import arrange_cover, begin_care
from accalmie.foundation.access.queries import NotYours, patient_of, patients_of, patients_to_come, professionals_of
from accalmie.foundation.outbox.codes import Channel
from accalmie.foundation.outbox.models import Notice
from accalmie.foundation.people import reaching
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Patient, Person
from accalmie.oversight.closing import actions, pages, queries, tasks
from accalmie.safety.actions import raise_concern
from accalmie.safety.death import actions as death
from tests.client import StrictClient
from tests.factories import people
from tests.factories.people import NOW

pytestmark = [pytest.mark.django_db(databases=["default", "keys"]), pytest.mark.database]
WORDS, SAID = "Vous avez beaucoup avancé.", "Merci de m’avoir lue."
DAY = NOW.date() + timedelta(days=14)
LATER = NOW + timedelta(days=14, hours=1)


@pytest.fixture
def samira() -> Person:
    return people.patient_person("Samira")


@pytest.fixture
def record(samira: Person) -> UUID:
    assert samira.patient_id is not None
    return samira.patient_id


@pytest.fixture
def claire(record: UUID) -> Person:
    person = people.psychologist("Claire Morel")
    begin_care(patient=record, professional=person, now=NOW)
    return person


def propose(record: UUID, by: Person, ends_on: date = DAY) -> None:
    actions.propose(patient=record, reason="attained", words=WORDS, ends_on=ends_on, by=by.id, now=NOW)


def browser_of(person: Person) -> Client:
    client = StrictClient()
    client.force_login(person)
    return client


def test_on_its_day_care_ends_and_the_record_is_open_to_its_owner_alone(
    record: UUID, samira: Person, claire: Person
) -> None:
    jean = people.psychologist("Jean Roux")
    begin_care(patient=record, professional=jean, now=NOW)
    later = NOW + timedelta(days=40)
    arrange_cover(
        patient=record, professional=people.psychologist("Léa"), added_by=jean, begins=later, until=None, id=claire.id
    )
    propose(record, claire)
    tasks.end_due(NOW + timedelta(days=13))
    assert len(professionals_of(record, now=NOW + timedelta(days=13))) == 2
    tasks.end_due(LATER)
    assert professionals_of(record, now=LATER) == []
    assert professionals_of(record, now=later + timedelta(days=1)) == []
    assert list(patients_of(claire, now=LATER)) == []
    with pytest.raises(NotYours):
        patient_of(claire, record, now=LATER)
    assert patient_of(samira, record, now=LATER).id == record
    assert [one.value.reason for one in journal.entries(record, [CareEnded])] == ["attained"]
    assert len(list(journal.entries(record, [CareLeft]))) == 3


def test_the_person_is_written_to_that_something_waits_and_never_what(
    record: UUID, claire: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reaching, "ways_to", lambda _patient: [(Channel.EMAIL, "samira@example.org")])
    propose(record, claire)
    assert Notice.objects.filter(patient_id=record, key__startswith="closing:").count() == 1


def test_her_last_word_is_sealed_read_by_her_team_and_lets_it_end_earlier(
    record: UUID, samira: Person, claire: Person
) -> None:
    propose(record, claire)
    with pytest.raises(actions.TooSoon):
        actions.end(patient=record, by=claire.id, now=NOW)
    actions.say_last_word(patient=record, words=SAID, by=samira.id, now=NOW)
    found = queries.standing(record)
    assert found is not None
    assert (found.words, found.last_word) == (WORDS, SAID)
    actions.end(patient=record, by=claire.id, now=NOW)
    assert queries.standing(record) is None
    with pytest.raises(actions.NotProposed):
        actions.say_last_word(patient=record, words="Encore", by=samira.id, now=NOW)


def asks_for_somebody(record: UUID, by: Person) -> None:
    contact.ask(patient=record, way="callback", about="how_i_am", by=by.id, now=NOW)


def has_a_task(record: UUID, by: Person) -> None:
    coordination.give_task(patient=record, words="Appeler.", owner=by.id, due_on=DAY, by=by.id, now=NOW)


def shares(record: UUID, by: Person) -> None:
    written = ExerciseWritten(
        exercise="thought-record", exercise_version="1", answers={"thought": "Une pensée"}, at=None, shared=True
    )
    journal.append(record, written, by=by.id, now=NOW)


@pytest.mark.parametrize(("waits", "code"), [(asks_for_somebody, "talk"), (has_a_task, "task"), (shares, "unread")])
def test_what_waits_may_be_proposed_over_and_never_ended_over(
    record: UUID, claire: Person, waits: object, code: str
) -> None:
    propose(record, claire)
    assert callable(waits)
    waits(record, claire)
    assert [one.code for one in pages.in_the_way(record)] == [code]
    tasks.end_due(LATER)
    assert professionals_of(record, now=LATER) == [claire]
    assert queries.standing(record) is not None
    (line,) = pages.proposed_ends(claire, LATER)
    assert line.is_held


def test_while_somebody_may_be_in_danger_nobody_even_proposes(record: UUID, claire: Person) -> None:
    raise_concern(patient=record, by=claire.id, level=Level.PASSIVE, words="Très sombre.", now=NOW)
    with pytest.raises(actions.SomethingWaits) as refused:
        propose(record, claire)
    assert set(refused.value.what) <= set(queries.DANGERS)
    assert queries.standing(record) is None


def test_a_danger_that_comes_after_the_proposal_holds_the_end(record: UUID, claire: Person) -> None:
    propose(record, claire)
    raise_concern(patient=record, by=claire.id, level=Level.PASSIVE, words="Très sombre.", now=NOW)
    tasks.end_due(LATER)
    assert professionals_of(record, now=LATER) == [claire]


def test_after_a_death_nothing_ends_by_itself(record: UUID, claire: Person) -> None:
    propose(record, claire)
    patient = Patient.objects.get(id=record)
    death.note(patient=patient, by=claire, learnt_from="relative", day=None, now=NOW)
    tasks.end_due(LATER)
    assert professionals_of(record, now=LATER) == [claire]
    assert list(journal.entries(record, [CareEnded])) == []


@pytest.mark.parametrize("days", [-1, 0, 6, 61, 4000])
def test_a_day_too_near_or_too_far_is_refused(record: UUID, claire: Person, days: int) -> None:
    with pytest.raises(ValueError, match="attained"):
        propose(record, claire, NOW.date() + timedelta(days=days))


def test_taken_back_care_goes_on_and_another_proposal_takes_the_place_of_the_first(
    record: UUID, claire: Person
) -> None:
    propose(record, claire)
    propose(record, claire, DAY + timedelta(days=7))
    assert len(list(journal.entries(record, [CareEndTakenBack]))) == 1
    actions.take_back(patient=record, by=claire.id, now=NOW)
    tasks.end_due(NOW + timedelta(days=60))
    assert professionals_of(record, now=NOW + timedelta(days=60)) == [claire]
    assert queries.latest(record) is None


@time_machine.travel(NOW, tick=False)
def test_both_pages_from_the_proposal_to_the_end(record: UUID, samira: Person, claire: Person) -> None:
    desk, own = browser_of(claire), browser_of(samira)
    place = f"/desk/patients/{record}/end/"
    assert own.get("/care/end/").status_code == 404
    refused = desk.post(place, {"reason": "wish", "ends_on": "9999-12-31", "words": WORDS})
    assert refused.status_code == 422
    assert WORDS in refused.content.decode()
    assert desk.post(place, {"reason": "wish", "ends_on": DAY.isoformat(), "words": WORDS}).status_code == 302
    assert "/care/end/" in own.get("/today/").content.decode()
    assert WORDS in own.get("/care/end/").content.decode()
    assert desk.post(f"{place}now/").status_code == 422
    assert own.post("/care/end/", {"words": SAID}).status_code == 302
    assert SAID in desk.get(place).content.decode()
    assert f"{place}now/" in desk.get(place).content.decode()
    assert desk.post(f"{place}now/").headers["Location"] == "/desk/"
    assert desk.get(place).status_code == 404
    assert "La porte reste ouverte" in own.get("/care/end/").content.decode()
    assert "/care/end/" not in own.get("/today/").content.decode()


def test_somebody_of_another_team_and_a_secretary_end_nobodys_care(record: UUID, claire: Person) -> None:
    propose(record, claire)
    place = f"/desk/patients/{record}/end/"
    for one in (people.psychologist("Paul"), people.somebody(Role.SECRETARY)):
        for address in (place, f"{place}back/", f"{place}now/"):
            assert browser_of(one).post(address, {}).status_code in (403, 404)
    assert queries.standing(record) is not None
    assert patients_to_come(claire, now=NOW) == []


@time_machine.travel(NOW, tick=False)
def test_the_letter_to_the_doctor_begins_with_the_end(record: UUID, claire: Person) -> None:
    place = f"/desk/patients/{record}/letters/new/"
    assert "doit se terminer" not in browser_of(claire).get(place).content.decode()
    propose(record, claire)
    assert "doit se terminer" in browser_of(claire).get(place).content.decode()
