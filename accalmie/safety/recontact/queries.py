"""What was agreed after a crisis, asked from its patient, for whoever does it, and for the worker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.db.models import Q, QuerySet

from accalmie.foundation import crypto
from accalmie.foundation.access.queries import who_left
from accalmie.foundation.people.models import Patient, Person
from accalmie.foundation.rows import of_organisation
from accalmie.safety.recontact.models import Recontact, Step, Try

WORDS = "safety.recontact.words"
SPOKE = "spoke"
CALLS = ("phone", "visit")


def step_id(agreed: UUID, kind: str, number: int) -> UUID:
    """The same for whoever plans this step of this agreement."""
    return uuid5(agreed, f"{kind}|{number}")


def message_key(step: Step) -> str:
    """Under which key the message of a step leaves: once a day on which it is due, whoever queues it."""
    return f"recontact:{step.id}:{int(step.due_at.timestamp())}:message"


@dataclass(frozen=True)
class Tried:
    """One try to reach somebody."""

    at: datetime
    by: UUID | None
    way: str
    result: str
    words: str


def current(patient: UUID) -> Recontact | None:
    """What goes on with this patient."""
    return Recontact.objects.filter(patient_id=patient, ended_at__isnull=True).first()


def is_going(patient: UUID) -> bool:
    """Whether something goes on with this patient."""
    return Recontact.objects.filter(patient_id=patient, ended_at__isnull=True).exists()


def latest(patient: UUID) -> Recontact | None:
    """What was said last, whatever it was."""
    return Recontact.objects.filter(patient_id=patient).order_by("-said_at", "-id").first()


def words_of(row: Recontact | Step) -> str:
    """What stands sealed beside it."""
    return str(crypto.open_json(row.patient_id, row.words, purpose=WORDS))


def step(patient: UUID, id: UUID) -> Step | None:
    """One step of this patient."""
    return Step.objects.filter(patient_id=patient, id=id).first()


def agreement_of(step: Step) -> Recontact | None:
    """What this step belongs to."""
    return Recontact.objects.filter(patient_id=step.patient_id, id=step.recontact).first()


def steps_of(agreed: Recontact) -> list[Step]:
    """Its steps, in the order of their time."""
    rows = Step.objects.filter(patient_id=agreed.patient_id, recontact=agreed.id)
    return list(rows.order_by("opens_at", "due_at", "id"))


def tries(patient: UUID, step: UUID) -> list[Tried]:
    """Every try to reach the person for this step, the newest first."""
    rows = Try.objects.filter(patient_id=patient, step=step).order_by("-at", "-id")
    return [
        Tried(row.at, row.by, row.way, row.result, str(crypto.open_json(row.patient_id, row.words, purpose=WORDS)))
        for row in rows
    ]


@of_organisation()
def to_do(person: Person, *, now: datetime, is_on_rota: bool) -> list[Step]:
    """The steps that this person does, once they open; for somebody on the rota also those that are late in their
    service. What is due first comes first; nothing about anybody who left this person."""
    mine = Q(owner=person.id, opens_at__lte=now)
    wanted = mine | Q(due_at__lt=now) if is_on_rota else mine
    rows = _here(person).filter(wanted).exclude(patient_id__in=who_left(person))
    return list(rows.order_by("due_at", "id"))


def _here(person: Person) -> QuerySet[Step]:
    patients = Patient.objects.open().filter(organisation=person.organisation_id)
    return Step.objects.filter(closed_at__isnull=True, patient_id__in=patients.values("id"))


def due(now: datetime) -> list[tuple[UUID, UUID]]:
    """Id and patient of each step of which somebody is to be told by now: for the worker."""
    rows = Step.objects.filter(closed_at__isnull=True, next_at__lte=now)
    return list(rows.order_by("next_at", "id").values_list("id", "patient_id"))


def leaving() -> list[Step]:
    """The steps whose message waits to leave: for the worker."""
    return list(Step.objects.filter(closed_at__isnull=True, queued_at__isnull=False).order_by("queued_at", "id"))


def late_of(person: Person, *, now: datetime) -> int:
    """How many steps of this person are late."""
    return Step.objects.filter(owner=person.id, closed_at__isnull=True, due_at__lt=now).count()
