"""Safety plans, asked from the patient whose they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accalmie.core.entries import PlanWords
from accalmie.foundation import crypto
from accalmie.safety import queries as safety
from accalmie.safety.plan import models

WORDS = "safety.plan.words"


@dataclass(frozen=True)
class Standing:
    """Where a plan stands, without its words: the last version, by whom, last looked at when, and who may read it."""

    version: UUID | None
    written_at: datetime | None
    written_by: UUID | None
    together: bool
    is_empty: bool
    reviewed_at: datetime | None
    readers: frozenset[UUID]


NONE = Standing(None, None, None, together=False, is_empty=True, reviewed_at=None, readers=frozenset())
"""Of somebody who has never written one."""


@dataclass(frozen=True)
class Version:
    """One version of a plan. `together`: `written_by` is a professional, who wrote it with the person."""

    id: UUID
    words: PlanWords
    written_at: datetime
    written_by: UUID | None
    together: bool


def standing(patient: UUID) -> Standing:
    """Where this patient's plan stands."""
    return standings([patient]).get(patient, NONE)


def standings(patients: Iterable[UUID]) -> dict[UUID, Standing]:
    """Where the plans of these patients stand, of those who have ever written one; in one query."""
    rows = models.Standing.objects.filter(patient_id__in=list(patients))
    return {row.patient_id: _standing(row) for row in rows}


def _standing(row: models.Standing) -> Standing:
    return Standing(
        version=row.version,
        written_at=row.written_at,
        written_by=row.written_by,
        together=row.together,
        is_empty=row.is_empty,
        reviewed_at=row.reviewed_at,
        readers=frozenset(UUID(one) for one in row.readers),
    )


def has_plan(patient: UUID) -> bool:
    """Whether this patient has a plan with something in it."""
    return models.Standing.objects.filter(patient_id=patient, is_empty=False).exists()


def latest(patient: UUID) -> Version | None:
    """The plan as it stands; None for whoever has written none."""
    standing = models.Standing.objects.filter(patient_id=patient)
    row = models.Version.objects.filter(patient_id=patient, entry_id__in=standing.values("version")).first()
    return None if row is None else opened(row)


def sealed(written: Iterable[UUID]) -> dict[UUID, models.Version]:
    """These versions as they are kept, by their id; `opened` reads one. In one query."""
    return {row.entry_id: row for row in models.Version.objects.filter(entry_id__in=list(written))}


def version(patient: UUID, written: UUID) -> Version | None:
    """One version of this patient's plan; None when there is no such version or it is somebody else's."""
    row = models.Version.objects.filter(patient_id=patient, entry_id=written).first()
    return None if row is None else opened(row)


def versions(patient: UUID, *, at_most: int = 100) -> list[Version]:
    """Every version, the newest first."""
    rows = models.Version.objects.filter(patient_id=patient).order_by("-written_at", "-entry_id")
    return [opened(row) for row in rows[:at_most]]


def is_to_review(patient: UUID) -> bool:
    """Whether something worrying was looked at by a professional since this plan was last written or read again."""
    row = models.Standing.objects.filter(patient_id=patient, is_empty=False).first()
    return row is not None and row.reviewed_at is not None and safety.is_reviewed_since(patient, row.reviewed_at)


def opened(row: models.Version) -> Version:
    """One version with its words. Raises crypto.SealBroken, crypto.KeyMissing or crypto.KeyDestroyed."""
    return Version(
        id=row.entry_id,
        words=crypto.open_as(row.patient_id, row.words, PlanWords, purpose=WORDS),
        written_at=row.written_at,
        written_by=row.written_by,
        together=row.together,
    )
