"""Mandates: what a patient lets a helper do, for whom the helper works, and until when."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from uuid6 import uuid7

from accalmie.core.entries import MandateEnded, MandateGiven
from accalmie.foundation import journal
from accalmie.foundation.access.codes import Power
from accalmie.foundation.access.invitations import code_of, new_code
from accalmie.foundation.access.models import Mandate
from accalmie.foundation.people import actions as people
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Patient, Person
from accalmie.foundation.rows import house, written

LONGEST = timedelta(days=365)


class MandateRefused(ValueError):
    """No mandate waits under this code, or it has ended: the two look the same from outside."""


@transaction.atomic
@written
def give(
    *, patient: UUID, structure: str, powers: Collection[str], lasts: timedelta, by: UUID, now: datetime
) -> Mandate:
    """A mandate, with the code that its helper enters once.

    Raises ValueError for no or unknown powers, no structure, or more than a year.
    """
    wanted = tuple(power for power in Power.values if power in powers)
    if not wanted or set(powers) - set(Power.values) or not structure.strip() or not timedelta() < lasts <= LONGEST:
        raise ValueError("a mandate says for whom, for what and until when, within a year")
    made = Mandate.objects.create(
        id=uuid7(),
        patient_id=patient,
        code=new_code(),
        powers=list(wanted),
        starts_at=now,
        expires_at=now + lasts,
    )
    entry = MandateGiven(mandate=made.id, structure=structure.strip(), powers=wanted, until=made.expires_at.isoformat())
    journal.append(patient, entry, by=by, now=now, id=made.id)
    return made


@transaction.atomic
@house()
def accept(*, code: str, helper: Person, now: datetime) -> Mandate:
    """From now on this helper holds the mandate. Raises MandateRefused, also for anybody who is not a helper."""
    found = _waiting(code, now)
    if found is None or helper.role != Role.HELPER:
        raise MandateRefused
    found.helper = helper
    found.save(update_fields=["helper"])
    return found


@transaction.atomic
@house()
def open_account(*, code: str, sign_in_name: str, password: str, called: str, language: str, now: datetime) -> Person:
    """A helper's account, which only a patient's code opens. Raises MandateRefused or people.actions.NameTaken."""
    found = _waiting(code, now)
    if found is None:
        raise MandateRefused
    helper = people.create_professional(
        sign_in_name=sign_in_name,
        password=password,
        called=called,
        language=language,
        role=Role.HELPER,
        organisation=Patient.objects.select_related("organisation").get(id=found.patient_id).organisation,
        now=now,
    )
    accept(code=code, helper=helper, now=now)
    return helper


@transaction.atomic
@written
def end(*, patient: UUID, mandate: UUID, by: UUID, now: datetime) -> None:
    """The mandate ends at once. Ended already: nothing happens. Raises Mandate.DoesNotExist for another patient's."""
    found = Mandate.objects.select_for_update().get(id=mandate, patient_id=patient)
    if found.ended_at is not None:
        return
    found.ended_at = now
    found.save(update_fields=["ended_at"])
    journal.append(patient, MandateEnded(mandate=found.id), by=by, now=now)


def _waiting(code: str, now: datetime) -> Mandate | None:
    standing = Mandate.objects.standing(now).select_for_update()
    return standing.filter(code=code_of(code), helper__isnull=True).first()
