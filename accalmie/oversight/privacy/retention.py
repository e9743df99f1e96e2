"""Which records have outlived the time that the law gives them, and the end of those on which an officer decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from accalmie.foundation.access.models import CareRelationship
from accalmie.foundation.people.models import Patient
from accalmie.oversight.privacy import erasing, rights_queries


class Why(StrEnum):
    DECIDED = "decided: erased with --erase"
    HELD = "held: a legal hold stands"
    WAITING = "an officer has not decided"


@dataclass(frozen=True, slots=True)
class Due:
    """One record, from when on it may be erased, and what it waits for."""

    patient: UUID
    due_at: datetime
    why: Why


def listed(now: datetime, *, within_days: int = 0) -> list[Due]:
    """Every record in somebody's care, now or before, whose time ends by then; the longest due first."""
    horizon = now + timedelta(days=within_days)
    decided = dict(rights_queries.decided().values_list("patient_id", "erase_after"))
    cared_for = CareRelationship.objects.values("patient_id")
    found = [
        Due(patient.id, at, _why(patient.id, decided, now))
        for patient in Patient.objects.select_related("organisation").filter(id__in=cared_for).iterator(chunk_size=500)
        if (at := decided.get(patient.id) or rights_queries.kept_until(patient)) <= horizon
    ]
    return sorted(found, key=lambda one: (one.due_at, one.patient))


def erase_due(now: datetime) -> int:
    """Ends what is due and decided, and what an erasure left half done. Returns how many records have ended."""
    ready = {one.patient for one in listed(now) if one.why == Why.DECIDED} | set(erasing.unfinished())
    for patient in ready:
        erasing.erase(patient=patient, now=now)
    return len(ready)


def _why(patient: UUID, decided: dict[UUID, datetime | None], now: datetime) -> Why:
    if rights_queries.is_held(patient, now=now):
        return Why.HELD
    return Why.DECIDED if patient in decided else Why.WAITING
