"""What care keeps of the journal: what waits to be read and by when, who reads, and who covers whom."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from accalmie.capabilities.care.library import rules
from accalmie.capabilities.care.models import Agreed, Cover, ReviewDue
from accalmie.core import entries
from accalmie.core.reviewing import due_at
from accalmie.foundation import journal
from accalmie.safety.closures.queries import rules_for

reviews = journal.Projection("care.reviews", models=[Agreed, ReviewDue])


def _agreed(patient: UUID) -> Agreed:
    return journal.row(Agreed, patient) or Agreed(patient_id=patient)


@reviews.on(entries.ReviewAgreed)
def keep_agreed(recorded: journal.Recorded[entries.ReviewAgreed]) -> None:
    """Who reads from here on, and within how many days. What waits already keeps its date."""
    agreed, row = recorded.value, _agreed(recorded.patient)
    row.owner, row.covered_by, row.within_days = agreed.owner, agreed.covered_by, agreed.within_days
    row.agreed_at = recorded.occurred_at
    journal.keep(row)


@reviews.on(entries.Enrolled)
def keep_programme(recorded: journal.Recorded[entries.Enrolled]) -> None:
    """Which programme an enrolment is of: each may ask for another number of days."""
    row = _agreed(recorded.patient)
    row.programmes = row.programmes | {str(recorded.value.enrolment): recorded.value.programme}
    journal.keep(row)


@reviews.on(entries.ExerciseWritten)
def keep_written(recorded: journal.Recorded[entries.ExerciseWritten]) -> None:
    """One more exercise; it waits to be read once it is open to the care team."""
    written = recorded.value
    row = ReviewDue(
        entry_id=recorded.id,
        patient_id=recorded.patient,
        exercise=written.exercise,
        enrolment=written.at.enrolment if written.at else None,
        module=written.at.module if written.at else "",
        step=written.at.step if written.at else "",
    )
    _open(row, written.shared, recorded.occurred_at)


@reviews.on(entries.ExerciseShared)
def change_shared(recorded: journal.Recorded[entries.ExerciseShared]) -> None:
    """Opened to the care team, or closed again: what nobody may read waits for nobody."""
    row = journal.row(ReviewDue, recorded.value.written)
    if row is not None and row.patient_id == recorded.patient:
        _open(row, recorded.value.shared, recorded.occurred_at)


def _open(row: ReviewDue, shared: bool, at: datetime) -> None:
    row.shared = shared
    row.shared_at, row.due_at = (at, None if row.answered_at else _due(row, at)) if shared else (None, None)
    journal.keep(row)


def _due(row: ReviewDue, at: datetime) -> datetime:
    agreed = _agreed(row.patient_id)
    days = agreed.within_days or rules().days_of(agreed.programmes.get(str(row.enrolment), ""))
    return due_at(rules_for(row.patient_id, at=at).staffed, at, working_days=days)


@reviews.on(entries.StepReviewed)
def note_reply(recorded: journal.Recorded[entries.StepReviewed]) -> None:
    """Answered: the exercise that was read, or, where none is named, what was written at this step."""
    reviewed = recorded.value
    for row in journal.rows_of(ReviewDue, recorded.patient):
        named = row.entry_id == reviewed.written
        there = (row.enrolment, row.step) == (reviewed.at.enrolment, reviewed.at.step)
        if named or (reviewed.written is None and there):
            _answered(row, recorded)


@reviews.on(entries.ExerciseAnswered)
def note_answer(recorded: journal.Recorded[entries.ExerciseAnswered]) -> None:
    """An exercise without a place in a programme was answered."""
    row = journal.row(ReviewDue, recorded.value.written)
    if row is not None and row.patient_id == recorded.patient:
        _answered(row, recorded)


def _answered(row: ReviewDue, recorded: journal.Recorded[entries.Entry]) -> None:
    row.answered_at, row.answered_by, row.due_at = recorded.occurred_at, recorded.by, None
    journal.keep(row)


covers = journal.Projection("care.covers", models=[Cover])


@covers.on(entries.CoverArranged)
def keep_cover(recorded: journal.Recorded[entries.CoverArranged]) -> None:
    """Who reads for whom, from when to when."""
    arranged = recorded.value
    journal.keep(
        Cover(
            entry_id=recorded.id,
            patient_id=recorded.patient,
            absence=arranged.absence,
            owner=arranged.owner,
            covered_by=arranged.covered_by,
            first_day=arranged.first_day,
            last_day=arranged.last_day,
            arranged_at=recorded.occurred_at,
        )
    )


@covers.on(entries.CoverEnded)
def end_cover(recorded: journal.Recorded[entries.CoverEnded]) -> None:
    """The owner is there after all."""
    for row in journal.rows_of(Cover, recorded.patient):
        if row.absence == recorded.value.absence:
            row.is_over = True
            journal.keep(row)
