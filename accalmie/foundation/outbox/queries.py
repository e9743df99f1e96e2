"""What has not left, and what became of a notice: never its words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import Q

from accalmie.foundation.outbox.codes import ON_PURPOSE, Channel, Failure
from accalmie.foundation.outbox.models import OPEN, Notice
from accalmie.foundation.rows import house

TOLD_AFTER = 3
"""Tries that failed before a notice that still waits is shown: by then a minute has gone."""
TOO_LONG = timedelta(minutes=5)
"""A telephone that has had a notice for longer does not send."""


class Became(StrEnum):
    """What became of a notice."""

    WAITING = "waiting"
    FAILING = "failing"
    SENT = "sent"
    GIVEN_UP = "given_up"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class NoticeState:
    """One notice, without its words. `failure`: why the last try failed, if it did."""

    key: str
    channel: Channel
    became: Became
    failure: Failure | None
    tries: int
    organisation: UUID | None
    created_at: datetime
    sent_at: datetime | None
    given_up_at: datetime | None
    handed_at: datetime | None = None
    claimed_until: datetime | None = None

    def is_on_its_way(self, now: datetime) -> bool:
        """Whether it was stopped while a worker was sending it or a telephone had it: it may leave all the same."""
        is_in_hand = self.handed_at is not None or (self.claimed_until is not None and self.claimed_until > now)
        return self.became is Became.STOPPED and is_in_hand


@house()  # notices name patients: whoever asks is shown keys, channels and moments
def failing(*, now: datetime, organisation: UUID | None = None) -> list[NoticeState]:
    """What could not leave, newest first: given up within a month, tried in vain, or kept too long by a telephone."""
    stuck = Q(tries__gte=TOLD_AFTER) & ~Q(failure="") | Q(handed_at__lt=now - TOO_LONG)
    given_up = Q(given_up_at__isnull=False) & ~Q(failure__in=ON_PURPOSE)
    rows = Notice.objects.filter(given_up | OPEN & stuck)
    if organisation is not None:
        rows = rows.filter(organisation_id=organisation)
    return [_state(row) for row in rows.order_by("-created_at", "-id")]


@house()
def states(keys: Collection[str]) -> dict[str, NoticeState]:
    """What became of these notices, by key; a key that was never queued, or long ago, is not in it."""
    return {row.key: _state(row) for row in Notice.objects.filter(key__in=keys)}


def _state(row: Notice) -> NoticeState:
    return NoticeState(
        key=row.key,
        channel=Channel(row.channel),
        became=_became(row),
        failure=Failure(row.failure) if row.failure else None,
        tries=row.tries,
        organisation=row.organisation_id,
        created_at=row.created_at,
        sent_at=row.sent_at,
        given_up_at=row.given_up_at,
        handed_at=row.handed_at,
        claimed_until=row.claimed_until,
    )


def _became(row: Notice) -> Became:
    if row.sent_at is not None:
        return Became.SENT
    if row.given_up_at is not None:
        return Became.STOPPED if row.failure in ON_PURPOSE else Became.GIVEN_UP
    return Became.FAILING if row.failure else Became.WAITING
