"""What exercises keep of the journal."""

from __future__ import annotations

from accalmie.capabilities.exercises.models import Written
from accalmie.capabilities.exercises.queries import ANSWERS
from accalmie.core import entries
from accalmie.foundation import crypto, journal

written = journal.Projection("exercises.written", models=[Written], sealed={"answers": ANSWERS})


@written.on(entries.ExerciseWritten)
def keep_written(recorded: journal.Recorded[entries.ExerciseWritten]) -> None:
    """One more exercise."""
    filled = recorded.value
    row = Written(
        entry_id=recorded.id,
        patient_id=recorded.patient,
        exercise=filled.exercise,
        exercise_version=filled.exercise_version,
        answers=crypto.seal_json(recorded.patient, filled.answers, purpose=ANSWERS),
        shared=filled.shared,
        enrolment=filled.at.enrolment if filled.at else None,
        module=filled.at.module if filled.at else "",
        step=filled.at.step if filled.at else "",
        written_at=recorded.occurred_at,
    )
    journal.keep(row)


@written.on(entries.ExerciseShared)
def keep_sharing(recorded: journal.Recorded[entries.ExerciseShared]) -> None:
    """Opened to the care team, or closed again."""
    change = recorded.value
    row = journal.row(Written, change.written)
    if row is not None and row.patient_id == recorded.patient:
        row.shared = change.shared
        journal.keep(row)
