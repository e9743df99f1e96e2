"""What a patient wrote, always asked from the patient."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from accalmie.capabilities.exercises.models import Answer, Written
from accalmie.core.entries import Answers, StepRef
from accalmie.foundation import crypto

ANSWERS = "exercises.written.answers"
SAID = "exercises.answer.words"


@dataclass(frozen=True)
class Sheet:
    """One exercise as it was filled. `at` is its place in a programme, None for one written freely."""

    id: UUID
    exercise: str
    answers: Answers
    shared: bool
    at: StepRef | None
    written_at: datetime


def mine(patient: UUID, *, at_most: int = 100) -> list[Sheet]:
    """What the patient wrote, the newest first."""
    return [_sheet(row) for row in _newest_first(patient)[:at_most]]


def one(patient: UUID, entry: UUID) -> Sheet | None:
    """One exercise of this patient's; None when there is no such exercise or it is somebody else's."""
    row = Written.objects.filter(patient_id=patient, entry_id=entry).first()
    return None if row is None else _sheet(row)


def shared_with_team(patient: UUID, *, at_most: int = 50) -> list[Sheet]:
    """What the patient opened to their care team, the newest first. Nothing else is for professionals."""
    return [_sheet(row) for row in _newest_first(patient).filter(shared=True)[:at_most]]


def last_at(patient: UUID, at: StepRef) -> Sheet | None:
    """What the patient wrote last at this step."""
    row = _newest_first(patient).filter(enrolment=at.enrolment, module=at.module, step=at.step).first()
    return None if row is None else _sheet(row)


def before(patient: UUID, sheet: Sheet, *, within: timedelta) -> list[Sheet]:
    """Those of the same exercise that the patient wrote within so long before this one, the newest first."""
    rows = _newest_first(patient).filter(exercise=sheet.exercise, written_at__lt=sheet.written_at)
    return [_sheet(row) for row in rows.filter(written_at__gte=sheet.written_at - within)]


def of_exercises(patient: UUID, names: Collection[str], *, until: datetime | None = None) -> list[Sheet]:
    """The last hundred sheets of these exercises, the oldest first; with `until`, those written by then."""
    rows = _newest_first(patient).filter(exercise__in=names)
    if until is not None:
        rows = rows.filter(written_at__lte=until)
    return [_sheet(row) for row in rows[:100]][::-1]


def _newest_first(patient: UUID) -> QuerySet[Written]:
    return Written.objects.filter(patient_id=patient).order_by("-written_at", "-entry_id")


def _sheet(row: Written) -> Sheet:
    return Sheet(
        id=row.entry_id,
        exercise=row.exercise,
        answers=dict(crypto.open_json(row.patient_id, row.answers, purpose=ANSWERS)),
        shared=row.shared,
        at=None if row.enrolment is None else StepRef(enrolment=row.enrolment, module=row.module, step=row.step),
        written_at=row.written_at,
    )


@dataclass(frozen=True)
class Answered:
    """What a professional answered to an exercise. `quoted`: the person's words of which it speaks."""

    written: UUID
    by: UUID | None
    words: str
    quoted: tuple[str, ...]
    at: datetime


def answers(patient: UUID, *, written: UUID | None = None, since: datetime | None = None) -> list[Answered]:
    """What professionals answered this patient, the oldest first: to one exercise, or from a moment on."""
    rows = Answer.objects.filter(patient_id=patient).order_by("answered_at", "entry_id")
    if written is not None:
        rows = rows.filter(written=written)
    if since is not None:
        rows = rows.filter(answered_at__gte=since)
    return [_answered(row) for row in rows]


def _answered(row: Answer) -> Answered:
    said = crypto.open_json(row.patient_id, row.words, purpose=SAID)
    return Answered(row.written, row.by, str(said["words"]), tuple(said["quoted"]), row.answered_at)
