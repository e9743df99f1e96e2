"""Writing an exercise, and opening it to the care team or closing it again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from accalmie.capabilities.exercises.models import Written
from accalmie.core.entries import Answers, ExerciseShared, ExerciseWritten, StepRef
from accalmie.core.exercises import Exercise
from accalmie.foundation import journal


class NotTheirs(LookupError):
    """This patient wrote no such exercise."""


def filled(exercise: Exercise, answers: Answers, *, shared: bool, at: StepRef | None = None) -> ExerciseWritten:
    """The entry for these answers, as core.exercises.read_answers gave them."""
    return ExerciseWritten(
        exercise=exercise.id, exercise_version=exercise.version, answers=answers, shared=shared, at=at
    )


def write(
    *,
    patient: UUID,
    exercise: Exercise,
    answers: Answers,
    shared: bool,
    by: UUID | None,
    now: datetime,
    id: UUID | None = None,
) -> UUID:
    """Journal one exercise written outside a programme; returns its id. Raises journal.EntryConflict."""
    appended = journal.append(patient, filled(exercise, answers, shared=shared), by=by, now=now, id=id)
    return appended.entry.id


def share(
    *,
    patient: UUID,
    written: UUID,
    shared: bool,
    by: UUID | None,
    now: datetime,
    id: UUID | None = None,
) -> None:
    """Open one exercise to the care team, or close it. Raises NotTheirs or journal.EntryConflict."""
    if not Written.objects.filter(patient_id=patient, entry_id=written).exists():
        raise NotTheirs(str(written))
    journal.append(patient, ExerciseShared(written=written, shared=shared), by=by, now=now, id=id)
