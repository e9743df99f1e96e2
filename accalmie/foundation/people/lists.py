"""Which records stand on no list of people: those of nobody, such as of exercises, and of whoever has died."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accalmie.foundation.people.models import PatientQuerySet
from accalmie.foundation.rows import house

Records = Callable[[], QuerySet[Any, UUID]]
_LEFT_OUT: dict[str, Records] = {}


def leave_out(room: str, records: Records) -> None:
    """A room says which records it knows to be on no list: ids of patients."""
    _LEFT_OUT[room] = records


def left_out() -> Iterator[QuerySet[Any, UUID]]:
    """Their ids, room by room, for queries of the house."""
    return (records() for records in _LEFT_OUT.values())


def listed(patients: PatientQuerySet) -> PatientQuerySet:
    """Those of these patients who may stand on a list, whoever reads it."""
    return patients.exclude(id__in=_ids())


@house()  # ids only, of records that are then not shown: a reader of names may know nothing of deaths
def _ids() -> set[UUID]:
    first, *others = left_out()
    return set(first.union(*others))
