"""Moving the demo's clock."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction

from accalmie.foundation.clock.models import DemoClock
from accalmie.foundation.clock.reading import set_offset


class NotADemo(Exception):
    """On a real site nobody moves time."""


def read_offset() -> timedelta:
    """How far the demo's clock is ahead."""
    return DemoClock.objects.values_list("offset", flat=True).first() or timedelta()


@transaction.atomic
def move_forward(*, by: timedelta) -> timedelta:
    """Move the demo's clock forward and return how far it is ahead now.

    Raises NotADemo on a real site, ValueError for a step backwards.
    """
    if not settings.DEMO:
        raise NotADemo
    if by < timedelta():
        raise ValueError("time only moves forward: what has happened stays in the journal")
    row, _ = DemoClock.objects.select_for_update().get_or_create(id=1)
    offset: timedelta = row.offset + by
    row.offset = offset
    row.save(update_fields=["offset"])
    set_offset(offset)
    return offset
