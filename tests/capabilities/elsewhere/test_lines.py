"""Care given elsewhere: a line of another record is nobody's to correct or strike, and the first striking stands."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from accalmie.capabilities.elsewhere import actions, queries
from accalmie.capabilities.elsewhere.queries import Told
from accalmie.core.entries import CareElsewhereStruck
from accalmie.foundation import journal
from tests.factories import people
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
TOLD = Told("gp", "Dr Petit, tous les mois", "", "patient", None, None)


def record_of(called: str) -> UUID:
    patient = people.patient_person(called).patient_id
    assert patient is not None
    return patient


def test_a_line_of_another_record_is_not_there() -> None:
    alice, bob, by = record_of("Alice"), record_of("Bob"), uuid4()
    line = actions.note(patient=alice, told=TOLD, by=by, now=NOW)
    with pytest.raises(actions.NotThere):
        actions.note(patient=bob, told=TOLD, replaces=line, by=by, now=NOW)
    with pytest.raises(actions.NotThere):
        actions.strike(patient=bob, line=line, because="Erreur.", by=by, now=NOW)
    assert [one.told for one in queries.lines(alice)] == [TOLD]
    assert queries.lines(bob) == []


def test_struck_twice_it_is_struck_once() -> None:
    alice, by = record_of("Alice"), uuid4()
    line = actions.note(patient=alice, told=TOLD, by=by, now=NOW)
    for _time in range(2):
        actions.strike(patient=alice, line=line, because="Erreur.", by=by, now=NOW)
    assert len(list(journal.entries(alice, [CareElsewhereStruck]))) == 1
    assert queries.lines(alice) == []
