"""Alerts, asked for whoever answers them or from their patient."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from accalmie.core.crisis import Level, follow
from accalmie.foundation.access.queries import who_left
from accalmie.foundation.people.models import Patient, Person
from accalmie.foundation.rows import of_organisation
from accalmie.safety import reaching
from accalmie.safety.alerts.models import Alert, ContactTry, Drill, Unfound
from accalmie.safety.alerts.on_call import is_on_rota
from accalmie.safety.library import rules
from accalmie.safety.queries import WORDS
from accalmie.safety.reaching import Tried


def alert(patient: UUID, source: UUID) -> Alert | None:
    """One alert of this patient."""
    return Alert.objects.filter(patient_id=patient, source=source).first()


def open_alerts(patient: UUID) -> list[Alert]:
    """The alerts of this patient that nobody has closed, the gravest first."""
    rows = Alert.objects.filter(patient_id=patient, closed_at__isnull=True)
    return list(rows.order_by("-severity", "due_at", "source"))


def holds(alert: Alert) -> bool:
    """Whether the programme waits at the level of this alert."""
    return not follow(rules(), Level.read(alert.level), under_way=alert.is_under_way).programme_goes_on


def tries(patient: UUID, source: UUID) -> list[Tried]:
    """Every try to reach the person because of this alert, the newest first."""
    return [opened(row) for row in tries_for([source]).get(source, ()) if row.patient_id == patient]


def tries_for(sources: Iterable[UUID]) -> dict[UUID, list[ContactTry]]:
    """The tries of each of these alerts as they are kept, the newest first; `opened` reads one. In one query."""
    found: dict[UUID, list[ContactTry]] = {}
    for row in ContactTry.objects.filter(source__in=list(sources)).order_by("-at", "-id"):
        found.setdefault(row.source, []).append(row)
    return found


def opened(row: ContactTry) -> Tried:
    """One try with its words. Raises crypto.SealBroken, crypto.KeyMissing or crypto.KeyDestroyed."""
    return reaching.opened(row, purpose=WORDS)


@of_organisation()
def waiting_for(person: Person) -> list[Alert]:
    """The open alerts of this person's organisation, for somebody on the rota: what waits for anybody or for them,
    the gravest first, then what is due first. Nothing about anybody who left this person."""
    if not is_on_rota(person):
        return []
    rows = _here(person).exclude(patient_id__in=who_left(person))
    return list(rows.order_by("-severity", "due_at", "source"))


def _here(person: Person) -> QuerySet[Alert]:
    patients = Patient.objects.open().filter(organisation=person.organisation_id)
    return Alert.objects.filter(closed_at__isnull=True, patient_id__in=patients.values("id"))


@dataclass(frozen=True)
class Counted:
    """How many alerts nobody has taken, how many are this person's, and when the first of them is due."""

    untaken: int
    mine: int
    first_due: datetime | None


def counted(person: Person) -> Counted:
    """What waits for somebody who answers alerts, for the top of their pages."""
    rows = [one for one in waiting_for(person) if one.taken_by in (None, person.id) or one.co_owner == person.id]
    untaken = sum(one.taken_by is None for one in rows)
    return Counted(untaken, len(rows) - untaken, min((one.due_at for one in rows), default=None))


def due(now: datetime) -> list[tuple[UUID, UUID]]:
    """Source and patient of each alert of which somebody is to be told by now, the gravest first: for the worker. Those
    that nobody was told of and that open later than now were opened by a clock that has been put back since."""
    is_from_ahead = Q(opened_at__gt=now, step=0, taken_at=None)
    rows = Alert.objects.filter(Q(closed_at__isnull=True) & (Q(next_at__lte=now) | is_from_ahead))
    return list(rows.order_by("-severity", "next_at").values_list("source", "patient_id"))


def drills_among(sources: Iterable[UUID]) -> set[UUID]:
    """Those of these alerts that are exercises."""
    return set(Drill.objects.filter(source__in=list(sources)).values_list("source", flat=True))


def is_nobodys(patient: UUID) -> bool:
    """Whether this record stands for nobody: exercises, or worries about people whom nobody has found yet."""
    return is_unfound(patient) or Drill.objects.filter(patient_id=patient).exists()


def is_unfound(patient: UUID) -> bool:
    """Whether this record stands for people whom somebody worries about and nobody has found yet."""
    return Unfound.objects.filter(patient_id=patient).exists()
