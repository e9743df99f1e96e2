"""The room in which a team writes about somebody: who reads it, what waits for whom, and what is told in confidence."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from django.test import Client

from accalmie.capabilities.coordination import actions, pages, queries
from accalmie.capabilities.coordination.models import Confidence, TeamMessage
from accalmie.core.entries import SignNoticed, TeamMessageWritten
from accalmie.foundation import journal
from accalmie.foundation.access import emergency
from accalmie.foundation.access.actions import begin_care, end_care
from accalmie.foundation.access.models import AccessLine
from accalmie.foundation.journal.registry import REGISTERED
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Patient, Person
from accalmie.oversight.privacy import rights_actions
from accalmie.oversight.privacy.rights_models import Kind
from tests.client import StrictClient
from tests.factories import people
from tests.factories.people import NOW
from tests.unit.oversight.privacy.conftest import unzipped

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

SEEN = "Elle est venue sans sa sœur."
CONFIDED = "Son frère dit qu’elle garde des boîtes."


@pytest.fixture(autouse=True)
def _now() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def alice() -> UUID:
    patient = people.patient_person("Alice").patient_id
    assert patient is not None
    return patient


def follows(patient: UUID, person: Person) -> Person:
    begin_care(patient=patient, professional=person, now=NOW)
    return person


@pytest.fixture
def claire(alice: UUID) -> Person:
    return follows(alice, people.psychologist("Claire Morel"))


@pytest.fixture
def bruno(alice: UUID) -> Person:
    return follows(alice, people.somebody(Role.NURSE, called="Bruno Lefort"))


def signed_in(person: Person) -> Client:
    client = StrictClient()
    client.force_login(person)
    return client


def room(patient: UUID) -> str:
    return f"/desk/patients/{patient}/team-room/"


def waits_for(person: Person) -> list[str]:
    return [one.words for one in pages.my_messages(person, now=NOW)]


def test_a_message_is_read_by_the_team_with_its_name_and_the_newest_last(
    alice: UUID, claire: Person, bruno: Person
) -> None:
    answer = signed_in(claire).post(f"{room(alice)}new/", {"words": SEEN, "id": str(uuid4())})
    assert answer.headers["Location"] == room(alice)
    actions.write_message(patient=alice, words="Merci.", by=bruno.id, now=NOW + timedelta(minutes=1))
    page = signed_in(bruno).get(room(alice)).content.decode()
    assert "Claire Morel" in page
    assert page.index(SEEN) < page.index("Merci.")


def test_a_form_sent_twice_keeps_one_message(alice: UUID, claire: Person, bruno: Person) -> None:
    for extra in ({}, {"in_confidence": "on"}):
        sent = {"words": SEEN, "for_attention": "on", "id": str(uuid4())} | extra
        signed_in(claire).post(f"{room(alice)}new/", sent)
        signed_in(claire).post(f"{room(alice)}new/", sent)
    assert len(queries.messages(alice)) == 2
    assert [len(one.asked) for one in queries.messages(alice)] == [1, 1]


def test_what_was_kept_in_the_record_does_not_become_a_confidence_by_sending_it_again(
    alice: UUID, claire: Person
) -> None:
    id = uuid4()
    actions.write_message(patient=alice, words=SEEN, by=claire.id, now=NOW, id=id)
    with pytest.raises(journal.EntryConflict):
        actions.write_message(patient=alice, words=SEEN, in_confidence=True, by=claire.id, now=NOW, id=id)


def test_words_are_sealed(alice: UUID, claire: Person) -> None:
    actions.write_message(patient=alice, words=SEEN, by=claire.id, now=NOW)
    actions.write_message(patient=alice, words=SEEN, in_confidence=True, by=claire.id, now=NOW)
    rows = (TeamMessage.objects.get(), Confidence.objects.get())
    assert all("sœur".encode() not in bytes(row.said) for row in rows)


def test_it_is_computed_again_the_same(alice: UUID, claire: Person) -> None:
    actions.write_message(patient=alice, words=SEEN, by=claire.id, now=NOW)
    actions.write_message(patient=alice, words=CONFIDED, in_confidence=True, by=claire.id, now=NOW)
    before = queries.messages(alice)
    assert journal.rebuild(alice, [REGISTERED["coordination.messages"]]) == ()
    assert queries.messages(alice) == before


def test_nobody_outside_the_team_of_that_time_reads_it(alice: UUID, claire: Person, bruno: Person) -> None:
    actions.write_message(patient=alice, words=SEEN, by=claire.id, now=NOW)
    end_care(patient=alice, professional=bruno, now=NOW)
    secretary = people.somebody(Role.SECRETARY, called="Nadia")
    owner = Patient.objects.get(id=alice).person
    for person in (bruno, secretary, people.psychologist("Hors équipe"), owner):
        answer = signed_in(person).get(room(alice))
        assert answer.status_code in (302, 403, 404), person
        assert SEEN not in answer.content.decode()


def test_neither_an_emergency_nor_a_place_as_peer_worker_or_supervisor_opens_it(alice: UUID, claire: Person) -> None:
    actions.write_message(patient=alice, words=SEEN, by=claire.id, now=NOW)
    there = people.psychologist("De garde")
    emergency.break_glass(patient=alice, by=there, words="Appel du 15.", now=NOW)
    others = [follows(alice, people.somebody(role)) for role in (Role.PEER_WORKER, Role.SUPERVISOR)]
    for person in (there, *others):
        assert signed_in(person).get(room(alice)).status_code in (403, 404), person.role


def test_somebody_who_covers_reads_it_from_their_first_day_on(alice: UUID, claire: Person) -> None:
    actions.write_message(patient=alice, words=SEEN, by=claire.id, now=NOW)
    bruno = people.somebody(Role.NURSE, called="Bruno Lefort")
    begin_care(patient=alice, professional=bruno, now=NOW + timedelta(days=1))
    assert signed_in(bruno).get(room(alice)).status_code == 404
    with time_machine.travel(NOW + timedelta(days=1, minutes=1), tick=False):
        assert SEEN in signed_in(bruno).get(room(alice)).content.decode()


def test_what_is_for_somebodys_attention_stands_on_their_day_until_they_have_read_it(
    alice: UUID, claire: Person, bruno: Person
) -> None:
    sent = {"words": SEEN, "to": [str(bruno.id)], "for_attention": "on", "id": str(uuid4())}
    signed_in(claire).post(f"{room(alice)}new/", sent)
    [message] = queries.messages(alice)
    assert waits_for(claire) == []
    assert SEEN in signed_in(bruno).get("/desk/tasks/").content.decode()
    answer = signed_in(bruno).post(f"{room(alice)}{message.id}/read/", {"from": "tasks"})
    assert answer.headers["Location"] == "/desk/tasks/"
    assert waits_for(bruno) == []
    assert "Bruno Lefort" in pages.room(alice, reader=claire.id, now=NOW)[0].read_by


def test_without_that_tick_it_waits_for_nobody(alice: UUID, claire: Person, bruno: Person) -> None:
    actions.write_message(patient=alice, words=SEEN, to=(bruno.id,), by=claire.id, now=NOW)
    assert waits_for(bruno) == []


def test_to_all_it_waits_for_each_but_the_author(alice: UUID, claire: Person, bruno: Person) -> None:
    actions.write_message(patient=alice, words=SEEN, for_attention=True, by=claire.id, now=NOW)
    assert (waits_for(claire), waits_for(bruno)) == ([], [SEEN])


def test_what_waited_for_somebody_who_left_waits_for_those_who_stay(alice: UUID, claire: Person, bruno: Person) -> None:
    message = actions.write_message(
        patient=alice, words=SEEN, to=(bruno.id,), for_attention=True, by=claire.id, now=NOW
    )
    end_care(patient=alice, professional=bruno, now=NOW)
    assert waits_for(claire) == [SEEN]
    actions.read_message(patient=alice, message=message, by=claire.id, now=NOW)
    assert waits_for(claire) == []


def test_whoever_is_still_here_reads_their_own(alice: UUID, claire: Person, bruno: Person) -> None:
    message = actions.write_message(
        patient=alice, words=SEEN, to=(bruno.id,), for_attention=True, by=claire.id, now=NOW
    )
    actions.read_message(patient=alice, message=message, by=claire.id, now=NOW)
    assert waits_for(bruno) == [SEEN]


def test_only_the_team_is_written_to_and_what_was_typed_stays(alice: UUID, claire: Person) -> None:
    stranger = people.psychologist("Hors équipe")
    with pytest.raises(actions.NotInTheTeam):
        actions.write_message(patient=alice, words=SEEN, to=(stranger.id,), by=claire.id, now=NOW)
    sent = {"words": SEEN, "to": [str(stranger.id)], "id": str(uuid4())}
    answer = signed_in(claire).post(f"{room(alice)}new/", sent)
    assert answer.status_code == 422
    assert SEEN in answer.content.decode()
    assert queries.messages(alice) == []


def test_it_is_for_nobodys_attention_when_nobody_else_is_there(alice: UUID, claire: Person) -> None:
    answer = signed_in(claire).post(f"{room(alice)}new/", {"words": SEEN, "for_attention": "on"})
    assert answer.status_code == 422
    assert SEEN in answer.content.decode()
    assert queries.messages(alice) == []


def test_it_becomes_a_task_of_the_team(alice: UUID, claire: Person, bruno: Person) -> None:
    message = actions.write_message(patient=alice, words="Appeler la sœur.", by=claire.id, now=NOW)
    address = f"{room(alice)}{message}/task/"
    assert "Appeler la sœur." in signed_in(bruno).get(address).content.decode()
    sent = {"words": "Appeler la sœur.", "owner": str(bruno.id), "due_on": "2026-05-01", "id": str(uuid4())}
    assert signed_in(bruno).post(address, sent).status_code == 302
    [task] = queries.tasks(alice)
    assert (task.words, task.owner) == ("Appeler la sœur.", bruno.id)


def test_what_was_told_in_confidence_is_read_by_the_team_and_never_becomes_a_task(
    alice: UUID, claire: Person, bruno: Person
) -> None:
    sent = {"words": CONFIDED, "in_confidence": "on", "for_attention": "on", "id": str(uuid4())}
    signed_in(claire).post(f"{room(alice)}new/", sent)
    [message] = queries.messages(alice)
    assert waits_for(bruno) == [CONFIDED]
    page = signed_in(bruno).get(room(alice)).content.decode()
    assert CONFIDED in page
    assert "/task/" not in page
    assert signed_in(bruno).get(f"{room(alice)}{message.id}/task/").status_code == 404


def test_the_person_is_given_what_the_team_wrote_once_it_is_read_over_and_no_confidence_ever(
    alice: UUID, claire: Person, bruno: Person
) -> None:
    actions.write_message(patient=alice, words=SEEN, by=claire.id, now=NOW)
    confided = actions.write_message(
        patient=alice, words=CONFIDED, in_confidence=True, for_attention=True, by=claire.id, now=NOW
    )
    patient = Patient.objects.named().select_related("organisation").get(id=alice)
    before = b"".join(unzipped(patient).values()).decode()
    assert SEEN not in before
    assert "TeamMessageWritten" in before
    asked = rights_actions.ask(patient=patient, kind=Kind.ACCESS, words="", now=NOW)
    rights_actions.answer(request=asked.id, by=people.officer(), is_granted=True, words="Voici.", now=NOW)
    files = unzipped(patient)
    given = b"".join(files.values()).decode()
    assert SEEN in given
    assert CONFIDED not in given
    assert str(confided) not in given
    assert not any("Confidence" in name or "Attention" in name for name in files)
    owner = signed_in(patient.person)
    assert CONFIDED not in owner.get("/my-rights/record/").content.decode()


def test_a_confidence_is_no_entry_of_the_journal(alice: UUID, claire: Person) -> None:
    actions.write_message(patient=alice, words=CONFIDED, in_confidence=True, by=claire.id, now=NOW)
    assert not [one for one in journal.entries(alice) if isinstance(one.value, TeamMessageWritten)]


def test_the_person_sees_in_their_log_that_the_team_opened_their_record(alice: UUID, claire: Person) -> None:
    signed_in(claire).get(room(alice))
    assert AccessLine.objects.filter(patient_id=alice, person_id=claire.id).exists()


def test_what_professionals_write_is_not_read_for_signs(alice: UUID, claire: Person) -> None:
    words = "Elle dit vouloir se tuer ce soir, elle a préparé les médicaments."
    signed_in(claire).post(f"{room(alice)}new/", {"words": words, "id": str(uuid4())})
    assert not list(journal.entries(alice, [SignNoticed]))
