"""What exercises keep of the journal."""

from __future__ import annotations

from uuid import UUID

from accalmie.capabilities.exercises.models import Answer, Written
from accalmie.capabilities.exercises.queries import ANSWERS, SAID
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


# What professionals answered changes nothing of what the person wrote.
answers = journal.Projection("exercises.answers", models=[Answer], sealed={"words": SAID})


@answers.on(entries.StepReviewed)
def keep_reply(recorded: journal.Recorded[entries.StepReviewed]) -> None:
    """An answer to a step that names the exercise which was read."""
    if recorded.value.written is not None:
        _keep_answer(recorded, recorded.value.written, recorded.value.words, recorded.value.quoted)


@answers.on(entries.ExerciseAnswered)
def keep_answer(recorded: journal.Recorded[entries.ExerciseAnswered]) -> None:
    """An answer to an exercise that has no place in a programme."""
    _keep_answer(recorded, recorded.value.written, recorded.value.words, recorded.value.quoted)


def _keep_answer(recorded: journal.Recorded[entries.Entry], written: UUID, words: str, quoted: tuple[str, ...]) -> None:
    row = Answer(
        entry_id=recorded.id,
        patient_id=recorded.patient,
        written=written,
        by=recorded.by,
        words=crypto.seal_json(recorded.patient, {"words": words, "quoted": list(quoted)}, purpose=SAID),
        answered_at=recorded.occurred_at,
    )
    journal.keep(row)
