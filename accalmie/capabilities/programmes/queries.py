"""Where a person stands in their programme, always asked from the patient."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from accalmie.capabilities.programmes import library
from accalmie.capabilities.programmes.models import Progress, Reply, Standing
from accalmie.core.programme import engine
from accalmie.core.programme.nodes import Programme, fact_name
from accalmie.foundation import crypto

STATE = "programmes.progress.state"
SCORES = "programmes.standing.scores"
WORDS = "programmes.reply.words"


@dataclass(frozen=True)
class Place:
    """One enrolment: the programme, the engine's progress, and when the mood was last noted."""

    enrolment: UUID
    programme: Programme
    progress: engine.Progress
    mood_noted_at: datetime | None

    def plan(self, now: datetime) -> engine.Plan:
        """What is offered now."""
        return engine.plan(self.programme, self.progress, now=now)


def _place(row: Progress) -> Place:
    state = crypto.open_json(row.patient_id, row.state, purpose=STATE)
    progress = msgspec.convert(state, engine.Progress)
    return Place(row.enrolment_id, library.by_graph(row.graph), progress, row.mood_noted_at)


def current_place(patient: UUID) -> Place | None:
    """The enrolment that is not ended, if there is one: one row read, whatever the months in care."""
    row = Progress.objects.filter(patient_id=patient, ended_at__isnull=True).order_by("-started_at").first()
    return None if row is None else _place(row)


def last_place(patient: UUID) -> Place | None:
    """The current enrolment, or else the one that ended last."""
    row = Progress.objects.filter(patient_id=patient).order_by("-started_at").first()
    return None if row is None else _place(row)


def standing_scores(patient: UUID) -> dict[str, list[Any]]:
    """The latest answers to each instrument: instrument -> [total, answers, moment as ISO text]."""
    sealed = Standing.objects.filter(patient_id=patient).values_list("scores", flat=True).first()
    return {} if sealed is None else dict(crypto.open_json(patient, sealed, purpose=SCORES))


def standing_facts(patient: UUID) -> dict[str, float | str | None]:
    """The facts that a start rule reads: the latest total of each instrument, by its fact name."""
    return {fact_name(name): score[0] for name, score in standing_scores(patient).items()}


@dataclass(frozen=True)
class Adherence:
    """What a professional reads about the way through a programme, in clear columns only."""

    programme: str
    mode: str
    module: str
    modules_finished: int
    steps_done: int
    steps_declined: int
    practice_days: int
    started_at: datetime
    last_active_at: datetime
    ended_at: datetime | None
    due_at: datetime | None


def adherence(patient: UUID) -> list[Adherence]:
    """Each enrolment of the patient, newest first."""
    names = list(Adherence.__dataclass_fields__)
    rows = Progress.objects.filter(patient_id=patient).order_by("-started_at").values_list(*names)
    return [Adherence(*row) for row in rows]


def replies(patient: UUID, enrolment: UUID, step: str) -> list[str]:
    """What professionals answered to a step, oldest first."""
    rows = Reply.objects.filter(patient_id=patient, enrolment_id=enrolment, step=step).order_by(
        "written_at", "entry_id"
    )
    return [str(crypto.open_json(patient, words, purpose=WORDS)) for words in rows.values_list("words", flat=True)]


def drifting(patients: Iterable[UUID], now: datetime) -> set[UUID]:
    """Those of these patients whose running programme has waited for them longer than it allows for."""
    rows = Progress.objects.filter(patient_id__in=list(patients), ended_at__isnull=True, drifts_at__lt=now)
    return set(rows.values_list("patient_id", flat=True))
