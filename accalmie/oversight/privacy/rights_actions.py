"""What is asked of a record, and what is answered: each with its clock, its words sealed under the record's own key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import ParamSpec, TypeVar, cast
from uuid import UUID

from django.db import IntegrityError, transaction
from uuid6 import uuid7

from accalmie.foundation import crypto, rows
from accalmie.foundation.people import actions as people, consents
from accalmie.foundation.people.models import Patient, Person
from accalmie.oversight.privacy import erasing, rights_queries
from accalmie.oversight.privacy.rights_law import law
from accalmie.oversight.privacy.rights_models import (
    ANSWER,
    REASON,
    WORDS,
    About,
    Kind,
    LegalHold,
    RightsRequest,
    State,
)

P = ParamSpec("P")
R = TypeVar("R")


class AlreadyAsked(ValueError):
    """Such a request of theirs waits for its answer."""


class AlreadyAnswered(ValueError):
    """Somebody has answered this request; their answer stands."""


class NotAlone(ValueError):
    """Somebody cares or has cared for this person, or a hold stands: an officer decides on the erasure."""


def _on_the_record(act: Callable[P, R]) -> Callable[P, R]:
    """An answer to a request that this person answers: it is written in the record of whoever asked, by the house.

    Raises access.queries.NotYours.
    """

    @wraps(act)
    def inside(*args: P.args, **kwargs: P.kwargs) -> R:
        by, request = cast(Person, kwargs["by"]), cast(UUID, kwargs["request"])
        record = rights_queries.request_for(by, request).patient_id
        with rows.house(), rows.writing(record):
            return act(*args, **kwargs)

    return inside


def ask(
    *, patient: Patient, kind: Kind, words: str, now: datetime, about: About = About.DATA, id: UUID | None = None
) -> RightsRequest:
    """A new request, with the day on which its answer is due. Sent twice under one `id`, it is kept once.

    Raises AlreadyAsked.
    """
    id = id or uuid7()
    holder, newest = patient.organisation.holder, rights_queries.newest(patient.id)
    asked = RightsRequest(
        id=id,
        patient_id=patient.id,
        organisation_id=patient.organisation_id,
        kind=kind,
        about=about,
        words=crypto.seal_json(patient.id, words, purpose=WORDS),
        asked_at=now,
        due_at=law().due_at(kind, holder, asked_at=now, newest=newest),
    )
    try:
        with transaction.atomic(), rows.writing(patient.id):
            asked.save(force_insert=True)
    except IntegrityError:
        standing = RightsRequest.objects.of(patient.id).filter(id=id).first()
        if standing is None:
            raise AlreadyAsked(kind) from None
        return standing
    return asked


@transaction.atomic
@_on_the_record
def answer(*, request: UUID, by: Person, is_granted: bool, words: str, now: datetime) -> RightsRequest:
    """The answer, and what follows from it in the same transaction: a record closed, erased, or its notes given.

    Raises access.queries.NotYours, AlreadyAnswered, and erasing.Held for the erasure of a held record.
    """
    found = _waiting(request, by)
    found.state, found.answered_at, found.answered_by = State.REFUSED, now, by.id
    found.answer = crypto.seal_json(found.patient_id, words, purpose=ANSWER)
    if is_granted:
        found.state = State.GRANTED
        _follow(found, now)
    found.save()
    if found.kind == Kind.ERASURE and found.state == State.GRANTED:
        erasing.erase(patient=found.patient_id, now=now)
    return found


def _waiting(request: UUID, by: Person) -> RightsRequest:
    found = rights_queries.request_for(by, request)
    locked = RightsRequest.objects.select_for_update().get(id=found.id)
    if not locked.is_waiting:
        raise AlreadyAnswered(str(request))
    return locked


def _follow(found: RightsRequest, now: datetime) -> None:
    if found.kind == Kind.RESTRICTION:
        people.close_record(patient=found.patient_id, now=now)
    elif found.kind == Kind.ERASURE:
        _archive(found, now)


def _archive(found: RightsRequest, now: datetime) -> None:
    """A record that the law keeps is closed to everybody until its time is over; one that it does not keep goes now."""
    if rights_queries.is_held(found.patient_id, now=now):
        raise erasing.Held
    until = rights_queries.kept_until(Patient.objects.select_related("organisation").get(id=found.patient_id))
    if until > now:
        found.state, found.erase_after = State.ARCHIVED, until
        people.close_record(patient=found.patient_id, now=now)


@transaction.atomic
@_on_the_record
def extend(*, request: UUID, by: Person, now: datetime) -> RightsRequest:
    """More time, once, as the law allows; the person reads it beside their request. Raises as `answer`."""
    found = _waiting(request, by)
    if found.extended_at is None:
        found.extended_at, found.due_at = now, law().extension.within.after(found.due_at)
        found.save(update_fields=["extended_at", "due_at"])
    return found


@_on_the_record
def hold(*, request: UUID, by: Person, reason: str, until: datetime | None, now: datetime) -> LegalHold:
    """Keeps the record about which this request is from being erased. Raises access.queries.NotYours."""
    found = rights_queries.request_for(by, request)
    sealed = crypto.seal_json(found.patient_id, reason, purpose=REASON)
    return LegalHold.objects.create(patient_id=found.patient_id, reason=sealed, by=by.id, at=now, until=until)


@_on_the_record
def end_holds(*, request: UUID, by: Person, now: datetime) -> None:
    """Every hold on that record ends now. Raises access.queries.NotYours."""
    found = rights_queries.request_for(by, request)
    LegalHold.objects.standing(now).filter(patient_id=found.patient_id).update(until=now)


def erase_mine(*, patient: Patient, now: datetime) -> None:
    """The whole record of somebody who was here on their own, at once. Raises NotAlone."""
    if not rights_queries.may_erase_at_once(patient, now=now):
        raise NotAlone
    with rows.house(), rows.writing(patient.id):
        erasing.erase(patient=patient.id, now=now)


@transaction.atomic
def decide(*, patient: UUID, purpose: str, is_given: bool, by: UUID, now: datetime) -> None:
    """Agree to one purpose in the words of today, or take it back: with effect before the answer is sent.

    Without consent to care the record is closed until its owner opens it again.
    """
    act = people.give_consent if is_given else people.withdraw_consent
    act(patient=patient, purpose=purpose, by=by, now=now)
    if purpose == consents.CARE and not is_given:
        people.close_record(patient=patient, now=now)


@transaction.atomic
@rows.written
def open_again(*, patient: UUID, by: UUID, now: datetime) -> None:
    """Its owner opens a closed record again: an erasure that was to come does not, and consent to care stands."""
    rights_queries.decided().filter(patient_id=patient).update(state=State.REFUSED, erase_after=None)
    people.open_record(patient=patient)
    care = next(one for one in rights_queries.standings(patient) if one.purpose == consents.CARE)
    if not care.is_given:
        people.give_consent(patient=patient, purpose=consents.CARE, by=by, now=now)
