"""The queue of a supervisor, and the notes between them and their colleagues."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max, Q
from django.utils import timezone

from accalmie.foundation import crypto
from accalmie.foundation.access.codes import CareBasis
from accalmie.foundation.access.models import AccessLine, CareRelationship
from accalmie.foundation.access.permissions import CARING_ROLES
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.identity import by_name
from accalmie.foundation.people.models import Person
from accalmie.foundation.rows import house
from accalmie.oversight.caseload.queries import caseload
from accalmie.oversight.supervision.choosing import Case, Chosen, queue
from accalmie.oversight.supervision.models import SupervisionNote
from accalmie.safety import beside
from accalmie.safety.readiness.queries import trainees

WORDS = "supervision.note.words"
AT_MOST = 50


@dataclass(frozen=True)
class Looked:
    """One case of the queue, as the page shows it."""

    chosen: Chosen
    called: str


@dataclass(frozen=True)
class Note:
    """One note, opened. `marks`: item of the checklist to "seen", "not_seen" or "not_due"."""

    by: str
    to: str
    at: datetime
    programme: str
    words: str
    marks: dict[str, str]


def cases(supervisor: Person, *, now: datetime) -> list[Looked]:
    """Of the patients in whose team this supervisor is: those that are flagged, and the lot of this week."""
    known = {one.patient: one for one in caseload(supervisor, now=now)}
    looked, alone = last_looked(known), beside.alone(known, now=now)
    in_training, danger = _owned_in_training(known, now), beside.at_high_risk(known)
    found = [
        Case(
            patient=patient,
            is_alone=patient in alone,
            is_in_danger=patient in danger,
            is_worse=one.worsening is not None,
            unread_since=min((unread.shared_at for unread in one.unread), default=None),
            is_in_training=patient in in_training,
            looked_at=looked.get(patient),
        )
        for patient, one in known.items()
    ]
    return [Looked(one, known[one.case.patient].called) for one in queue(found, seed=_seed(supervisor, now), now=now)]


def _seed(supervisor: Person, now: datetime) -> str:
    """One lot a week for each supervisor."""
    year, week, _day = timezone.localtime(now).isocalendar()
    return f"{supervisor.id}:{year}:{week}"


def _owned_in_training(patients: Iterable[UUID], now: datetime) -> set[UUID]:
    """Those in whose team somebody in training answers."""
    standing = CareRelationship.objects.standing(now).filter(
        patient_id__in=list(patients), basis=CareBasis.TEAM, role__in=CARING_ROLES, professional__in=trainees()
    )
    return set(standing.values_list("patient_id", flat=True))


@house()
def last_looked(patients: Iterable[UUID]) -> dict[UUID, datetime]:
    """When a supervisor last opened each of these records: a moment, not who."""
    lines = AccessLine.objects.filter(patient_id__in=list(patients), role=Role.SUPERVISOR)
    return dict(lines.values_list("patient_id").annotate(Max("quarter_at")))


def alone_by_colleague(supervisor: Person, *, now: datetime) -> list[tuple[str, int]]:
    """Colleagues in training who are alone with somebody in danger, and with how many; whom, nobody is told here."""
    counts = beside.alone_in(supervisor.organisation_id, now=now)
    return [(one.called, counts[one.id]) for one in by_name(Person.objects.filter(id__in=list(counts)))]


def supervised(supervisor: Person) -> list[Person]:
    """To whom this supervisor may write: those who answer patients in the same organisation."""
    here = Person.objects.filter(organisation=supervisor.organisation_id, is_active=True, role__in=CARING_ROLES)
    return list(by_name(here.exclude(id=supervisor.id)))


def notes_of(person: Person) -> list[Note]:
    """What this person wrote or was written, the newest first."""
    rows = SupervisionNote.objects.filter(Q(by=person) | Q(to=person)).select_related("by", "to")
    return [_opened(one) for one in rows.order_by("-at", "-id")[:AT_MOST]]


def _opened(one: SupervisionNote) -> Note:
    kept = crypto.open_json(one.to.sealed_for, one.words, purpose=WORDS)
    return Note(one.by.called, one.to.called, one.at, one.programme, kept["words"], kept["marks"])
