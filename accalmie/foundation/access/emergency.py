"""Breaking the glass: a clinician opens a record outside their care, for a reason that others read at once."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _, override
from uuid6 import uuid7

from accalmie.core.entries import OpenedInEmergency
from accalmie.foundation import journal
from accalmie.foundation.access.actions import NotAllowed
from accalmie.foundation.access.models import EmergencyOpening
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.access.policy import may
from accalmie.foundation.clinic.queries import clinic
from accalmie.foundation.outbox import actions as outbox
from accalmie.foundation.outbox.codes import Channel
from accalmie.foundation.people.models import Organisation, Patient, Person
from accalmie.foundation.rows import written

_log = logging.getLogger(__name__)


class NoReason(ValueError):
    """A record is opened in an emergency for a written reason only."""


@transaction.atomic
@written
def break_glass(*, patient: UUID, by: Person, words: str, now: datetime) -> EmergencyOpening:
    """Open this record to this clinician for a while. The patient and the data-protection officer see it.

    Raises NotAllowed unless both are of one organisation and the role may, NoReason without words.
    """
    found = Patient.objects.filter(id=patient, organisation=by.organisation_id).first()
    if found is None or not may(by, Permission.RECORD_FIND, now=now):
        raise NotAllowed(by.role)
    if not words.strip():
        raise NoReason
    ends = now + timedelta(minutes=settings.EMERGENCY_MINUTES)
    opening = EmergencyOpening.objects.create(
        id=uuid7(),
        patient_id=patient,
        professional=by,
        organisation_id=by.organisation_id,
        opened_at=now,
        ends_at=ends,
    )
    entry = OpenedInEmergency(until=ends.isoformat(), words=words.strip())
    journal.append(patient, entry, by=by.id, now=now, id=opening.id)
    _tell_officer(opening, by.organisation)
    return opening


def _tell_officer(opening: EmergencyOpening, organisation: Organisation) -> None:
    """A neutral line to the address on the clinic's card: who and why stand on the officer's page only. An address that
    is none keeps nobody from a record in an emergency."""
    address = clinic(organisation).officer_address
    if not address or not settings.CAN_MAIL:
        return
    with override("fr"):
        subject, words = _("Something new on your page"), _("Please sign in: there is something new on your page.")
    try:
        outbox.queue(
            key=f"access.emergency.{opening.id}",
            channel=Channel.EMAIL,
            to=address,
            subject=subject,
            text=words,
            now=opening.opened_at,
            organisation=organisation.id,
        )
    except outbox.NoAddress:
        _log.warning("The data-protection officer could not be written to.")
