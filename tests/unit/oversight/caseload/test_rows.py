"""The row of a patient, as the journal tells it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from accalmie.capabilities.measures import library
from accalmie.capabilities.measures.actions import scored
from accalmie.core.entries import (
    ConcernReviewed,
    ContactMade,
    ContactNoted,
    Entry,
    ExerciseWritten,
    ModuleRated,
    MoodNoted,
    OtherWayAsked,
    StepRef,
    StepReviewed,
)
from accalmie.foundation import journal
from accalmie.oversight.caseload.models import CaseRow
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

AT = StepRef(enrolment=uuid4(), module="circle", step="my-circle")


def happened(record: UUID, *entries: Entry, days: float = 0) -> list[UUID]:
    return [journal.append(record, one, by=None, now=NOW + timedelta(days=days)).entry.id for one in entries]


def phq9(total: int) -> Entry:
    answers = [3] * (total // 3) + ([total % 3] if total % 3 else [])
    return scored(library.instruments()["phq-9"], tuple(answers + [0] * (9 - len(answers))), language="fr")


def row(record: UUID) -> CaseRow:
    return CaseRow.objects.get(patient_id=record)


def shared(*, open_: bool = True) -> Entry:
    return ExerciseWritten(exercise="values", exercise_version="1.0.0", answers={"a": "b"}, shared=open_)


def test_the_first_the_previous_and_the_last_score_are_kept(record):
    for days, total in enumerate((16, 12, 9)):
        happened(record, phq9(total), days=days * 7)
    found = row(record)
    assert (found.phq9_first, found.phq9_previous, found.phq9_last) == (16, 12, 9)
    assert found.phq9_last_at == NOW + timedelta(days=14) == found.last_activity_at


def test_a_questionnaire_without_a_total_changes_no_score(record):
    happened(record, phq9(12), scored(library.instruments()["phq-9"], (None,) * 9, language="fr"))
    assert (row(record).phq9_last, row(record).phq9_previous) == (12, None)


def test_only_what_the_person_does_is_their_activity(record):
    happened(record, MoodNoted(mood=4))
    happened(record, StepReviewed(at=AT, words="Bien reçu."), days=3)
    assert row(record).last_activity_at == NOW


def test_a_wish_for_a_person_stands_until_that_concern_is_reviewed(record):
    (wish,) = happened(record, OtherWayAsked(at=AT, wish="person"))
    happened(record, ConcernReviewed(source=uuid4(), words="Autre chose.", programme_goes_on=True), days=1)
    assert row(record).asked_person == wish
    happened(record, ConcernReviewed(source=wish, words="Appelée.", programme_goes_on=True), days=2)
    assert row(record).asked_person_at is None


def test_another_exercise_is_no_wish_for_a_person(record):
    happened(record, OtherWayAsked(at=AT, wish="exercise"))
    assert row(record).asked_person is None


def test_a_module_that_made_something_worse_is_noted(record):
    happened(record, ModuleRated(enrolment=AT.enrolment, module="circle", helped=1, worse=True), days=1)
    assert row(record).worse_at == NOW + timedelta(days=1)


def test_an_answer_to_one_exercise_answers_neither_that_nor_who_asks_for_somebody(record):
    harm = ModuleRated(enrolment=AT.enrolment, module="circle", helped=1, worse=True)
    written, _harm, wish = happened(record, shared(), harm, OtherWayAsked(at=AT, wish="person"))
    happened(record, StepReviewed(at=AT, words="Bien vu.", written=written), days=1)
    assert (row(record).worse_at, row(record).asked_person) == (NOW, wish)
    happened(record, ContactNoted(channel="phone"), days=2)
    assert row(record).worse_at is None
    assert row(record).asked_person == wish  # until somebody says that this wish is answered


def test_computed_again_from_the_journal_the_row_is_the_same(record):
    happened(record, phq9(14), MoodNoted(mood=3), shared(), OtherWayAsked(at=AT, wish="person"))
    happened(record, ContactMade(source=uuid4(), with_whom="relative"), phq9(20), days=7)
    projection = journal.REGISTERED["caseload.rows"]
    before = journal.snapshot(projection, record)
    assert journal.rebuild(record, [projection]) == ()
    assert journal.snapshot(projection, record) == before
    assert len(before) == 1
