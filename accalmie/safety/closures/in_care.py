"""Who is in care in a service: whom a closure is told to, and whom a daily pack holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accalmie.foundation.people.models import Patient, PatientQuerySet

Records = Callable[[], QuerySet[Any, UUID]]
_NOBODYS: dict[str, Records] = {}


def leave_out(room: str, records: Records) -> None:
    """A room says which records are nobody's, such as those of exercises: ids of patients."""
    _NOBODYS[room] = records


def in_care(organisation: UUID) -> PatientQuerySet:
    """Everybody whose record is open in this service, with the person beside them, in the order in which they came."""
    here = Patient.objects.named().open().filter(organisation=organisation)
    for records in _NOBODYS.values():
        here = here.exclude(id__in=records())
    return here.order_by("created_at", "id")
