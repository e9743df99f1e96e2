"""Who is in care in a service: whom a closure is told to, and whom a daily pack holds."""

from __future__ import annotations

from uuid import UUID

from accalmie.foundation.people.lists import left_out
from accalmie.foundation.people.models import Patient, PatientQuerySet


def in_care(organisation: UUID) -> PatientQuerySet:
    """Everybody whose record is open in this service, with the person beside them, in the order in which they came."""
    here = Patient.objects.named().open().filter(organisation=organisation)
    for records in left_out():
        here = here.exclude(id__in=records)
    return here.order_by("created_at", "id")
