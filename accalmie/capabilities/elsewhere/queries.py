"""Care given elsewhere, asked from the patient."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from accalmie.capabilities.elsewhere.models import Elsewhere
from accalmie.foundation import crypto

SAID = "elsewhere.line.said"
KINDS = ("medication", "therapist", "gp", "hospital", "sick_leave")
SOURCES = ("patient", "relative", "doctor", "document")


@dataclass(frozen=True)
class Told:
    """One line: what, who gives it, on whose word, and for which days. None: the day was not said."""

    about: str
    what: str
    who: str
    told_by: str
    since: date | None
    until: date | None


@dataclass(frozen=True)
class Line:
    """What was told, as it stands in the record."""

    id: UUID
    told: Told
    noted_at: datetime
    noted_by: UUID | None

    def is_over(self, today: date) -> bool:
        """Whether it had ended before this day."""
        return self.told.until is not None and self.told.until < today


def lines(patient: UUID) -> list[Line]:
    """What stands, by subject; the newest of each first."""
    rows = Elsewhere.objects.filter(patient_id=patient, stands=True).order_by("-noted_at", "-entry_id")
    return sorted((_line(row) for row in rows), key=lambda line: KINDS.index(line.told.about))


def standing(patient: UUID, id: UUID) -> Line | None:
    """One line of this patient's that still stands."""
    row = Elsewhere.objects.filter(patient_id=patient, entry_id=id, stands=True).first()
    return None if row is None else _line(row)


def was_kept(patient: UUID, id: UUID) -> bool:
    """Whether this patient has, or had, a line of this id."""
    return Elsewhere.objects.filter(patient_id=patient, entry_id=id).exists()


def _line(row: Elsewhere) -> Line:
    said = crypto.open_json(row.patient_id, row.said, purpose=SAID)
    told = Told(row.about, said["what"], said["who"], row.told_by, row.since, row.until)
    return Line(row.entry_id, told, row.noted_at, row.noted_by)
