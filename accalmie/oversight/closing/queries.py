"""Ends of care that are proposed or done, and what stands in their way."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from accalmie.capabilities.care import queries as care
from accalmie.capabilities.contact import queries as contact
from accalmie.capabilities.coordination import queries as coordination
from accalmie.capabilities.programmes import queries as programmes
from accalmie.core.crisis import Level
from accalmie.foundation import crypto
from accalmie.oversight.closing.models import Ending
from accalmie.safety import queries as safety
from accalmie.safety.alerts.queries import open_alerts
from accalmie.safety.closures.queries import today
from accalmie.safety.recontact.queries import is_going

WORDS, LAST_WORD = "closing.words", "closing.last_word"
NOTICE, LONGEST = timedelta(days=7), timedelta(days=60)
"""The person hears of it at least so long before, and not longer before than that."""
REASONS = ("attained", "wish", "elsewhere", "no_answer", "moved", "other")
DANGERS = ("alert", "danger", "recontact")
"""What forbids even to propose an end."""


@dataclass(frozen=True)
class Proposal:
    """One proposal that care ends, opened."""

    id: UUID
    patient: UUID
    reason: str
    words: str
    ends_on: date
    by: UUID | None
    last_word: str
    last_word_at: datetime | None
    ended_at: datetime | None


def standing(patient: UUID) -> Proposal | None:
    """The end of care that is proposed and neither done nor taken back."""
    row = _standing().filter(patient_id=patient).order_by("-proposed_at").first()
    return None if row is None else _opened(row)


def latest(patient: UUID) -> Proposal | None:
    """The last one that was not taken back, done or to come."""
    rows = Ending.objects.filter(patient_id=patient, taken_back_at__isnull=True)
    row = rows.order_by("-proposed_at").first()
    return None if row is None else _opened(row)


def proposed(patients: Collection[UUID]) -> dict[UUID, date]:
    """The day on which care is to end, for those of these patients to whom it was proposed."""
    rows = _standing().filter(patient_id__in=list(patients)).order_by("proposed_at")
    return dict(rows.values_list("patient_id", "ends_on"))


def due(now: datetime) -> list[tuple[UUID, UUID]]:
    """Each patient whose day has come, with the proposal."""
    rows = _standing().filter(ends_on__lte=today(now)).order_by("ends_on", "entry_id")
    return list(rows.values_list("patient_id", "entry_id"))


def in_the_way(patient: UUID) -> tuple[str, ...]:
    """What waits for somebody, and forbids that care ends: the dangers first."""
    found = {
        "alert": bool(open_alerts(patient)),
        "danger": bool(safety.open_concerns([patient])) or safety.unsettled(patient) != Level.NONE,
        "recontact": is_going(patient),
        "talk": bool(contact.waiting([patient])),
        "unread": bool(care.waiting([patient])),
        "task": bool(coordination.open_tasks([patient])),
        "letter": bool(coordination.open_referrals([patient])),
        "programme": any(one.mode != "alone" and one.ended_at is None for one in programmes.adherence(patient)),
    }
    return tuple(what for what, stands in found.items() if stands)


def _standing() -> QuerySet[Ending]:
    return Ending.objects.filter(ended_at__isnull=True, taken_back_at__isnull=True)


def _opened(row: Ending) -> Proposal:
    said = crypto.open_json(row.patient_id, row.last_word, purpose=LAST_WORD) if row.last_word else ""
    return Proposal(
        id=row.entry_id,
        patient=row.patient_id,
        reason=row.reason,
        words=crypto.open_json(row.patient_id, row.words, purpose=WORDS),
        ends_on=row.ends_on,
        by=row.proposed_by,
        last_word=said,
        last_word_at=row.last_word_at,
        ended_at=row.ended_at,
    )
