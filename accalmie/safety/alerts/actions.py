"""What is done about an alert: taken, contacts tried, closed with an outcome. Only the rota's clinicians may."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from accalmie.core.crisis import Level, tries_suffice
from accalmie.core.entries import AlertClosed, AlertTaken, ConcernReviewed, ContactTried
from accalmie.foundation import journal
from accalmie.foundation.access.actions import cover
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.access.policy import may
from accalmie.foundation.access.queries import left_by
from accalmie.foundation.journal.records import Draft
from accalmie.foundation.people.models import Patient, Person
from accalmie.foundation.rows import of_organisation
from accalmie.safety import reaching
from accalmie.safety.alerts import on_call, queries
from accalmie.safety.alerts.models import Alert
from accalmie.safety.library import rules


class NotOnCall(PermissionError):
    """Only a psychologist, nurse or doctor of the rota takes or closes an alert."""


class NoCoOwner(ValueError):
    """Somebody in training answers beside a colleague of the rota, and there is none."""


class InTraining(PermissionError):
    """The colleague beside somebody in training closes the alert."""


class NoSuchAlert(LookupError):
    """No open alert of that name, of a person whom this one may answer."""


class NotYet(reaching.NotYet):
    """This outcome is not true yet. `code` says what is missing: "spoke", "tries", "level", "receipt", "told_15" or
    "more": a sign came that whoever closes it has not read."""


@dataclass(frozen=True)
class Ending:
    """How an alert ends, as whoever answered it says. `seen`: how many further signs their page showed."""

    outcome: str
    words: str
    receipt: str = ""
    programme_goes_on: bool = False
    seen: int | None = None


def answering_time() -> timedelta:
    """For how long whoever takes an alert is in the person's care team, unless they were already."""
    return timedelta(days=rules().escalation.answering_days)


@of_organisation()
def may_answer(by: Person, patient: UUID, *, now: datetime) -> bool:
    """Whether this person answers alerts about this patient: on the rota, here, and not left by them."""
    if not may(by, Permission.ALERT_TAKE, now=now) or not on_call.is_on_rota(by):
        return False
    here = Patient.objects.open().filter(id=patient, organisation=by.organisation_id).exists()
    return here and by.id not in left_by(patient)


@transaction.atomic
@of_organisation()
def take(*, patient: UUID, source: UUID, by: Person, now: datetime) -> None:
    """From now on this person answers it, and is in the person's care team for some days, with whoever is beside them.
    Taken already by them: nothing happens; by a colleague: it passes to them.

    Raises NotOnCall, NoCoOwner, or NoSuchAlert when it is closed or there is none.
    """
    if not may_answer(by, patient, now=now):
        raise NotOnCall(by.role)
    alert = _open(patient, source)
    if alert.taken_by == by.id:
        return
    beside = _beside(by, patient, now)
    until = now + answering_time()
    for one in (by, *([beside] if beside else ())):
        cover(patient=patient, professional=one, now=now, until=until)
    journal.append(patient, AlertTaken(source=source, co_owner=beside.id if beside else None), by=by.id, now=now)


def _beside(by: Person, patient: UUID, now: datetime) -> Person | None:
    if not on_call.is_trainee(by):
        return None
    trainees = {one.person.id for one in on_call.members() if one.is_trainee}
    for one in on_call.called_for(patient, now=now).all:
        if one.id not in trainees:
            return one
    raise NoCoOwner


def note_try(
    *,
    patient: UUID,
    source: UUID,
    way: str,
    result: str,
    words: str,
    by: Person,
    now: datetime,
    id: UUID | None = None,
) -> None:
    """A try to reach the person, or somebody for them.

    Raises ValueError for an unknown way or result, NotOnCall, or NoSuchAlert when it is closed.
    """
    reaching.check(way, result)
    if not may_answer(by, patient, now=now):
        raise NotOnCall(by.role)
    _open(patient, source)
    journal.append(patient, ContactTried(source=source, way=way, result=result, words=words), by=by.id, now=now, id=id)


def close(*, patient: UUID, source: UUID, ending: Ending, by: Person, now: datetime, id: UUID | None = None) -> None:
    """It ends with an outcome and a note, and the concern is reviewed in the same step. Sent twice: nothing more.

    Raises NotOnCall, InTraining, NoSuchAlert, or NotYet when what the outcome says has not been noted.
    """
    if not may_answer(by, patient, now=now):
        raise NotOnCall(by.role)
    if on_call.is_trainee(by):
        raise InTraining
    alert = _open(patient, source)
    _refuse_if_missing(alert, ending)
    closed = AlertClosed(source=source, ending=ending.outcome, words=ending.words, receipt=ending.receipt)
    reviewed = ConcernReviewed(source=source, words=ending.words, programme_goes_on=ending.programme_goes_on)
    with transaction.atomic():
        journal.append_many(patient, [Draft(entry=closed, by=by.id, id=id), Draft(entry=reviewed, by=by.id)], now=now)
        # Asked again under the patient's lock: a sign that was folded in meanwhile was read by nobody.
        _refuse_if_missing(Alert.objects.get(patient_id=patient, source=source), ending)


def _refuse_if_missing(alert: Alert, ending: Ending) -> None:
    """Raises NotYet."""
    unread = ending.seen is not None and alert.signs > ending.seen
    missing = "more" if unread else what_is_missing(alert, ending)
    if missing:
        raise NotYet(missing)


def what_is_missing(alert: Alert, ending: Ending) -> str:
    """Why this alert may not end so yet; "" when it may."""
    tried = queries.tries(alert.patient_id, alert.source)
    level, escalation = Level.read(alert.level), rules().escalation
    if ending.outcome == Alert.Outcome.REACHED:
        return "" if reaching.spoke(tried) else "spoke"
    if ending.outcome == Alert.Outcome.HANDED_OVER:
        return "" if ending.receipt.strip() else "receipt"
    if ending.outcome == Alert.Outcome.EMERGENCY:
        return "" if any(one.way == "emergency" for one in tried) else "told_15"
    if ending.outcome == Alert.Outcome.REVIEWED:
        return "" if level in escalation.reviewed_closes else "level"
    if level not in escalation.unreached_closes:
        return "level"
    return "" if tries_suffice(escalation, reaching.calls(tried)) else "tries"


def _open(patient: UUID, source: UUID) -> Alert:
    alert = queries.alert(patient, source)
    if alert is None or alert.closed_at is not None:
        raise NoSuchAlert(source)
    return alert
