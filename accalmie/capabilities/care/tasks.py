"""What the room has to do again and again."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from operator import attrgetter
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from accalmie.capabilities.care import queries
from accalmie.foundation import tick
from accalmie.foundation.access.queries import supervisors_of
from accalmie.foundation.outbox.actions import NoAddress, queue
from accalmie.foundation.outbox.codes import Channel
from accalmie.foundation.people.lists import listed
from accalmie.foundation.people.models import Patient, Person
from accalmie.safety.alerts.on_call import reach_of

logger = logging.getLogger("accalmie.care")
_LOOKS_BACK = timedelta(days=14)
"""What was due longer ago was told, and stands on every list: it is not told anew."""


@tick.every(300, "care.tell_late")
def tell_late(now: datetime) -> None:
    """Tells whoever reads, who covers them and who supervises that something was due and is not answered, once each."""
    late = queries.late(now, since=now - _LOOKS_BACK)
    readers = queries.readers({one.patient for one in late}, now=now)
    open_records = set(listed(Patient.objects.open()).filter(id__in=list(readers)).values_list("id", flat=True))
    waiting = [one for one in late if one.patient in open_records]
    tick.each(waiting, lambda one: _tell(one, readers[one.patient], now), name=attrgetter("written"), logger=logger)


def _tell(waiting: queries.Waiting, reader: queries.Reader, now: datetime) -> bool:
    wanted = {one for one in (reader.owner, reader.today) if one is not None}
    people = Person.objects.filter(id__in=wanted | supervisors_of(waiting.patient, now=now), is_active=True)
    for person in people:
        _tell_one(person, waiting.written, waiting.patient, now)
    return bool(people)


def _tell_one(person: Person, written: UUID, patient: UUID, now: datetime) -> None:
    address = reach_of(person).email
    if not address:
        return  # it stands on their list all the same
    with translation.override(person.language):
        subject, text = _("Something waits to be read"), _("Something was to be answered and is not: %(where)s")
    try:
        queue(
            key=f"care.late:{written}:{person.id}",
            channel=Channel.EMAIL,
            to=address,
            subject=subject,
            text=text % {"where": f"{settings.SITE_ADDRESS}/desk/reviews/"},
            now=now,
            patient=patient,
            organisation=person.organisation_id,
        )
    except NoAddress:
        logger.warning("Somebody cannot be told by e-mail: the address is none.")
