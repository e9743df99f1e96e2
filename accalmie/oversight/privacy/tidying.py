"""What ends by itself when its time is over: lines of the access log, invitations and cards, accounts given back.

Each log, and each handful of rows, ends in a transaction of its own: cut short, it goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from accalmie.foundation.access import log_ending
from accalmie.foundation.access.models import Invitation, Restoration
from accalmie.oversight.privacy.rights_law import Ends, law

_BATCH = 500

Progress = Callable[[int, int], None]
"""Called with how many logs are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Tidied:
    """How many of each have ended. `waiting`: lines whose time is over and that no day signed so long
    ago remembers, or whose log is not as it was written: they stay."""

    lines: int
    waiting: int
    invitations: int
    restorations: int


def tidy(*, now: datetime, is_trial: bool = False, progress: Progress | None = None) -> Tidied:
    """Ends whatever has had its time; on trial, only counts it. The moment may not lie ahead of the clock on the wall:
    the database refuses to end a line by a clock that was moved."""
    before = law().kept_since(Ends.ACCESS_LOG, now)
    old = log_ending.older(before)
    lines = _lines(before, now, is_trial, progress)
    return Tidied(
        lines=lines,
        waiting=old - lines,
        invitations=_rows(_invitations(now), is_trial),
        restorations=_rows(_restorations(now), is_trial),
    )


def _lines(before: datetime, now: datetime, is_trial: bool, progress: Progress | None) -> int:
    ended, records = 0, list(log_ending.with_older(before))
    for done, record in enumerate(records, start=1):
        end = log_ending.endable if is_trial else log_ending.end_lines
        ended += end(record, before=before, now=now)
        if progress:
            progress(done, len(records))
    return ended


def _invitations(now: datetime) -> QuerySet[Invitation]:
    """Counted from the day on which somebody used them, or on which they were given and nobody did."""
    told_of = Coalesce("used_at", "created_at")
    return Invitation.objects.alias(told_of=told_of).filter(told_of__lt=law().kept_since(Ends.INVITATIONS, now))


def _restorations(now: datetime) -> QuerySet[Restoration]:
    return Restoration.objects.filter(asked_at__lt=law().kept_since(Ends.RESTORATIONS, now))


def _rows(old: QuerySet[Any], is_trial: bool) -> int:
    if is_trial:
        return old.count()
    ended = 0
    while ids := list(old.values_list("pk", flat=True)[:_BATCH]):
        ended += old.model._default_manager.filter(pk__in=ids).delete()[0]
    return ended
