"""Somebody has died: no room asks anybody any more to read, to do or to confirm something for them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from accalmie.capabilities.care import queries as waiting, tasks as care
from accalmie.capabilities.coordination import actions as coordination, pages as coordinated
from accalmie.core.entries import ExerciseWritten, LetterLine
from accalmie.foundation import journal
from accalmie.foundation.access.actions import begin_care
from accalmie.foundation.outbox.models import Notice
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Patient, Person
from accalmie.oversight.caseload.handover import to_hand_over
from accalmie.oversight.reviewing import pages as reviewing
from accalmie.oversight.supervision import queries as supervision
from accalmie.safety.death import actions as death
from tests.factories import people
from tests.factories.alerts import reachable
from tests.factories.people import NOW
from tests.factories.readiness import on_the_rota

pytestmark = [pytest.mark.database, pytest.mark.django_db(databases=["default", "keys"])]

LATER = NOW + timedelta(days=10)
TODAY = LATER.date()


@pytest.fixture
def claire() -> Person:
    claire = people.psychologist("Claire")
    reachable(claire, email="claire@example.org", telephone="06 00 00 00 01")
    on_the_rota(claire, now=NOW)
    return claire


@pytest.fixture
def record(claire: Person) -> UUID:
    """Alizarine shared an exercise; a task and a letter of hers are late."""
    alizarine = people.patient_person("Alizarine").patient_id
    assert alizarine is not None
    begin_care(patient=alizarine, professional=claire, now=NOW)
    entry = ExerciseWritten(
        exercise="thought-record", exercise_version="1.0.0", answers={"situation": "La réunion"}, shared=True
    )
    journal.append(alizarine, entry, by=None, now=NOW)
    given: dict[str, Any] = {"patient": alizarine, "by": claire.id, "now": NOW}
    coordination.give_task(words="L’appeler.", owner=claire.id, due_on=NOW.date(), **given)
    coordination.prepare_letter(
        aim="inform",
        role="psychiatrist",
        recipient="Dr Lenoir",
        language="fr",
        outside=False,
        letter=(LetterLine(part="why", text="Nous suivons Alizarine."),),
        **given,
    )
    return alizarine


def test_what_was_to_be_read_done_and_confirmed_asks_nobody_any_more(record: UUID, claire: Person) -> None:
    jean = people.somebody(Role.SUPERVISOR, called="Jean")
    begin_care(patient=record, professional=jean, now=NOW)

    def asked() -> list[bool]:
        return [
            not reviewing.queue(claire, "fr", LATER).is_empty,
            bool(coordinated.my_tasks(claire, now=LATER, today=TODAY)),
            bool(coordinated.letters_due(claire, now=LATER, today=TODAY)),
            bool(supervision.cases(jean, now=LATER)),
        ]

    assert asked() == [True] * 4
    noted(record, by=claire)
    assert asked() == [False] * 4


def test_nobody_is_written_to_about_what_they_had_shared(record: UUID, claire: Person) -> None:
    assert waiting.late(LATER, since=NOW)
    noted(record, by=claire)
    care.tell_late(LATER)
    assert not Notice.objects.open().exists()


def test_their_record_still_goes_to_a_colleague_when_somebody_leaves(record: UUID, claire: Person) -> None:
    """The record stays under its rules, and those who mourn may write: somebody must have it."""
    noted(record, by=claire)
    assert [one.patient for one in to_hand_over(claire, now=LATER)] == [record]


def noted(record: UUID, *, by: Person) -> None:
    death.note(patient=Patient.objects.get(id=record), learnt_from="relative", day=None, by=by, now=LATER)
