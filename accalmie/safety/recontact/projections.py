"""What the room keeps of the journal. It stands with the entry or not at all: a step that is lost is a person
forgotten. No clock in here: `next_at` is a moment, which the worker compares with its own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accalmie.core import entries
from accalmie.core.crisis import NobodyThere
from accalmie.core.crisis.recontact import told_at
from accalmie.foundation import crypto, journal
from accalmie.safety import library as danger
from accalmie.safety.recontact.library import rules
from accalmie.safety.recontact.models import Recontact, Step, Try
from accalmie.safety.recontact.queries import WORDS, step_id

recontacts = journal.Projection(
    "safety.recontacts", models=[Recontact, Step, Try], safety=True, sealed={"words": WORDS}
)
_ENDED, _REPLACED, _STOPPED, _DECEASED = "ended", "replaced", "stopped", "deceased"


@recontacts.on(entries.RecontactAgreed)
def keep_agreement(recorded: journal.Recorded[entries.RecontactAgreed]) -> None:
    """It begins, with its steps. Whoever wrote it down does them; an earlier one ends where this one begins."""
    agreed = recorded.value
    for earlier in Recontact.objects.filter(patient_id=recorded.patient, ended_at__isnull=True):
        _end(earlier, _REPLACED, recorded)
    _keep(
        recorded,
        Recontact.Said.AGREED,
        source=agreed.source,
        after=agreed.after,
        attempts=agreed.attempts,
        since=agreed.since,
        by_message=agreed.by_message,
        doctor=agreed.doctor,
    )
    _plan(recorded, recorded.id, agreed.steps, owner=recorded.by)


@recontacts.on(entries.RecontactRefused)
def keep_refusal(recorded: journal.Recorded[entries.RecontactRefused]) -> None:
    """They do not wish it: kept so that nobody asks again."""
    said = Recontact.Said.REFUSED
    _keep(recorded, said, source=recorded.value.source, after=recorded.value.after, ending=said)


@recontacts.on(entries.RecontactElsewhere)
def keep_who_follows(recorded: journal.Recorded[entries.RecontactElsewhere]) -> None:
    """Another service keeps in touch."""
    said, given = Recontact.Said.ELSEWHERE, recorded.value
    _keep(recorded, said, source=given.source, after=given.after, ending=said, words=given.name)


@recontacts.on(entries.RecontactTold)
def keep_who_was_told(recorded: journal.Recorded[entries.RecontactTold]) -> None:
    """Some were told: the next time follows."""
    row = _open(recorded, recorded.value.planned).first()
    if row is not None:
        row.told = recorded.value.step + 1
        _set_clock(row)


@recontacts.on(entries.RecontactMessageQueued)
def keep_a_message(recorded: journal.Recorded[entries.RecontactMessageQueued]) -> None:
    """It waits to leave; somebody is told if it has not by the day on which it is due."""
    row = _open(recorded, recorded.value.planned).first()
    if row is not None:
        row.queued_at, row.told = recorded.occurred_at, max(row.told, 1)
        _set_clock(row)


@recontacts.on(entries.RecontactTried)
def keep_a_try(recorded: journal.Recorded[entries.RecontactTried]) -> None:
    """Somebody tried to reach them."""
    tried = recorded.value
    Try.objects.create(
        id=recorded.id,
        step=tried.planned,
        patient_id=recorded.patient,
        at=recorded.occurred_at,
        by=recorded.by,
        way=tried.way,
        result=tried.result,
        words=_sealed(recorded, tried.words),
    )


@recontacts.on(entries.RecontactStepDone)
def keep_an_outcome(recorded: journal.Recorded[entries.RecontactStepDone]) -> None:
    """A step ends with what came of it, and what follows from that is planned. Closed once: what ended it first
    stays."""
    done = recorded.value
    row = _open(recorded, done.planned).first()
    if row is None or not done.ending:
        return
    _close(row, done.ending, recorded, words=" · ".join(part for part in (done.receipt, done.words) if part))
    _plan(recorded, row.recontact, done.steps, owner=row.owner)
    agreed = _going(recorded, row.recontact)
    if agreed is not None and not _steps_left(agreed).exists():
        _end(agreed, _ENDED, recorded)


@recontacts.on(entries.RecontactStepMoved)
def keep_another_time(recorded: journal.Recorded[entries.RecontactStepMoved]) -> None:
    """It has another time, at which telling begins anew."""
    moved = recorded.value
    row = _open(recorded, moved.planned).first()
    if row is not None:
        row.opens_at, row.due_at, row.told, row.queued_at = moved.opens_at, moved.due_at, 0, None
        row.moves += 1
        _set_clock(row)


@recontacts.on(entries.RecontactTaken)
def keep_who_does_it(recorded: journal.Recorded[entries.RecontactTaken]) -> None:
    """What is left is another clinician's."""
    agreed = _going(recorded, recorded.value.agreed)
    if agreed is not None:
        agreed.owner = recorded.by
        agreed.save()
        _steps_left(agreed).update(owner=recorded.by)


@recontacts.on(entries.RecontactRhythmAsked)
def keep_a_wish(recorded: journal.Recorded[entries.RecontactRhythmAsked]) -> None:
    """Somebody answers it."""
    agreed = _going(recorded, recorded.value.agreed)
    if agreed is not None:
        _plan(recorded, agreed.id, recorded.value.steps, owner=agreed.owner)


@recontacts.on(entries.RecontactStopped)
def keep_a_stop(recorded: journal.Recorded[entries.RecontactStopped]) -> None:
    """They do not wish it any more: every step that is left ends, and says so."""
    agreed = _going(recorded, recorded.value.agreed)
    if agreed is not None:
        _end(agreed, _STOPPED, recorded)


@recontacts.on(entries.Deceased)
def keep_a_death(recorded: journal.Recorded[entries.Deceased]) -> None:
    """Nobody is to be reached any more."""
    for agreed in Recontact.objects.filter(patient_id=recorded.patient, ended_at__isnull=True):
        _end(agreed, _DECEASED, recorded)


def _keep(recorded: journal.Recorded[Any], said: str, *, ending: str = "", words: str = "", **given: Any) -> None:
    Recontact.objects.create(
        id=recorded.id,
        patient_id=recorded.patient,
        said=said,
        said_at=recorded.occurred_at,
        owner=recorded.by,
        ended_at=recorded.occurred_at if ending else None,
        ending=ending,
        words=_sealed(recorded, words),
        **given,
    )


def _plan(
    recorded: journal.Recorded[Any], agreed: UUID, steps: Iterable[entries.PlannedStep], *, owner: UUID | None
) -> None:
    """Each step once, however often it is planned. What opens at once is told when it is due: who planned it knows."""
    for one in steps:
        id = step_id(agreed, one.kind, one.number)
        if Step.objects.filter(id=id).exists():
            continue
        row = Step(
            id=id,
            recontact=agreed,
            patient_id=recorded.patient,
            kind=one.kind,
            number=one.number,
            opens_at=one.opens_at,
            due_at=one.due_at,
            owner=owner,
            told=1 if one.opens_at <= recorded.occurred_at and recorded.by == owner else 0,
            words=_sealed(recorded, ""),
        )
        row.next_at = _next_at(row)
        row.save(force_insert=True)


def _set_clock(row: Step) -> None:
    row.next_at = _next_at(row)
    row.save()


def _next_at(row: Step) -> datetime:
    try:
        return told_at(
            rules().reminders,
            danger.rules().staffed,
            step=row.told,
            opens_at=row.opens_at,
            due_at=row.due_at,
        )
    except NobodyThere:
        return row.due_at


def _close(row: Step, outcome: str, recorded: journal.Recorded[Any], *, words: str = "") -> None:
    row.outcome, row.closed_at, row.closed_by, row.next_at = outcome, recorded.occurred_at, recorded.by, None
    if words:
        row.words = _sealed(recorded, words)
    row.save()


def _end(agreed: Recontact, ending: str, recorded: journal.Recorded[Any]) -> None:
    _steps_left(agreed).update(outcome=ending, closed_at=recorded.occurred_at, closed_by=recorded.by, next_at=None)
    agreed.ended_at, agreed.ending = recorded.occurred_at, ending
    agreed.save()


def _steps_left(agreed: Recontact) -> QuerySet[Step]:
    return Step.objects.filter(recontact=agreed.id, patient_id=agreed.patient_id, closed_at__isnull=True)


def _going(recorded: journal.Recorded[Any], agreed: UUID) -> Recontact | None:
    return Recontact.objects.filter(id=agreed, patient_id=recorded.patient, ended_at__isnull=True).first()


def _open(recorded: journal.Recorded[Any], step: UUID) -> QuerySet[Step]:
    return Step.objects.filter(id=step, patient_id=recorded.patient, closed_at__isnull=True)


def _sealed(recorded: journal.Recorded[Any], words: str) -> bytes:
    return crypto.seal_json(recorded.patient, words, purpose=WORDS)
