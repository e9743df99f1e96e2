"""Joins what letters say of an end of care."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from accalmie.foundation.words.filters import FILTERS
from accalmie.oversight.caseload.letters import write_because
from accalmie.oversight.closing.queries import proposed


def why(patient: UUID) -> str:
    """That care is to end, and when."""
    day = proposed([patient]).get(patient)
    if day is None:
        return ""
    return _("Care in our service is to end on %(day)s, as the person was told.") % {"day": FILTERS["long_date"](day)}


write_because("closing", why)
