"""What was agreed after a crisis, asked from its patient, for whoever does it, and for the worker."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from accalmie.foundation import crypto
from accalmie.foundation.access.queries import who_left
from accalmie.foundation.outbox.queries import Became, NoticeState
from accalmie.foundation.people.models import Patient, Person
from accalmie.foundation.rows import of_organisation
from accalmie.safety import reaching
from accalmie.safety.library import rules
from accalmie.safety.reaching import Tried
from accalmie.safety.recontact.models import Recontact, Step, Try

WORDS = "safety.recontact.words"


def step_id(agreed: UUID, kind: str, number: int) -> UUID:
    """The same for whoever plans this step of this agreement."""
    return uuid5(agreed, f"{kind}|{number}")


def missed_sign(step: UUID) -> UUID:
    """The sign that this step did not reach the person: once, whoever comes to it first."""
    return uuid5(step, "missed_contact")


def hard_sign(step: UUID) -> UUID:
    """The sign that the person was reached in this step, and that it goes badly."""
    return uuid5(step, "goes_badly")


def signs_of(step: UUID) -> tuple[UUID, UUID]:
    """The signs that may come of a step."""
    return missed_sign(step), hard_sign(step)


def message_key(step: Step) -> str:
    """Under which key the message of a step leaves: once, and once more when it was moved, whoever queues it."""
    return message_keys(step)[-1]


def message_keys(step: Step) -> list[str]:
    """The same with the keys of before it was moved: what was withdrawn then may have left in that very moment."""
    return [f"recontact:{step.id}:message:{moves}" for moves in range(step.moves + 1)]


def has_left(step: Step, states: Mapping[str, NoticeState]) -> bool:
    """Whether the message of this step has left, by what became of its notices."""
    found = (states.get(key) for key in message_keys(step))
    return any(one is not None and one.became is Became.SENT for one in found)


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
    return [reaching.opened(row, purpose=WORDS) for row in rows]


@of_organisation()
def to_do(person: Person, *, now: datetime, is_on_rota: bool) -> list[Step]:
    """The steps that this person does, once they open; for somebody on the rota also those that are late, or due today,
    in their service. What is due first comes first; nothing about anybody who left this person."""
    return list(_to_do(person, now, is_on_rota).order_by("due_at", "id"))


@of_organisation()
def late_for(person: Person, *, now: datetime, is_on_rota: bool) -> int:
    """How many of the steps in that list are late."""
    return _to_do(person, now, is_on_rota).filter(due_at__lt=now).count()


def _to_do(person: Person, now: datetime, is_on_rota: bool) -> QuerySet[Step]:
    wanted = Q(owner=person.id, opens_at__lte=now)
    if is_on_rota:
        wanted |= Q(due_at__lt=_tomorrow(now))
    return _here(person).filter(wanted).exclude(patient_id__in=who_left(person))


def _tomorrow(now: datetime) -> datetime:
    zone = ZoneInfo(rules().staffed.time_zone)
    return datetime.combine(now.astimezone(zone).date() + timedelta(days=1), time(), zone)


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
