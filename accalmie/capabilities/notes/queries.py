"""Notes, asked from the patient; working notes, asked from the patient and their author."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accalmie.capabilities.notes.models import SignedNote, WorkingNote
from accalmie.foundation import crypto

WORDS = "notes.note.words"
WORKING = "notes.working.words"


@dataclass(frozen=True)
class Lines:
    """The four lines of a note, and whether the question of risk was put at this contact."""

    contact: str
    state: str
    risk: str
    risk_asked: bool
    next_step: str


@dataclass(frozen=True)
class Note:
    """One version. `because` says why it was written again; "" for the first."""

    id: UUID
    first: UUID
    lines: Lines
    because: str
    signed_at: datetime
    signed_by: UUID | None
    is_current: bool


@dataclass(frozen=True)
class Noted:
    """A note as it stands, and the versions before it, the newest first."""

    note: Note
    earlier: tuple[Note, ...]


def notes(patient: UUID, *, at_most: int = 50) -> list[Noted]:
    """The notes of a patient, the newest contact first: by when each was first signed."""
    rows = SignedNote.objects.filter(patient_id=patient).order_by("-signed_at", "-entry_id")
    versions: dict[UUID, list[SignedNote]] = {}
    for row in rows:
        versions.setdefault(row.first_id, []).append(row)
    by_contact = sorted(versions.values(), key=lambda found: (found[-1].signed_at, found[-1].entry_id), reverse=True)
    return [_noted(found) for found in by_contact[:at_most]]


def note(patient: UUID, id: UUID) -> Note | None:
    """One version of this patient's; None when there is no such note, or it is somebody else's."""
    row = SignedNote.objects.filter(patient_id=patient, entry_id=id).first()
    return None if row is None else _note(row)


def _noted(found: list[SignedNote]) -> Noted:
    newest, *earlier = (_note(row) for row in found)
    return Noted(newest, tuple(earlier))


def _note(row: SignedNote) -> Note:
    said = crypto.open_json(row.patient_id, row.words, purpose=WORDS)
    because = said.pop("because")
    return Note(
        id=row.entry_id,
        first=row.first_id,
        lines=Lines(**said, risk_asked=row.risk_asked),
        because=because,
        signed_at=row.signed_at,
        signed_by=row.signed_by,
        is_current=row.replaced_by is None,
    )


@dataclass(frozen=True)
class Working:
    """A working note, as its author reads it."""

    id: UUID
    words: str
    written_at: datetime


def working(patient: UUID, author: UUID) -> list[Working]:
    """This professional's own notes about this patient, the newest first."""
    rows = WorkingNote.objects.filter(patient_id=patient, author_id=author).order_by("-written_at", "-id")
    return [Working(row.id, crypto.open_json(patient, row.words, purpose=WORKING), row.written_at) for row in rows]
