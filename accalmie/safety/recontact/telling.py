"""The clock of the steps: the worker tells whoever is to be told by now, and hands messages over, each once.

What makes it once is what makes it so for alerts: the entry has an id made of the step and the time, which the journal
keeps once; notices are queued in the same transaction, under keys of the same kind.
"""

from __future__ import annotations

import logging
from datetime import datetime
from operator import attrgetter
from uuid import UUID, uuid5

from django.db import transaction

from accalmie.core.crisis.recontact import MESSAGE, told_at
from accalmie.core.entries import RecontactMessageQueued, RecontactStepDone, RecontactTold
from accalmie.foundation import journal, tick
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.access.policy import may
from accalmie.foundation.outbox import queries as outbox
from accalmie.foundation.people.models import Patient, Person
from accalmie.safety import library as danger
from accalmie.safety.alerts.on_call import called_for, is_away
from accalmie.safety.queries import death_of
from accalmie.safety.recontact import notices, queries
from accalmie.safety.recontact.library import rules
from accalmie.safety.recontact.models import Step

logger = logging.getLogger("accalmie.safety")
WITH_THE_LEAD = 2
"""From this time on the safety lead is told too."""


class _Over(Exception):
    """The step ended while this was written: nothing of it is kept."""


def tell_due(now: datetime) -> int:
    """Tells of each step that is due, or hands its message over; says of how many. One that fails stops none of the
    others."""
    done = 0
    for step, patient in queries.due(now):
        try:
            done += _tell(step, patient, now)
        except (_Over, journal.EntryConflict):
            continue  # another worker, or somebody who has just done it, came first
        except Exception:
            logger.exception("A step of a recontact could not be told: %s", step)
    return done


@transaction.atomic
def _tell(id: UUID, patient: UUID, now: datetime) -> bool:
    step = queries.step(patient, id)
    if step is None or step.next_at is None or step.next_at > now or death_of(patient) is not None:
        return False
    if _leaves_as_message(step, now):
        return _hand_over_once(step, now)
    time = _reached(step, now)
    people = _whom(step, time, now)
    entry = RecontactTold(planned=id, step=time, told=tuple(one.id for one in people))
    told = journal.append(patient, entry, by=None, now=now, id=uuid5(id, f"told|{time}|{_turn(step)}"))
    _still_open(step)
    if not told.repeated:
        notices.tell(people, step=step, time=time, now=now)
    return not told.repeated


def _leaves_as_message(step: Step, now: datetime) -> bool:
    """Whether this is a message that the site sends itself, and can: once, and not after its last day."""
    if step.kind != MESSAGE or step.queued_at is not None or now >= step.due_at:
        return False
    agreed = queries.agreement_of(step)
    if agreed is None or agreed.by_message != "sms":
        return False
    patient = Patient.objects.open().named().filter(id=step.patient_id).first()
    return patient is not None and notices.can_be_written_to(patient)


def _turn(step: Step) -> str:
    """Which day of this step is meant: moved, and moved back to the same, is another."""
    return f"{step.due_at.isoformat()}|{step.moves}" if step.moves else step.due_at.isoformat()


def _hand_over_once(step: Step, now: datetime) -> bool:
    """What was withdrawn as the step was moved may have left in that moment, or be on its way: then it is done, or
    looked at again."""
    states = outbox.states(queries.message_keys(step))
    if queries.has_left(step, states):
        return _is_done(step, now)
    return not any(one.is_on_its_way(now) for one in states.values()) and _hand_over(step, now)


def _hand_over(step: Step, now: datetime) -> bool:
    """The message waits to leave; the step is done once it has left."""
    patient = Patient.objects.named().get(id=step.patient_id)
    entry = RecontactMessageQueued(planned=step.id)
    id = uuid5(step.id, f"message|{_turn(step)}")
    queued = journal.append(step.patient_id, entry, by=None, now=now, id=id)
    _still_open(step)
    notices.write_to(patient, step=step, now=now)
    return not queued.repeated


def _still_open(step: Step) -> None:
    """Asked under the lock of the record, which the entry took: whoever ends the step comes before or after."""
    if not Step.objects.filter(id=step.id, closed_at__isnull=True).exists():
        raise _Over


def _reached(step: Step, now: datetime) -> int:
    """The last time whose moment has come: a worker that was stopped tells once, not once a time that it missed."""
    time = step.told
    while _moment(step, time + 1) <= now:
        time += 1
    return time


def _moment(step: Step, time: int) -> datetime:
    return told_at(rules().reminders, danger.rules().staffed, step=time, opens_at=step.opens_at, due_at=step.due_at)


def _whom(step: Step, time: int, now: datetime) -> tuple[Person, ...]:
    """Whoever does it; when they cannot, those present on the rota and the safety lead; later the lead in any case."""
    called = called_for(step.patient_id, now=now)
    if not Patient.objects.open().filter(id=step.patient_id).exists():
        return () if called.lead is None else (called.lead,)  # closed at its owner's wish: nobody else opens it
    owner = _owner(step, now)
    people = [owner] if owner is not None else [*(called.present or called.all)]
    if called.lead is not None and (owner is None or time >= WITH_THE_LEAD):
        people.append(called.lead)
    return tuple({one.id: one for one in people}.values())


def _owner(step: Step, now: datetime) -> Person | None:
    """Whoever does this step, while they may and are not away."""
    person = None if step.owner is None else Person.objects.filter(id=step.owner).first()
    if person is None or is_away(person, now) or person.is_patient:
        return None
    able = may(person, Permission.RECONTACT_DECIDE, patient=step.patient_id, now=now)
    return person if able else None


def note_what_left(now: datetime) -> int:
    """The steps whose message has left are done; says how many. Raises tick.SomeFailed."""
    waiting = queries.leaving()
    states = outbox.states([key for one in waiting for key in queries.message_keys(one)])
    left = [one for one in waiting if queries.has_left(one, states)]
    return tick.each(left, lambda step: _is_done(step, now), name=attrgetter("id"), logger=logger)


def _is_done(step: Step, now: datetime) -> bool:
    entry = RecontactStepDone(planned=step.id, ending="sent")
    done = journal.append(step.patient_id, entry, by=None, now=now, id=uuid5(step.id, "sent"))
    return not done.repeated
