"""The end of lines of the access log whose time is over. What stays is proven from the place at which they ended.

A log is cut only at a place that a day remembers which was signed before that time: its chain's value there stands
under that day's seal already, so whoever takes out younger lines cannot say that they were old.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import models, transaction
from django.db.models import Min

from accalmie.foundation import journal
from accalmie.foundation.access import log_proving
from accalmie.foundation.access.log import SIDE
from accalmie.foundation.access.log_models import AccessHead, AccessLine


def with_older(before: datetime) -> Iterator[UUID]:
    """The records in whose log a line is older than this."""
    found = AccessLine.objects.filter(quarter_at__lt=before).values_list("patient_id", flat=True)
    return iter(sorted(found.distinct()))


def older(before: datetime) -> int:
    """How many lines are older than this."""
    return AccessLine.objects.filter(quarter_at__lt=before).count()


def endable(patient: UUID, *, before: datetime, now: datetime) -> int:
    """How many lines of this log `end_lines` would end."""
    return _up_to(patient, _ends_at(patient, before, now)).count()


@transaction.atomic
def end_lines(patient: UUID, *, before: datetime, now: datetime) -> int:
    """Ends the lines of one log that are older than this and that a signed day remembers. Returns how many.

    A log that is not as it was written is left as it is: it is evidence. The database refuses what is younger than the
    log is kept, whatever `before` says.
    """
    heads = AccessHead.objects.filter(pk=patient)
    heads.select_for_update().first()
    place = _ends_at(patient, before, now)
    heads.filter(ended__lt=place).update(ended=place)
    ended, _by_table = _up_to(patient, place).delete()
    return ended


def _ends_at(patient: UUID, before: datetime, now: datetime) -> int:
    """The place up to which the lines of this log may end; 0 for none."""
    if log_proving.fault_of(patient, now=now) is not None:
        return 0
    young = AccessLine.objects.filter(patient_id=patient, quarter_at__gte=before)
    first_young = young.aggregate(first=Min("sequence"))["first"]
    places = [
        leaf.sequence
        for day, leaf in journal.sealed_places(SIDE, patient)
        if day < before.date() and (first_young is None or leaf.sequence < first_young)
    ]
    return max(places, default=0)


def _up_to(patient: UUID, place: int) -> models.QuerySet[AccessLine]:
    return AccessLine.objects.filter(patient_id=patient, sequence__lte=place)
