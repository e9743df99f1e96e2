"""What the room has to do again and again."""

from __future__ import annotations

import logging
from datetime import datetime
from operator import itemgetter
from uuid import UUID

from accalmie.foundation import tick
from accalmie.foundation.people.lists import listed
from accalmie.foundation.people.models import Patient
from accalmie.oversight.closing import actions, queries

logger = logging.getLogger("accalmie.closing")


@tick.every(3600, "closing.end")
def end_due(now: datetime) -> None:
    """Care ends on the day that was said. Where something waits it does not, and is tried again: it stands on the page
    of ends of care until somebody has answered what waits. After a death nothing ends: that has rules of its own."""
    due = queries.due(now)
    among = Patient.objects.open().filter(id__in=[patient for patient, _id in due])
    alive = set(listed(among).values_list("id", flat=True))
    waiting = [one for one in due if one[0] in alive]
    tick.each(waiting, lambda one: _end(one[0], now), name=itemgetter(1), logger=logger)


def _end(patient: UUID, now: datetime) -> bool:
    try:
        actions.end(patient=patient, by=None, now=now)
    except actions.SomethingWaits:
        return False
    return True
