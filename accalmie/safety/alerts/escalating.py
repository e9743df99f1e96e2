"""The clock of alerts: the worker asks who is to be told by now, and each is told once, however many workers ask.

What makes it once: the entry that says who was told has an id made of the alert and its step, so the journal keeps it
once; the notices are queued in the same transaction, under keys of the same kind.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from accalmie.core.crisis import late_at, step_at
from accalmie.core.crisis.escalating import Told
from accalmie.core.entries import AlertEscalated
from accalmie.foundation import journal
from accalmie.foundation.people.models import Person
from accalmie.safety.alerts import notices, queries
from accalmie.safety.alerts.keeping import LATE, MORE, WAITING, date_back
from accalmie.safety.alerts.models import Alert
from accalmie.safety.alerts.on_call import Called, called_for
from accalmie.safety.closures.queries import rules_for
from accalmie.safety.library import rules

logger = logging.getLogger("accalmie.safety")


def escalate_due(now: datetime) -> int:
    """Tells whoever is to be told by now; returns of how many alerts. One that fails stops none of the others."""
    told = 0
    for source, patient in queries.due(now):
        try:
            told += _escalate(source, patient, now)
        except Exception:
            logger.exception("An alert could not be escalated: source %s", source)
    return told


@transaction.atomic
def _escalate(source: UUID, patient: UUID, now: datetime) -> bool:
    alert = queries.alert(patient, source)
    if alert is None or alert.next_at is None:
        return False
    date_back(alert, at=now)
    if alert.next_at > now:
        return False
    called = called_for(patient, now=now)
    round_, step = _reached(alert, now)
    people = _whom(alert, round_, step, called)
    owner = next((one.id for one in people if one in called.all), None) if round_ == WAITING else None
    entry = AlertEscalated(source=source, round=round_, step=step, told=tuple(one.id for one in people), owner=owner)
    try:
        appended = journal.append(patient, entry, by=None, now=now, id=_id(alert, round_, step))
    except journal.EntryConflict:
        return False  # another worker told others, a moment ago
    if not appended.repeated:
        notices.tell(people, alert=alert, step=f"{round_}-{step}", round_=round_, now=now)
    return not appended.repeated


def _id(alert: Alert, round_: str, step: int) -> UUID:
    """The same for whoever comes to this step of this alert, at this level."""
    return uuid5(alert.source, f"{round_}|{step}|{alert.severity}|{alert.taken_at or ''}")


def _reached(alert: Alert, now: datetime) -> tuple[str, int]:
    """The last step whose moment has come: a worker that was stopped tells once, not once a step that it missed."""
    own = rules_for(alert.patient_id, at=alert.opened_at)
    escalation, staffed = own.escalation, own.staffed
    if alert.signs > alert.signs_told:
        return MORE, alert.signs
    if alert.taken_at is not None:
        late = alert.late
        while late_at(escalation, staffed, times=late + 1, due_at=alert.due_at) <= now:
            late += 1
        return LATE, late
    step = alert.step
    while step_at(escalation, staffed, step=step + 1, opened_at=alert.opened_at, due_at=alert.due_at) <= now:
        step += 1
    return WAITING, step


def _whom(alert: Alert, round_: str, step: int, called: Called) -> tuple[Person, ...]:
    if round_ == LATE:
        return _late(alert, called)
    if round_ == WAITING:
        return _told(rules().escalation.told_at(step), called)
    return _answering(alert, called) or _told(rules().escalation.told_at(max(alert.step - 1, 0)), called)


def _told(whom: Told, called: Called) -> tuple[Person, ...]:
    """Nobody present: everybody who is not away is told, and the safety lead."""
    lead = () if called.lead is None else (called.lead,)
    if not called.present or whom == "lead":
        return _once((*called.all, *lead))
    if whom == "everybody":
        return called.present
    return called.present[1:2] or called.present[:1] if whom == "next" else called.present[:1]


def _late(alert: Alert, called: Called) -> tuple[Person, ...]:
    """Whoever took it, and the safety lead."""
    return _once((*_answering(alert, called), *(() if called.lead is None else (called.lead,))))


def _answering(alert: Alert, called: Called) -> tuple[Person, ...]:
    return tuple(one for one in called.all if one.id in (alert.taken_by, alert.co_owner))


def _once(people: Iterable[Person]) -> tuple[Person, ...]:
    return tuple({one.id: one for one in people}.values())
