"""Goals, tasks, letters and messages, asked from the patient whom they are about or from the professional for whom they
wait."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import msgspec
from django.db.models import QuerySet

from accalmie.capabilities.coordination import models
from accalmie.core.entries import GoalStep, LetterLine
from accalmie.foundation import crypto

GOAL = "coordination.goal"
TASK = "coordination.task"
LETTER = "coordination.letter"
ROOM = "coordination.room"


@dataclass(frozen=True)
class Goal:
    """One goal. `together`: `written_by` is a professional, who wrote down the person's words; `version` is the entry
    that wrote it last."""

    id: UUID
    words: str
    way_there: tuple[GoalStep, ...]
    review_on: date | None
    together: bool
    version: UUID
    written_at: datetime
    written_by: UUID | None
    ending: str
    ended_at: datetime | None
    ended_words: str


@dataclass(frozen=True)
class TeamTask:
    """Something that somebody of the team does by a day."""

    id: UUID
    patient: UUID
    words: str
    owner: UUID
    due_on: date
    given_by: UUID | None
    ending: str
    ended_at: datetime | None
    ended_by: UUID | None
    ended_words: str


def goals(patient: UUID, *, at_most: int = 50) -> list[Goal]:
    """What this patient works towards, then what has ended; the newest first."""
    rows = models.Goal.objects.filter(patient_id=patient).order_by("-written_at", "-goal")[:at_most]
    return sorted((_goal(row) for row in rows), key=lambda one: one.ended_at is not None)


def goal_of(patient: UUID, goal: UUID) -> Goal | None:
    """One goal of this patient's; None when there is no such goal or it is somebody else's."""
    row = models.Goal.objects.filter(patient_id=patient, goal=goal).first()
    return None if row is None else _goal(row)


def tasks(patient: UUID, *, at_most: int = 100) -> list[TeamTask]:
    """What the team of this patient does: what is open by its day, then what has ended, the newest first."""
    rows = models.TeamTask.objects.filter(patient_id=patient)
    still = list(rows.filter(ended_at__isnull=True).order_by("due_on", "given_at", "task"))
    ended = rows.filter(ended_at__isnull=False).order_by("-ended_at", "-task")[:at_most]
    return [_task(row) for row in [*still, *ended]]


def task_of(patient: UUID, task: UUID) -> TeamTask | None:
    """One task of this patient's team; None when there is none or it is about somebody else."""
    row = models.TeamTask.objects.filter(patient_id=patient, task=task).first()
    return None if row is None else _task(row)


def open_tasks(patients: Iterable[UUID]) -> list[TeamTask]:
    """What is still to be done for these patients (ids, or a query of them), by its day."""
    among = patients if isinstance(patients, QuerySet) else list(patients)
    rows = models.TeamTask.objects.filter(patient_id__in=among, ended_at__isnull=True)
    return [_task(row) for row in rows.order_by("due_on", "given_at", "task")]


def _goal(row: models.Goal) -> Goal:
    said = crypto.open_json(row.patient_id, row.said, purpose=GOAL)
    return Goal(
        id=row.goal,
        words=said["words"],
        way_there=msgspec.convert(said["way_there"], tuple[GoalStep, ...]),
        review_on=row.review_on,
        together=row.together,
        version=row.version,
        written_at=row.written_at,
        written_by=row.written_by,
        ending=row.ending,
        ended_at=row.ended_at,
        ended_words=said["ended"],
    )


def _task(row: models.TeamTask) -> TeamTask:
    said = crypto.open_json(row.patient_id, row.said, purpose=TASK)
    return TeamTask(
        id=row.task,
        patient=row.patient_id,
        words=said["words"],
        owner=row.owner,
        due_on=row.due_on,
        given_by=row.given_by,
        ending=row.ending,
        ended_at=row.ended_at,
        ended_by=row.ended_by,
        ended_words=said["ended"],
    )


@dataclass(frozen=True)
class Referral:
    """One letter about somebody. `parts`: those that the person lets go (all, until they have answered)."""

    id: UUID
    patient: UUID
    state: str
    aim: str
    role: str
    recipient: str
    language: str
    outside: bool
    letter: tuple[LetterLine, ...]
    parts: frozenset[str]
    prepared_at: datetime
    prepared_by: UUID | None
    answered_at: datetime | None
    sent_at: datetime | None
    receipt_by: date | None
    received_at: datetime | None
    confirmed_by: str
    ended_at: datetime | None
    ended_words: str

    @property
    def lines(self) -> tuple[LetterLine, ...]:
        """What leaves, or left."""
        return tuple(line for line in self.letter if line.part in self.parts)

    @property
    def may_leave(self) -> bool:
        """Outside the care team the person agrees before; inside it sharing is presumed, unless they objected."""
        return self.state == "AGREED" or (self.state == "PREPARED" and not self.outside)


def referrals(patient: UUID, *, at_most: int = 50) -> list[Referral]:
    """The letters about this patient, the newest first."""
    rows = models.Referral.objects.filter(patient_id=patient).order_by("-prepared_at", "-entry_id")[:at_most]
    return [_referral(row) for row in rows]


def referral_of(patient: UUID, referral: UUID) -> Referral | None:
    """One letter about this patient; None when there is none or it is about somebody else."""
    row = models.Referral.objects.filter(patient_id=patient, referral=referral).first()
    return None if row is None else _referral(row)


def open_referrals(patients: Iterable[UUID]) -> list[Referral]:
    """The letters about these patients (ids, or a query of them) of which nobody has confirmed the receipt, and which
    were not refused or taken back: the oldest first."""
    among = patients if isinstance(patients, QuerySet) else list(patients)
    rows = models.Referral.objects.filter(patient_id__in=among, state__in=("PREPARED", "AGREED", "SENT"))
    return [_referral(row) for row in rows.order_by("prepared_at", "entry_id")]


def _referral(row: models.Referral) -> Referral:
    said = crypto.open_json(row.patient_id, row.said, purpose=LETTER)
    return Referral(
        id=row.referral,
        patient=row.patient_id,
        state=row.state,
        aim=said["aim"],
        role=said["role"],
        recipient=said["recipient"],
        language=said["language"],
        outside=row.outside,
        letter=msgspec.convert(said["letter"], tuple[LetterLine, ...]),
        parts=frozenset(said["parts"]),
        prepared_at=row.prepared_at,
        prepared_by=row.prepared_by,
        answered_at=row.answered_at,
        sent_at=row.sent_at,
        receipt_by=row.receipt_by,
        received_at=row.received_at,
        confirmed_by=said["confirmed_by"],
        ended_at=row.ended_at,
        ended_words=said["ended"],
    )


@dataclass(frozen=True)
class Asked:
    """A colleague for whose attention a message is. `read_by`: who read it, themselves or somebody in their stead."""

    colleague: UUID
    read_at: datetime | None
    read_by: UUID | None


@dataclass(frozen=True)
class Message:
    """One message. `to`: to whom, nobody named: to all; `asked`: for whose attention."""

    id: UUID
    patient: UUID
    words: str
    to: tuple[UUID, ...]
    asked: tuple[Asked, ...]
    in_confidence: bool
    written_at: datetime
    written_by: UUID | None


def messages(patient: UUID, *, at_most: int = 100) -> list[Message]:
    """What the team wrote about this patient, the newest last; of more than `at_most`, the newest."""
    told = models.TeamMessage.objects.filter(patient_id=patient).order_by("-written_at", "-entry_id")[:at_most]
    confided = models.Confidence.objects.filter(patient_id=patient).order_by("-written_at", "-id")[:at_most]
    return _in_order([*told, *confided], models.Attention.objects.filter(patient_id=patient).order_by("id"))[-at_most:]


def message_of(patient: UUID, message: UUID) -> Message | None:
    """One message about this patient; None when there is none or it is about somebody else."""
    row = (
        models.TeamMessage.objects.filter(patient_id=patient, entry_id=message).first()
        or models.Confidence.objects.filter(patient_id=patient, id=message).first()
    )
    asked = models.Attention.objects.filter(patient_id=patient, message=message).order_by("id")
    return None if row is None else _in_order([row], asked)[0]


def waiting(patients: Collection[UUID]) -> list[Message]:
    """What is for somebody's attention about these patients, and has not been read by all of them, the oldest first."""
    among = list(patients)
    unread = models.Attention.objects.filter(patient_id__in=among, read_at__isnull=True)
    wanted = list(unread.values_list("message", flat=True))
    if not wanted:
        return []
    told = models.TeamMessage.objects.filter(patient_id__in=among, entry_id__in=wanted)
    confided = models.Confidence.objects.filter(patient_id__in=among, id__in=wanted)
    asked = models.Attention.objects.filter(patient_id__in=among, message__in=wanted).order_by("id")
    return _in_order([*told, *confided], asked)


def _in_order(
    rows: Collection[models.TeamMessage | models.Confidence], attention: Iterable[models.Attention]
) -> list[Message]:
    asked: dict[UUID, list[Asked]] = {}
    for one in attention:
        asked.setdefault(one.message, []).append(Asked(one.colleague, one.read_at, one.read_by))
    found = [_message(row, tuple(asked.get(row.pk, ()))) for row in rows]
    return sorted(found, key=lambda one: (one.written_at, one.id))


def _message(row: models.TeamMessage | models.Confidence, asked: tuple[Asked, ...]) -> Message:
    said = crypto.open_json(row.patient_id, row.said, purpose=ROOM)
    return Message(
        id=row.pk,
        patient=row.patient_id,
        words=said["words"],
        to=tuple(UUID(one) for one in said["to"]),
        asked=asked,
        in_confidence=isinstance(row, models.Confidence),
        written_at=row.written_at,
        written_by=row.written_by,
    )
