"""A supervisor's queue, notes on the work, and that nobody in training stays alone with somebody in danger."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import ProgrammingError, connection
from django.test import Client

from accalmie.capabilities.programmes import library
from accalmie.core.entries import ConcernRaised, ExerciseWritten
from accalmie.foundation import clock, crypto, journal
from accalmie.foundation.access.actions import begin_care
from accalmie.foundation.access.models import CareRelationship
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Person
from accalmie.oversight.supervision import actions, choosing, fidelity, queries
from accalmie.oversight.supervision.choosing import Case, Flag
from accalmie.oversight.supervision.models import SupervisionNote
from accalmie.safety import beside
from accalmie.safety.readiness.actions import decide_rota
from tests.client import StrictClient
from tests.factories.journeys import publish
from tests.factories.people import NOW, administrator, elsewhere, patient_person, psychologist, somebody
from tests.rows import as_pages

pytestmark = [pytest.mark.database, pytest.mark.django_db(databases=["default", "keys"])]


@pytest.fixture
def sofia() -> Person:
    return somebody(Role.SUPERVISOR, called="Sofia")


@pytest.fixture
def claire() -> Person:
    return psychologist("Claire")


@pytest.fixture
def karim(claire: Person) -> Person:
    """In training on the rota, beside Claire."""
    person = psychologist("Karim")
    decide_rota(by=administrator(), members=[claire, person], lead=claire, trainees=[person], now=NOW)
    return person


@pytest.fixture
def alice() -> UUID:
    found = patient_person("Alice").patient_id
    assert found is not None
    return found


def browser_of(person: Person) -> Client:
    client = StrictClient()
    client.force_login(person)
    return client


def in_danger(patient: UUID, by: Person) -> None:
    journal.append(patient, ConcernRaised(level="active", words="Elle parle de mourir."), by=by.id, now=NOW)


def test_what_is_grave_comes_first_and_three_more_are_drawn() -> None:
    quiet = [Case(uuid4()) for _number in range(20)]
    unread = Case(uuid4(), unread_since=NOW - timedelta(days=20))
    danger, alone = Case(uuid4(), is_in_danger=True), Case(uuid4(), is_alone=True, is_in_danger=True)
    found = choosing.queue([*quiet, unread, danger, alone], seed="a", now=NOW)
    assert [one.case for one in found[:3]] == [alone, danger, unread]
    assert [one.flags for one in found[3:]] == [(Flag.SAMPLED,)] * 3


def test_the_same_week_draws_the_same_and_another_week_others() -> None:
    cases = [Case(UUID(int=number)) for number in range(40)]
    first = choosing.drawn(cases, seed="week 1", now=NOW)
    assert first == choosing.drawn(list(reversed(cases)), seed="week 1", now=NOW)
    assert first != choosing.drawn(cases, seed="week 2", now=NOW)


def test_whom_nobody_has_looked_at_for_long_is_drawn_more_often() -> None:
    seen = [Case(UUID(int=number), looked_at=NOW - timedelta(days=2)) for number in range(10)]
    unseen = [Case(UUID(int=100 + number)) for number in range(10)]
    drawn = Counter(
        case.looked_at is None
        for week in range(200)
        for case in choosing.drawn([*seen, *unseen], seed=str(week), now=NOW)
    )
    assert drawn[True] > 20 * drawn[False]


def test_a_supervisor_reads_the_queue_of_those_in_whose_team_they_are(
    sofia: Person, claire: Person, alice: UUID
) -> None:
    other = patient_person("Bob").patient_id
    assert other is not None
    in_danger(other, claire)
    assert queries.cases(sofia, now=NOW) == []
    begin_care(patient=alice, professional=sofia, now=NOW)
    in_danger(alice, claire)
    assert [(one.called, one.chosen.flags) for one in queries.cases(sofia, now=NOW)] == [("Alice", (Flag.DANGER,))]
    text = browser_of(sofia).get("/supervision/").content.decode()
    assert "Alice" in text
    assert "Bob" not in text


def test_an_exercise_that_waited_two_weeks_is_flagged(sofia: Person, alice: UUID) -> None:
    begin_care(patient=alice, professional=sofia, now=NOW)
    shared = ExerciseWritten(exercise="values", exercise_version="1.0.0", answers={"a": "b"}, shared=True)
    journal.append(alice, shared, by=None, now=NOW)
    (found,) = queries.cases(sofia, now=NOW + timedelta(days=14))
    assert Flag.UNREAD in found.chosen.flags


def test_opening_the_record_is_the_look_that_counts(sofia: Person, alice: UUID) -> None:
    begin_care(patient=alice, professional=sofia, now=NOW)
    assert queries.last_looked([alice]) == {}
    browser_of(sofia).get(f"/desk/patients/{alice}/")
    assert list(queries.last_looked([alice])) == [alice]


def test_somebody_in_training_alone_with_somebody_in_danger_is_shown_at_once(
    sofia: Person, claire: Person, karim: Person, alice: UUID
) -> None:
    begin_care(patient=alice, professional=karim, now=NOW)
    assert beside.alone([alice], now=NOW) == {}
    in_danger(alice, karim)
    assert beside.alone([alice], now=NOW) == {alice: karim.id}
    assert queries.alone_by_colleague(sofia, now=NOW) == [("Karim", 1)]
    told = browser_of(sofia).get("/supervision/").content.decode()
    assert "Karim" in told
    assert "Alice" not in told, "the supervisor is not in the team: who is in danger is not told"
    assert "Il faut un collègue à ses côtés" in browser_of(karim).get("/desk/").content.decode()
    begin_care(patient=alice, professional=claire, now=NOW)
    assert beside.alone([alice], now=NOW) == {}


def test_a_supervisor_in_the_team_does_not_answer_for_it(sofia: Person, karim: Person, alice: UUID) -> None:
    for one in (karim, sofia):
        begin_care(patient=alice, professional=one, now=NOW)
    in_danger(alice, karim)
    assert beside.is_alone(alice, now=NOW)


def test_a_colleague_cannot_leave_somebody_in_danger_to_somebody_in_training(
    claire: Person, karim: Person, alice: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=1))
    for one in (claire, karim):
        begin_care(patient=alice, professional=one, now=NOW)
    in_danger(alice, claire)
    answer = browser_of(claire).post(f"/desk/patients/{alice}/team/", {"what": "leave"})
    assert answer.status_code == 422
    assert "pas encore partir" in answer.content.decode()
    assert CareRelationship.objects.filter(professional=claire, ends_at=None).exists()
    answer = browser_of(karim).post(f"/desk/patients/{alice}/team/", {"what": "leave"})
    assert answer.status_code == 302, "whoever is in training may leave: a colleague stays"


def test_somebody_in_training_takes_nobody_in_danger_into_care_alone(
    karim: Person, claire: Person, alice: UUID
) -> None:
    in_danger(alice, claire)
    with pytest.raises(beside.WouldBeAlone):
        beside.check_joining(alice, karim, [])
    beside.check_joining(alice, karim, [claire])
    beside.check_joining(alice, claire, [])


def test_a_checklist_is_what_every_review_owes_and_what_the_programme_itself_names() -> None:
    publish()
    programme = library.current("depression").programme
    for language in ("fr", "en"):
        found = fidelity.checklist("depression", language)
        assert [item.id for item in found.items[: len(fidelity.review().items)]] == [
            f"review:{one.id}" for one in fidelity.review().items
        ]
        assert {item.id for item in found.items} >= {one.id for one in programme.protocol.ingredients}
        assert found.source == programme.protocol.cite.strip()


def test_a_note_is_read_by_two_people_and_by_nobody_else(sofia: Person, claire: Person) -> None:
    publish()
    sent = {"to": str(claire.id), "words": "Votre réponse partait de ses mots.", "item-0": "seen"}
    answer = browser_of(sofia).post("/supervision/note/?programme=depression", sent)
    assert answer.status_code == 302
    kept = SupervisionNote.objects.get()
    assert b"partait" not in bytes(kept.words)
    for reader in (sofia, claire):
        text = browser_of(reader).get("/supervision/notes/").content.decode()
        assert "Votre réponse partait de ses mots." in text
        assert "Vu, comme prévu" in text
    bob = psychologist("Bob")
    assert "partait" not in browser_of(bob).get("/supervision/notes/").content.decode()


def test_a_note_without_words_comes_back_to_be_put_right(sofia: Person, claire: Person) -> None:
    answer = browser_of(sofia).post("/supervision/note/", {"to": str(claire.id), "words": ""})
    assert answer.status_code == 422
    assert not SupervisionNote.objects.exists()


def test_the_same_form_twice_is_one_note(sofia: Person, claire: Person) -> None:
    for _time in range(2):
        actions.write_note(to=claire, words="Bien.", by=sofia, now=NOW, id=UUID(int=5))
    assert SupervisionNote.objects.count() == 1


def test_only_a_supervisor_writes_and_only_to_colleagues_here(sofia: Person, claire: Person) -> None:
    stranger = somebody(Role.PSYCHOLOGIST, organisation=elsewhere())
    for by, to in ((claire, sofia), (sofia, stranger), (sofia, sofia), (sofia, patient_person("Alice"))):
        with pytest.raises(actions.NotAllowed):
            actions.write_note(to=to, words="Bien.", by=by, now=NOW)


def test_a_note_ends_with_the_key_of_whom_it_was_for(sofia: Person, claire: Person) -> None:
    note = actions.write_note(to=claire, words="Bien.", by=sofia, now=NOW)
    assert crypto.open_json(claire.sealed_for, note.words, purpose=queries.WORDS)["words"] == "Bien."


@pytest.mark.skipif(connection.vendor != "postgresql", reason="row-level security")
def test_postgresql_shows_a_note_to_two_people_and_lets_nobody_change_it(sofia: Person, claire: Person) -> None:
    actions.write_note(to=claire, words="Bien.", by=sofia, now=NOW)
    for reader, seen in ((sofia, 1), (claire, 1), (psychologist("Bob"), 0), (administrator(), 0)):
        with as_pages(reader.id):
            assert SupervisionNote.objects.count() == seen
    for reader in (sofia, claire):
        with pytest.raises(ProgrammingError), as_pages(reader.id):
            SupervisionNote.objects.update(programme="other")
