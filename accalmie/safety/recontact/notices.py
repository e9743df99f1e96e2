"""What leaves: to whoever does a step, that something is due and where; to the person, the neutral words of the rules.

No word of health, no name.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accalmie.foundation.clinic.queries import clinic
from accalmie.foundation.outbox.actions import NoAddress, queue
from accalmie.foundation.outbox.codes import Channel
from accalmie.foundation.outbox.telephone import e164
from accalmie.foundation.people.models import Patient, Person
from accalmie.foundation.people.queries import contact_of
from accalmie.foundation.words.formats import clock_time
from accalmie.safety.alerts.on_call import reach_of
from accalmie.safety.recontact.library import rules
from accalmie.safety.recontact.models import Step
from accalmie.safety.recontact.queries import message_key

logger = logging.getLogger("accalmie.safety")


def tell(people: Iterable[Person], *, step: Step, time: int, now: datetime) -> None:
    """Queues a notice to each of them, by every way that they gave, once a time of this step."""
    for person in people:
        reach = reach_of(person)
        key = f"recontact:{step.id}:{int(step.due_at.timestamp())}:{step.moves}:{time}:{person.id}"
        with translation.override(person.language):
            subject, text = _words(person, step, is_late=step.due_at < now)
        for channel, address in ((Channel.EMAIL, reach.email), (Channel.SMS, reach.telephone)):
            if not address:
                continue
            try:
                queue(
                    key=f"{key}:{channel}",
                    channel=channel,
                    to=address,
                    subject=subject,
                    text=text,
                    now=now,
                    patient=step.patient_id,
                    organisation=person.organisation_id,
                )
            except NoAddress:
                logger.warning("Somebody cannot be told by %s: the address is none.", channel)


def _words(person: Person, step: Step, *, is_late: bool) -> tuple[str, str]:
    at = step.due_at.astimezone(ZoneInfo(person.time_zone))
    when = f"{at:%d/%m}, {clock_time(at.time(), person.language)}"
    if is_late:
        said = _("Something that you or a colleague are to do was due %(when)s and is not done.") % {"when": when}
    else:
        said = _("Something is to be done by %(when)s.") % {"when": when}
    where = f"{settings.SITE_ADDRESS}{reverse('recontact:list-due')}" if settings.SITE_ADDRESS else ""
    return _("Something is to be done"), f"{said} {where}".strip()


def can_be_written_to(patient: Patient) -> bool:
    """Whether a message can be sent: they gave a number that takes one, and there is a number to call back."""
    return e164(contact_of(patient).telephone) is not None and bool(clinic(patient.organisation_id).telephone)


def write_to(patient: Patient, *, step: Step, now: datetime) -> None:
    """Queues the SMS of this step, once. It is of no use after the last day of the step."""
    words = rules().messages.sms[patient.person.language[:2]]
    queue(
        key=message_key(step),
        channel=Channel.SMS,
        to=contact_of(patient).telephone,
        text=words.replace("{telephone}", clinic(patient.organisation_id).telephone),
        now=now,
        expires_at=step.due_at,
        patient=patient.id,
        organisation=patient.organisation_id,
    )
