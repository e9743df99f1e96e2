"""Where a person stands in their programme, always asked from the patient."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Literal, cast
from uuid import UUID

from django.db.models import QuerySet

from accalmie.capabilities.programmes import library
from accalmie.capabilities.programmes.models import (
    CallAgreement,
    Decision,
    Feedback,
    NamedDoctor,
    NotedContact,
    Orientation,
    Progress,
    Reply,
    Standing,
    StartAnswers,
)
from accalmie.core.crisis import Level, follow
from accalmie.core.programme import engine
from accalmie.core.programme.nodes import Programme, fact_name
from accalmie.core.rules import Value
from accalmie.foundation import crypto
from accalmie.foundation.people.codes import PROFESSIONALS
from accalmie.foundation.people.models import Person
from accalmie.foundation.people.queries import names_of
from accalmie.foundation.statements import Query
from accalmie.safety import queries as safety
from accalmie.safety.library import opening, rules

STATE = "programmes.progress.state"
DANGERS = "programmes.danger.entries"
SCORES = "programmes.standing.scores"
WORDS = "programmes.reply.words"
OPINION = "programmes.feedback.opinion"
SAID = "programmes.start.said"
NOTE = "programmes.contact.note"
DOCTOR = "programmes.doctor"
REASON = "programmes.decision.reason"
REPLIES = "programmes.orientation.said"
WHY = "programmes.orientation.words"
COURSES, AGREEMENTS = Progress._meta.db_table, CallAgreement._meta.db_table
"""The tables of who stands where and who agreed to be called, for the caseload's statement."""


@dataclass(frozen=True)
class Place:
    """One enrolment: the programme, the engine's progress, opened when asked for, and when the mood was last noted."""

    enrolment: UUID
    programme: Programme
    mood_noted_at: datetime | None
    _row: Progress

    @cached_property
    def progress(self) -> engine.Progress:
        """Where the person stands."""
        return opened(self._row)

    def plan(self, now: datetime) -> engine.Plan:
        """What is offered now."""
        return engine.plan(self.programme, self.progress, now=now)

    def has_reached(self, module: str, step: str, now: datetime) -> bool:
        """Whether this step is behind the person, or before them now."""
        return engine.is_reached(self.programme, self.progress, module, step, now=now)

    def is_completed(self) -> bool:
        """Whether the main programme is behind them, with its last step; after-care may still come."""
        return not self.progress.ended and engine.is_completed(self.programme, self.progress)

    def is_over(self, now: datetime) -> bool:
        """Whether the main programme is behind them, or nothing of it is left: another start is open."""
        return self.is_completed() or self.plan(now).page == "done"


def opened(row: Progress) -> engine.Progress:
    """The sealed state of one enrolment."""
    return crypto.open_as(row.patient_id, row.state, engine.Progress, purpose=STATE)


def _place(row: Progress) -> Place:
    return Place(row.enrolment_id, library.by_graph(row.graph), row.mood_noted_at, row)


def _newest_first(patient: UUID) -> QuerySet[Progress]:
    """The columns that a place is made of. An orientation is no programme that somebody follows."""
    rows = Progress.objects.filter(patient_id=patient, orients=False).order_by("-started_at")
    return rows.only("patient_id", "graph", "state", "mood_noted_at")


_newest = Query(lambda patient: _newest_first(patient)[:1])
_current = Query(lambda patient: _newest_first(patient).filter(ended_at__isnull=True)[:1])


def current_place(patient: UUID) -> Place | None:
    """The enrolment that is not ended, if there is one: one row read, whatever the months in care."""
    row = _current.first(patient)
    return None if row is None else _place(row)


def last_place(patient: UUID) -> Place | None:
    """The current enrolment, or else the one that ended last."""
    row = _newest.first(patient)
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
    rows = Progress.objects.filter(patient_id=patient, orients=False).order_by("-started_at").values_list(*names)
    return [Adherence(*row) for row in rows]


def replies(patient: UUID, enrolment: UUID, step: str) -> list[str]:
    """What professionals answered to a step, oldest first."""
    rows = Reply.objects.filter(patient_id=patient, enrolment_id=enrolment, step=step).order_by(
        "written_at", "entry_id"
    )
    return [str(crypto.open_json(patient, words, purpose=WORDS)) for words in rows.values_list("words", flat=True)]


@dataclass(frozen=True)
class Opinion:
    """What somebody said of a module (`helped` 0 to 4, `worse`) or of a step (`wish`). None: they did not say."""

    enrolment: UUID
    module: str
    step: str
    wish: str
    helped: int | None
    worse: bool | None
    words: str
    said_at: datetime


def opinions(patient: UUID, *, at_most: int = 20) -> list[Opinion]:
    """What this person said of their programmes, the newest first."""
    rows = Feedback.objects.filter(patient_id=patient).order_by("-said_at", "-entry_id")[:at_most]
    return [_opinion(row) for row in rows]


def programme_of(patient: UUID, enrolment: UUID) -> Programme | None:
    """The version that an enrolment of this patient follows."""
    graph = Progress.objects.filter(patient_id=patient, enrolment_id=enrolment).values_list("graph", flat=True).first()
    return None if graph is None else library.by_graph(graph)


def _opinion(row: Feedback) -> Opinion:
    words = str(crypto.open_json(row.patient_id, row.opinion, purpose=OPINION))
    return Opinion(row.enrolment_id, row.module, row.step, row.wish, row.helped, row.worse, words, row.said_at)


@dataclass(frozen=True)
class Along:
    """How somebody's running programme goes: whether it has waited for them longer than it allows for, the booster that
    is open or comes next (0: none) with its moment, whether a call that they agreed to is due, and by when the step at
    which they wait for a professional is answered."""

    is_drifting: bool = False
    booster: int = 0
    opens_at: datetime | None = None
    is_call_due: bool = False
    review_at: datetime | None = None


def along(patients: Iterable[UUID], now: datetime) -> dict[UUID, Along]:
    """The running programme of each of these patients: one query, and one more when a call may be due."""
    names = ("patient_id", "mode", "drifts_at", "due_at", "boosters", "not_better")
    running = Progress.objects.filter(patient_id__in=list(patients), ended_at__isnull=True, orients=False)
    found = {row.patient_id: row for row in running.order_by("started_at").only(*names)}
    prompts = opening().call_after_measures
    worse = [one for one, row in found.items() if row.mode == "alone" and row.not_better >= prompts]
    agreed = _agreed(worse) if worse else set()
    return {one: _along(row, now, is_call_due=one in agreed) for one, row in found.items()}


def _agreed(patients: list[UUID]) -> set[UUID]:
    rows = CallAgreement.objects.filter(patient_id__in=patients, is_agreed=True)
    return set(rows.values_list("patient_id", flat=True))


@dataclass(frozen=True)
class Asked:
    """The questions before a start as somebody answered them once. `reasons` are empty when the start was open."""

    by: UUID | None
    programme: str
    mode: str
    answers: dict[str, str]
    reasons: tuple[str, ...]
    at: datetime


def start_answers(patient: UUID, *, at_most: int = 10) -> list[Asked]:
    """The answers to the questions before a start, newest first."""
    rows = StartAnswers.objects.filter(patient_id=patient).order_by("-answered_at", "-entry_id")[:at_most]
    return [_asked(row) for row in rows]


def _asked(row: StartAnswers) -> Asked:
    answers, reasons = crypto.open_json(row.patient_id, row.said, purpose=SAID)
    return Asked(row.by, row.programme, row.mode, dict(answers), tuple(reasons), row.answered_at)


def own_answers(patient: UUID, programme: str, *, now: datetime) -> dict[str, str]:
    """What the person themself answered last, for this programme, while it still serves. Empty when it must be asked
    again."""
    since = now - opening().questions
    rows = StartAnswers.objects.filter(patient_id=patient, programme=programme, answered_at__gte=since)
    own = Person.objects.filter(patient=patient).values("id")
    row = rows.filter(by__in=own).order_by("-answered_at", "-entry_id").first()
    return {} if row is None else _asked(row).answers


@dataclass(frozen=True)
class Spoken:
    """A contact that somebody noted."""

    by: UUID | None
    channel: str
    words: str
    at: datetime


def contacts(patient: UUID, *, at_most: int = 10) -> list[Spoken]:
    """The contacts noted about one patient, newest first."""
    rows = NotedContact.objects.filter(patient_id=patient).order_by("-noted_at", "-entry_id")[:at_most]
    return [
        Spoken(row.by, row.channel, str(crypto.open_json(patient, row.note, purpose=NOTE)), row.noted_at)
        for row in rows
    ]


def _was_spoken_with(patient: UUID, now: datetime) -> bool:
    """Whether a professional noted a contact that still counts. A letter, or a note in any other hand, opens
    nothing."""
    rows = NotedContact.objects.filter(patient_id=patient, noted_at__gte=now - opening().contact)
    rows = rows.exclude(channel="letter")
    return Person.objects.filter(id__in=rows.values("by"), role__in=PROFESSIONALS).exists()


@dataclass(frozen=True)
class Doctor:
    """The doctor beside a programme. `role`: "gp" or "psychiatrist"."""

    role: str
    name: str
    by: UUID | None
    at: datetime


def doctor(patient: UUID) -> Doctor | None:
    """The doctor who was named last."""
    row = NamedDoctor.objects.filter(patient_id=patient).first()
    if row is None:
        return None
    role, name = crypto.open_json(patient, row.doctor, purpose=DOCTOR)
    return Doctor(role, name, row.by, row.named_at)


def start_facts(patient: UUID, *, now: datetime) -> dict[str, Value]:
    """All that a start rule reads: the totals that are recent enough, a professional's contact, a doctor named, a
    danger that nobody has settled."""
    since = now - opening().measure
    recent = {
        fact_name(name): total
        for name, (total, _answers, at) in standing_scores(patient).items()
        if datetime.fromisoformat(at) >= since and total is not None
    }
    return {
        **recent,
        "contact": _was_spoken_with(patient, now),
        "doctor": doctor(patient) is not None,
        "danger_unreviewed": safety.unsettled(patient).severity >= Level.PASSIVE.severity,
    }


def is_held(patient: UUID) -> bool:
    """Whether a danger that no professional has settled holds the next step: nothing starts then, whatever a rule
    says."""
    return not follow(rules(), safety.unsettled(patient)).programme_goes_on


DecisionKind = Literal["STARTED", "MOVED", "MODE"]


@dataclass(frozen=True)
class Decided:
    """Why a professional started or moved somebody, or changed how they follow their programme."""

    enrolment: UUID
    kind: DecisionKind
    by: UUID | None
    reason: str
    despite: str
    at: datetime

    @property
    def by_name(self) -> str:
        """How whoever decided is called; empty for somebody who is gone."""
        return names_of([self.by]).get(self.by, "") if self.by else ""


def decisions(patient: UUID) -> list[Decided]:
    """What professionals decided about this patient's programmes, newest first."""
    rows = Decision.objects.filter(patient_id=patient).order_by("-decided_at", "-entry_id")
    return [_decided(row) for row in rows]


def last_decisions(patient: UUID, enrolment: UUID) -> dict[DecisionKind, Decided]:
    """The last decision of each kind within this enrolment."""
    rows = Decision.objects.filter(patient_id=patient, enrolment_id=enrolment).order_by("decided_at", "entry_id")
    return {one.kind: one for one in map(_decided, rows)}


def _decided(row: Decision) -> Decided:
    reason, despite = crypto.open_json(row.patient_id, row.reason, purpose=REASON)
    return Decided(row.enrolment_id, cast(DecisionKind, row.kind), row.by, reason, despite, row.decided_at)


def _along(row: Progress, now: datetime, *, is_call_due: bool) -> Along:
    number, opens_at = _booster(row.boosters, now)
    is_drifting = row.drifts_at is not None and row.drifts_at < now
    return Along(is_drifting, number, opens_at, is_call_due, row.due_at)


def _booster(boosters: list[tuple[str, bool]], now: datetime) -> tuple[int, datetime | None]:
    """The newest open booster unless it is finished, else the one that opens next, counted from 1."""
    moments = [(datetime.fromisoformat(at), is_finished) for at, is_finished in boosters]
    opened = sum(at <= now for at, _ in moments)
    if opened and not moments[opened - 1][1]:
        return opened, moments[opened - 1][0]
    return (opened + 1, moments[opened][0]) if opened < len(moments) else (0, None)


def call_agreement(patient: UUID) -> bool | None:
    """Whether they agreed to be called; None when they were never asked."""
    return CallAgreement.objects.filter(patient_id=patient).values_list("is_agreed", flat=True).first()


@dataclass(frozen=True)
class Oriented:
    """One way through *M'orienter*. `reached` is empty until it led somewhere; `outcome` is what counts now, which
    `changed_by` chose; `said` are the answers to its screening."""

    place: Place
    reached: str
    outcome: str
    changed_by: UUID | None
    words: str
    said: dict[str, str]
    reached_at: datetime | None


def orientation(patient: UUID) -> Oriented | None:
    """The latest orientation of this person, under way or at its end; None for who never began, or left it."""
    row = Progress.objects.filter(patient_id=patient, orients=True).order_by("-started_at").first()
    if row is None:
        return None
    place = _place(row)
    kept = Orientation.objects.filter(enrolment_id=row.enrolment_id, patient_id=patient).first()
    if place.progress.ended == "left":
        return None
    if kept is None:
        return Oriented(place, "", "", None, "", {}, None)
    return Oriented(
        place=place,
        reached=kept.reached,
        outcome=kept.outcome,
        changed_by=kept.changed_by,
        words="" if kept.words is None else str(crypto.open_json(patient, kept.words, purpose=WHY)),
        said={} if kept.said is None else dict(crypto.open_json(patient, kept.said, purpose=REPLIES)),
        reached_at=kept.reached_at,
    )


def told_already(oriented: Oriented, programme: Programme) -> dict[str, str]:
    """The answers to the orientation's screenings that also answer a question before the programme's start: the same
    question in the same words."""
    screenings = [step for step in oriented.place.programme.steps.values() if step.kind == "screening"]
    asked: dict[str, dict[str, str]] = {}
    for language, wording in (worded for step in screenings for worded in step.wording.items()):
        for id, words in wording.options.items():
            asked.setdefault(id, {})[language] = words
    same = [question.id for question in programme.needs_a_person if asked.get(question.id) == question.ask]
    return {id: oriented.said[id] for id in same if oriented.said.get(id)}


def is_finding_their_way(patient: UUID) -> bool:
    """Whether an orientation is under way."""
    return Progress.objects.filter(patient_id=patient, orients=True, ended_at__isnull=True).exists()
