"""Writing to a patient that something waits on their page: never what, and by the quieter way first."""

from __future__ import annotations

import logging
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from accalmie.foundation.outbox.actions import NoAddress, queue
from accalmie.foundation.outbox.codes import Channel
from accalmie.foundation.outbox.telephone import e164
from accalmie.foundation.people.models import Patient
from accalmie.foundation.people.queries import contact_of
from accalmie.foundation.people.resetting import may_mail

logger = logging.getLogger("accalmie.people")


def tell(patient: Patient, *, key: str, text: str, now: datetime, not_before: datetime | None = None) -> None:
    """Queue one notice, in the patient's language, by the first way that they have: nobody for somebody who cannot be
    written to. `text` has a place for the site's address, `where`; the same `key` is queued once."""
    with translation.override(patient.person.language):
        subject = _("News of your service")
    for channel, to in ways_to(patient):
        try:
            queue(
                key=key,
                channel=channel,
                to=to,
                subject=subject if channel is Channel.EMAIL else "",
                text=text % {"where": settings.SITE_ADDRESS},
                now=now,
                not_before=not_before if not_before and not_before > now else None,
                patient=patient.id,
                organisation=patient.organisation_id,
            )
        except NoAddress:
            logger.warning("A patient cannot be told by %s: the address is none.", channel)
        else:
            return


def ways_to(patient: Patient) -> list[tuple[Channel, str]]:
    """Where a patient can be written to, the quieter way first; nowhere for somebody who does not exist."""
    if patient.is_simulated:
        return []
    name, telephone = patient.person.sign_in_name, contact_of(patient).telephone
    mail = [(Channel.EMAIL, name)] if may_mail(name) else []
    return [*mail, *([(Channel.SMS, telephone)] if e164(telephone) else [])]
