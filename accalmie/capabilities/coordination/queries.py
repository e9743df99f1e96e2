"""Goals and tasks, asked from the patient whose they are or from the professional who does them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import msgspec
from django.db.models import QuerySet

from accalmie.capabilities.coordination import models
from accalmie.core.entries import GoalStep
from accalmie.foundation import crypto

GOAL = "coordination.goal"
TASK = "coordination.task"


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
