"""What is written to people on call, by e-mail and SMS: that something waits, by when, and where. Nothing else."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accalmie.foundation.outbox.actions import NoAddress, queue
from accalmie.foundation.outbox.codes import Channel
from accalmie.foundation.people.models import Person
from accalmie.foundation.words.formats import clock_time
from accalmie.safety.alerts.keeping import LATE, MORE
from accalmie.safety.alerts.models import Alert
from accalmie.safety.alerts.on_call import reach_of

logger = logging.getLogger("accalmie.safety")


def tell(people: Iterable[Person], *, alert: Alert, step: str, round_: str, now: datetime) -> None:
    """Queues a notice to each of them, by every way that they gave, once a step of this alert. Who gave none reads it
    on their pages only."""
    for person in people:
        reach = reach_of(person)
        key = f"alert:{alert.source}:{alert.severity}:{step}:{person.id}"
        with translation.override(person.language):
            subject, text = _words(person, alert, round_)
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
                    patient=alert.patient_id,
                    organisation=person.organisation_id,
                    is_urgent=True,
                )
            except NoAddress:
                logger.warning("Somebody on call cannot be told by %s: the address is none.", channel)


def _words(person: Person, alert: Alert, round_: str) -> tuple[str, str]:
    at = alert.due_at.astimezone(ZoneInfo(person.time_zone))
    when = f"{at:%d/%m}, {clock_time(at.time(), person.language)}"
    if round_ == MORE:
        said = _("Something more has come for an alert that is open. It is due %(when)s.") % {"when": when}
    elif round_ == LATE:
        said = _("An alert was taken and is not closed. It was due %(when)s.") % {"when": when}
    else:
        said = _("An alert waits for somebody on call, by %(when)s.") % {"when": when}
    where = f"{settings.SITE_ADDRESS}{reverse('safety:list-alerts')}" if settings.SITE_ADDRESS else ""
    return _("An alert waits"), f"{said} {where}".strip()
