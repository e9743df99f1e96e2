"""Signed notes: one of another record is nobody's to write again, and a form that comes twice is one note."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from accalmie.capabilities.notes import actions, queries
from accalmie.capabilities.notes.queries import Lines
from tests.factories import people
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
SAID = Lines(contact="Appel.", state="Mieux.", risk="Non, dit-elle.", risk_asked=True, next_step="Jeudi.")


@pytest.fixture
def record() -> UUID:
    patient = people.patient_person("Alice").patient_id
    assert patient is not None
    return patient


def test_a_note_sent_twice_is_kept_once(record: UUID) -> None:
    by, id = uuid4(), uuid4()
    assert [actions.sign(patient=record, lines=SAID, by=by, now=NOW, id=id) for _time in range(2)] == [id, id]
    (found,) = queries.notes(record)
    assert (found.note.lines, found.earlier) == (SAID, ())


def test_a_note_of_another_record_is_not_there(record: UUID) -> None:
    note = actions.sign(patient=record, lines=SAID, by=uuid4(), now=NOW)
    other = people.patient_person("Bob").patient_id
    assert other is not None
    assert queries.note(other, note) is None
    with pytest.raises(actions.NotThere):
        actions.sign(patient=other, lines=SAID, replaces=note, because="Erreur.", by=uuid4(), now=NOW)
