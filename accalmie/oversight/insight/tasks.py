"""What the room has to do again and again."""

from __future__ import annotations

import logging
from datetime import datetime
from operator import itemgetter
from uuid import UUID

from accalmie.core.entries import OffCourseNoticed
from accalmie.foundation import journal, tick
from accalmie.oversight.insight import queries

logger = logging.getLogger("accalmie.insight")


@tick.every(3600, "insight.notice_off_course")
def notice_off_course(now: datetime) -> None:
    """Notes in the record who is off the expected course at their review of week 4, once an enrolment: from then on
    their professional reads it on the list."""
    tick.each(list(queries.unnoticed(now)), lambda found: _note(found, now), name=itemgetter(0), logger=logger)


def _note(found: tuple[UUID, OffCourseNoticed], now: datetime) -> bool:
    patient, notice = found
    journal.append(patient, notice, by=None, now=now)
    return True
