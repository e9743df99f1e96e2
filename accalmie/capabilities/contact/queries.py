"""Requests to talk, asked from the patient or for a professional's patients."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from accalmie.capabilities.contact.models import TalkRequest
from accalmie.foundation import crypto

ASKED = "contact.request.asked"
ANSWER = "contact.request.answer"
REQUESTS = TalkRequest._meta.db_table
"""The table of requests, for the caseload's statement."""


@dataclass(frozen=True)
class Asked:
    """One request, with its answer once there is one."""

    id: UUID
    patient: UUID
    way: str
    about: str
    reach: str
    when: str
    words: str
    asked_at: datetime
    answer: str
    answered_at: datetime | None
    answered_by: UUID | None


def requests(patient: UUID, *, at_most: int = 20) -> list[Asked]:
    """What this patient asked: those that wait first, then the newest."""
    rows = TalkRequest.objects.filter(patient_id=patient).order_by("-asked_at", "-entry_id")[:at_most]
    return sorted((_asked(row) for row in rows), key=lambda one: one.answered_at is not None)


def request_of(patient: UUID, source: UUID) -> Asked | None:
    """One request of this patient's; None when there is no such request or it is somebody else's."""
    row = TalkRequest.objects.filter(patient_id=patient, entry_id=source).first()
    return None if row is None else _asked(row)


def waiting(patients: Iterable[UUID]) -> dict[UUID, tuple[str, datetime]]:
    """The way and the moment of the oldest unanswered request of each of these patients: ids, or a query of them. Opens
    nothing sealed."""
    among = patients if isinstance(patients, QuerySet) else list(patients)
    rows = TalkRequest.objects.filter(patient_id__in=among, answered_at__isnull=True)
    found: dict[UUID, tuple[str, datetime]] = {}
    for patient, way, at in rows.order_by("asked_at", "entry_id").values_list("patient_id", "way", "asked_at"):
        found.setdefault(patient, (way, at))
    return found


def _asked(row: TalkRequest) -> Asked:
    said = crypto.open_json(row.patient_id, row.asked, purpose=ASKED)
    return Asked(
        id=row.entry_id,
        patient=row.patient_id,
        way=row.way,
        about=row.about,
        reach=said["reach"],
        when=said["when"],
        words=said["words"],
        asked_at=row.asked_at,
        answer="" if row.answer is None else crypto.open_json(row.patient_id, row.answer, purpose=ANSWER),
        answered_at=row.answered_at,
        answered_by=row.answered_by,
    )
