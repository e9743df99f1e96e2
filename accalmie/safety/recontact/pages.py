"""What the pages of a recontact show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from accalmie.core.crisis.recontact import CALLED, CARD, LETTER, RHYTHM
from accalmie.foundation.access.queries import patients_of
from accalmie.foundation.people.models import Patient, Person
from accalmie.foundation.people.queries import names_of
from accalmie.safety.alerts.pages import TryLine, try_line
from accalmie.safety.alerts.queries import open_alerts
from accalmie.safety.queries import death_of
from accalmie.safety.recontact import actions, forms, queries
from accalmie.safety.recontact.documents import attempts_name
from accalmie.safety.recontact.models import Recontact, Step


@dataclass(frozen=True)
class StepLine:
    """One step, as a professional reads it. `called` is empty for somebody whom the reader does not follow."""

    id: UUID
    patient: UUID
    called: str
    kind: str
    opens_at: datetime
    due_at: datetime
    is_late: bool
    is_open_now: bool
    outcome: str
    closed_at: datetime | None
    owner: str
    is_mine: bool


@dataclass(frozen=True)
class OfPatient:
    """A recontact on the page of a patient. `said` is "" when it was never proposed; `is_proposed_now`: something has
    happened after which it is, and nobody has asked yet."""

    patient: UUID
    said: str
    said_at: datetime | None
    words: str
    is_going: bool
    is_proposed_now: bool
    steps: tuple[StepLine, ...]


def of_patient(patient: UUID, *, reader: Person, now: datetime) -> OfPatient:
    """What was said and agreed, for the care team."""
    last = queries.latest(patient)
    steps = queries.steps_of(last) if last is not None else []
    behind = actions.alert_behind(patient)
    asked = last is not None and behind is not None and last.source == behind
    going = last is not None and last.ended_at is None
    return OfPatient(
        patient=patient,
        said="" if last is None else last.said,
        said_at=None if last is None else last.said_at,
        words="" if last is None else queries.words_of(last),
        is_going=going,
        is_proposed_now=behind is not None and not asked and not going and death_of(patient) is None,
        steps=step_lines(steps, reader, now=now),
    )


def step_lines(steps: Iterable[Step], reader: Person, *, now: datetime) -> tuple[StepLine, ...]:
    """Steps as a professional reads them, in the order given."""
    rows = list(steps)
    names = names_of(one.owner for one in rows if one.owner)
    followed = {one.id: one.person.called for one in patients_of(reader, now=now)} if rows else {}
    return tuple(
        StepLine(
            id=row.id,
            patient=row.patient_id,
            called=followed.get(row.patient_id, ""),
            kind=kind_name(row.kind),
            opens_at=row.opens_at,
            due_at=row.due_at,
            is_late=row.closed_at is None and row.due_at < now,
            is_open_now=row.closed_at is None and row.opens_at <= now,
            outcome=outcome_name(row.outcome),
            closed_at=row.closed_at,
            owner=names.get(row.owner, "") if row.owner else "",
            is_mine=row.owner == reader.id,
        )
        for row in rows
    )


@dataclass(frozen=True)
class StepPage:
    """One step, for whoever does it."""

    line: StepLine
    code: str
    tries: tuple[TryLine, ...]
    words: str
    is_called: bool
    needs_receipt: bool
    has_alert: bool
    begins_anew: bool
    by_message: str
    is_queued: bool

    @property
    def is_open(self) -> bool:
        return self.line.closed_at is None


def step_page(step: Step, reader: Person, *, now: datetime) -> StepPage:
    """One step with what was tried and what came of it."""
    tried = queries.tries(step.patient_id, step.id)
    names = names_of(one.by for one in tried if one.by)
    agreed = queries.agreement_of(step)
    return StepPage(
        line=step_lines([step], reader, now=now)[0],
        code=step.kind,
        tries=tuple(try_line(one, names) for one in tried),
        words=queries.words_of(step),
        is_called=step.kind in (*CALLED, RHYTHM),
        needs_receipt=step.kind in (*CALLED, LETTER, RHYTHM),
        has_alert=any(one.source in queries.signs_of(step.id) for one in open_alerts(step.patient_id)),
        begins_anew=step.outcome == "renewed",
        by_message="" if agreed is None else agreed.by_message,
        is_queued=step.queued_at is not None,
    )


@dataclass(frozen=True)
class Next:
    """One thing that comes, as the person reads it."""

    kind: str
    opens_at: datetime
    due_at: datetime


@dataclass(frozen=True)
class Mine:
    """What was agreed, for the person themself. `by`: who keeps in touch."""

    by: str
    since: date | None
    by_message: str
    doctor: str
    comes: tuple[Next, ...]
    is_rhythm_asked: bool


def mine(patient: UUID) -> Mine | None:
    """What goes on with this person; None when nothing does."""
    going = queries.current(patient)
    if going is None:
        return None
    left = [one for one in queries.steps_of(going) if one.closed_at is None]
    owner = going.owner
    return Mine(
        by=names_of([owner]).get(owner, "") if owner else "",
        since=going.since,
        by_message=going.by_message,
        doctor=going.doctor,
        comes=tuple(Next(one.kind, one.opens_at, one.due_at) for one in left if one.kind not in (RHYTHM, CARD)),
        is_rhythm_asked=any(one.kind == RHYTHM for one in left),
    )


@dataclass(frozen=True)
class Letter:
    """What the letter to a doctor says, from what was written down. Everything else is added by hand."""

    called: str
    after: str
    attempts: str
    since: date | None
    doctor: str
    by: str
    comes: tuple[StepLine, ...]


def letter(patient: Patient, agreed: Recontact, reader: Person, *, now: datetime) -> Letter:
    """The letter at the beginning of this recontact."""
    owner = agreed.owner
    comes = [one for one in queries.steps_of(agreed) if one.kind not in (CARD, LETTER, RHYTHM)]
    return Letter(
        called=patient.person.called,
        after=str(dict(forms.AFTER).get(agreed.after, "")),
        attempts=attempts_name(agreed.attempts),
        since=agreed.since,
        doctor=agreed.doctor,
        by=names_of([owner]).get(owner, "") if owner else "",
        comes=step_lines(comes, reader, now=now),
    )


def kind_name(kind: str) -> str:
    """What is to be done, in words."""
    return str(forms.KINDS.get(kind, kind))


def outcome_name(outcome: str) -> str:
    """What came of it, in words."""
    return str(forms.OUTCOME_NAMES.get(outcome, outcome))
