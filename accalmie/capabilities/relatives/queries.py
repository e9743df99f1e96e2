"""Who close to a person may be called, and for what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accalmie.capabilities.relatives.models import Relative
from accalmie.foundation import crypto

SAID = "relatives.said"
MAY = ("crisis", "worried", "guide")
MOST = 3
"""So many at most: whoever is called in a crisis must be found at a glance."""


@dataclass(frozen=True)
class Close:
    """One of them, opened."""

    id: UUID
    called: str
    relation: str
    reach: str
    may: tuple[str, ...]
    named_at: datetime


def relatives(patient: UUID) -> list[Close]:
    """Those who stand, in the order in which they were named."""
    rows = Relative.objects.filter(patient_id=patient, ended_at__isnull=True).order_by("named_at", "relative")
    return [_opened(row) for row in rows]


def relative_of(patient: UUID, relative: UUID) -> Close | None:
    """One of them, if they stand; None for somebody else's."""
    row = Relative.objects.filter(patient_id=patient, relative=relative, ended_at__isnull=True).first()
    return None if row is None else _opened(row)


def was_named(patient: UUID, relative: UUID) -> bool:
    """Whether this person ever named them."""
    return Relative.objects.filter(patient_id=patient, relative=relative).exists()


def _opened(row: Relative) -> Close:
    said = crypto.open_json(row.patient_id, row.said, purpose=SAID)
    return Close(row.relative, said["called"], said["relation"], said["reach"], tuple(row.may), row.named_at)
