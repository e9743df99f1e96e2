"""Sending what is due: claimed by an update, sent outside any transaction, marked."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Exists, F, OuterRef, Q

from accalmie.foundation import crypto
from accalmie.foundation.outbox.channels import way_of
from accalmie.foundation.outbox.codes import FOR_GOOD, Channel, Failure
from accalmie.foundation.outbox.letters import opened
from accalmie.foundation.outbox.models import Notice, NoticeQuerySet, StoppedRecord
from accalmie.foundation.outbox.ways import CouldNot, Sent

logger = logging.getLogger("accalmie.outbox")

AT_ONCE = 50
"""How many notices one round sends at most."""
ONE_ROUND = 20.0
"""Seconds after which a round begins no other notice: what else is due waits for it."""
CLAIM = timedelta(seconds=60)
"""For so long a notice belongs to the worker that is sending it. One that is killed keeps it for so long."""
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=15), timedelta(minutes=10)
"""A notice that could not be sent is tried again after the first, doubled each time up to the longest."""
MOST_TRIES = 60
"""With these pauses: some nine hours."""
URGENT_PAUSE, LONGEST_URGENT_PAUSE = timedelta(seconds=10), timedelta(minutes=1)
"""The urgent are not made to wait for a doubled pause: a service that was away and is back is used at the next tick.
One that answers and refuses is left the longer pause, since it may refuse because it is asked too often."""
URGENT_FOR = timedelta(hours=9)
"""Before so long no urgent notice is given up, however often it was tried; nor afterwards before the most tries: a
worker that was stopped all night has tried nothing."""
AWAY = frozenset({Failure.UNREACHABLE, Failure.TIMEOUT, Failure.STORAGE})
"""Nobody was there to refuse anything."""
SHUTS = AWAY | {Failure.CERTIFICATE, Failure.NO_WAY, Failure.SIGN_IN}
"""What any other notice of this channel would meet as well."""
ASKED_AGAIN_AFTER = timedelta(seconds=10)
"""How often a telephone is asked what became of what it was handed."""


@dataclass
class Delivered:
    """What one round did, in numbers of notices. `waiting`: a telephone has them."""

    sent: int = 0
    waiting: int = 0
    failed: int = 0
    given_up: int = 0
    shut: set[str] = field(default_factory=set)
    """Channels that could not be reached: nothing else is tried there in this round, since each try costs patience."""


_sent_and_unmarked: dict[UUID, datetime] = {}
"""What this process has sent and could not yet write down."""


@dataclass(frozen=True)
class _Round:
    """When this round began, by the caller's clock and by one that only goes forward; and who claims in it."""

    now: datetime
    began: float = field(default_factory=monotonic)
    name: UUID = field(default_factory=uuid4)

    @property
    def at(self) -> datetime:
        """The moment: sending takes time, and the caller's `now` stands still."""
        return self.now + timedelta(seconds=monotonic() - self.began)

    @property
    def is_over(self) -> bool:
        return monotonic() - self.began > ONE_ROUND


def deliver_due(*, now: datetime, limit: int = AT_ONCE) -> Delivered:
    """Send what is due, the urgent first, then the oldest. Never inside a transaction: what was sent stays sent.

    Several workers may do so at once: a notice is sent by the one that claimed it.
    """
    done, this = Delivered(), _Round(now)
    _mark_what_was_sent()
    _withdraw_the_stopped()
    done.given_up += _give_up_the_late(this)
    for notice_id, channel in _due(this.at, limit):
        if this.is_over:
            break
        if channel not in done.shut and _claimed(notice_id, this):
            _send(notice_id, this, done)
    return done


def _due(now: datetime, limit: int) -> list[tuple[UUID, str]]:
    rows = _waiting(now).order_by("-is_urgent", "next_try_at", "id")
    return list(rows.values_list("id", "channel")[:limit])


def _waiting(now: datetime) -> NoticeQuerySet:
    """What may be claimed now: at once, unless it waits for a moment of its own, or for the end of a pause.

    A claim or a pause that ends later than any may was written by a clock that has been put back since: it counts for
    nothing. A claim is given as long again, since `now` may be of a moment before another worker claimed, and a busy
    database have kept us waiting.
    """
    may_leave = Q(not_before=None) | Q(not_before__lte=now)
    too_long = Q(next_try_at__gt=now + LONGEST_PAUSE) | Q(is_urgent=True, next_try_at__gt=now + LONGEST_URGENT_PAUSE)
    is_no_pause = Q(tries=0, not_before=None) | too_long
    is_its_time = Q(next_try_at__lte=now) | may_leave & is_no_pause
    is_free = Q(claimed_until=None) | Q(claimed_until__lte=now) | Q(claimed_until__gt=now + 2 * CLAIM)
    is_stopped = Exists(StoppedRecord.objects.filter(patient_id=OuterRef("patient_id")))
    return Notice.objects.open().filter(is_its_time & is_free & ~is_stopped)


def _claimed(notice: UUID, this: _Round) -> bool:
    """Takes one notice; of two workers, one changes its row. A try is counted before it is made, so that a notice which
    kills its worker is not tried for ever."""
    now = this.at
    free = _waiting(now).filter(pk=notice)
    return bool(free.update(claimed_by=this.name, claimed_until=now + CLAIM, tries=F("tries") + 1))


def _send(notice_id: UUID, this: _Round, done: Delivered) -> None:
    notice = Notice.objects.get(pk=notice_id)
    try:
        became = _sent(notice)
    except CouldNot as failure:
        _note_failure(notice, failure.failure, this, done)
        return
    except Exception as fault:
        logger.error("a notice could not be sent: %s", type(fault).__name__)
        _note_failure(notice, Failure.FAULT, this, done)
        return
    if became is Sent.SENT:
        done.sent += 1
        _sent_and_unmarked[notice.id] = this.at
        _mark_what_was_sent()
    else:
        done.waiting += 1
        _mark(
            notice,
            this,
            handed_at=notice.handed_at or this.at,
            next_try_at=this.at + ASKED_AGAIN_AFTER,
            tries=notice.tries - (notice.handed_at is not None),
            failure="",
        )


def _sent(notice: Notice) -> Sent:
    try:
        letter = opened(notice.sealed, notice=notice.id, patient=notice.patient_id)
    except (crypto.SealBroken, crypto.KeyDestroyed, crypto.KeyMissing):
        raise CouldNot(Failure.UNREADABLE) from None
    return way_of(Channel(notice.channel)).send(notice.id, letter)


def _note_failure(notice: Notice, failure: Failure, this: _Round, done: Delivered) -> None:
    if failure in SHUTS:
        done.shut.add(notice.channel)
    if failure in FOR_GOOD or _is_tried_enough(notice, this):
        done.given_up += 1
        _mark(notice, this, given_up_at=this.at, sealed=b"", failure=failure)
        return
    done.failed += 1
    _mark(notice, this, next_try_at=this.at + _pause(notice, failure), handed_at=None, failure=failure)


def _is_tried_enough(notice: Notice, this: _Round) -> bool:
    if notice.tries < MOST_TRIES:
        return False
    return not notice.is_urgent or this.at - (notice.not_before or notice.created_at) >= URGENT_FOR


def _pause(notice: Notice, failure: Failure) -> timedelta:
    """How long this notice waits after a try that came to nothing."""
    if notice.is_urgent and failure in AWAY:
        return URGENT_PAUSE
    doubled: int = 2 ** min(notice.tries - 1, 10)
    return min(FIRST_PAUSE * doubled, LONGEST_URGENT_PAUSE if notice.is_urgent else LONGEST_PAUSE)


def _mark(notice: Notice, this: _Round, **became: Any) -> None:
    """What became of it, unless another worker took it meanwhile, or somebody stopped it."""
    mine = Notice.objects.open().filter(pk=notice.pk, claimed_by=this.name)
    mine.update(**became, claimed_by=None, claimed_until=None)


def _mark_what_was_sent() -> None:
    """Sent is sent, whoever stopped it in that moment; a database that cannot write it now is told again first thing in
    the next round, so that a full disk makes nothing leave twice. Raises DatabaseError."""
    for notice, at in list(_sent_and_unmarked.items()):
        Notice.objects.filter(pk=notice).update(
            sent_at=at,
            sealed=b"",
            handed_at=None,
            given_up_at=None,
            failure="",
            claimed_by=None,
            claimed_until=None,
        )
        del _sent_and_unmarked[notice]


def _give_up_the_late(this: _Round) -> int:
    """What has come too late to be of use, and that nobody is sending at this moment."""
    late = _waiting(this.at).filter(expires_at__lte=this.at)
    any_pause = Notice.objects.open().filter(expires_at__lte=this.at, claimed_until=None)
    return (late | any_pause).update(given_up_at=this.at, sealed=b"", failure=Failure.EXPIRED)


def _withdraw_the_stopped() -> None:
    """What a telephone still has of notices that were stopped or came too late is taken back from it."""
    for notice in Notice.objects.filter(given_up_at__isnull=False, handed_at__isnull=False):
        try:
            way_of(Channel(notice.channel)).withdraw(notice.id)
        except OSError as failure:
            logger.error("a notice could not be taken back: %s", type(failure).__name__)
            continue
        Notice.objects.filter(pk=notice.pk).update(handed_at=None)
