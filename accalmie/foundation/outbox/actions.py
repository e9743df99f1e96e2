"""Putting a notice in the outbox, stopping what waits for somebody, and ending what is old."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from uuid6 import uuid7

from accalmie.foundation.outbox.codes import Channel, Failure
from accalmie.foundation.outbox.delivering import Delivered, deliver_due
from accalmie.foundation.outbox.letters import NoAddress, letter_of, sealed
from accalmie.foundation.outbox.models import Notice, StoppedRecord
from accalmie.foundation.rows import house

__all__ = [
    "Delivered",
    "NoAddress",
    "deliver_due",
    "end_old",
    "let_leave",
    "queue",
    "stop",
    "stop_for",
    "stop_from_now_on",
]

KEPT = timedelta(days=30)
"""For so long it is known when a notice left; its words are gone by then."""


@house()  # nobody reads notices on a page, so nobody's rows are shown to whoever writes one
def queue(
    *,
    key: str,
    channel: Channel,
    to: str,
    subject: str = "",
    text: str,
    now: datetime,
    not_before: datetime | None = None,
    expires_at: datetime | None = None,
    patient: UUID | None = None,
    organisation: UUID | None = None,
    is_urgent: bool = False,
    is_withheld: bool = False,
) -> None:
    """Leave this notice to be sent, in the caller's transaction: undone, it was never there.

    The same `key` again changes nothing. `text` has no word of health: it is read over shoulders. `is_withheld`: it is
    written as any other and never leaves, where the time it takes may not tell one case from another.
    Raises NoAddress, or crypto.KeyDestroyed for a record that is ended.
    """
    is_withheld = is_withheld or (patient is not None and StoppedRecord.objects.filter(patient_id=patient).exists())
    letter = letter_of(Channel(channel), to=to, subject=subject, text=text)
    notice = Notice(
        id=uuid7(),
        key=key,
        channel=channel,
        organisation_id=organisation,
        patient_id=patient,
        is_urgent=is_urgent,
        created_at=now,
        not_before=not_before,
        next_try_at=not_before or now,
        expires_at=expires_at,
        given_up_at=now if is_withheld else None,
        failure=Failure.STOPPED if is_withheld else "",
    )
    words = sealed(letter, notice=notice.id, patient=patient)
    notice.sealed = b"" if is_withheld else words
    Notice.objects.bulk_create([notice], ignore_conflicts=True)


@house()
def stop_for(patient: UUID, *, now: datetime) -> int:
    """Nothing that waits for or about this patient leaves any more; says how many notices that was."""
    waiting = Notice.objects.open().filter(patient_id=patient)
    return waiting.update(given_up_at=now, failure=Failure.STOPPED, sealed=b"")


@house()
def stop(*, keys: Collection[str] = (), begins: str = "", now: datetime) -> int:
    """The notices of these keys, or whose key begins so, leave no more; says how many that was."""
    among = Q(key__in=keys) | Q(key__startswith=begins) if begins else Q(key__in=keys)
    return Notice.objects.open().filter(among).update(given_up_at=now, failure=Failure.STOPPED, sealed=b"")


@house()
def stop_from_now_on(patient: UUID, *, now: datetime) -> int:
    """Nothing for or about this patient leaves from this moment, what is queued later included: what another
    transaction is queuing meanwhile is looked at once more before it is sent. Says how many notices waited."""
    StoppedRecord.objects.get_or_create(patient_id=patient, defaults={"stopped_at": now})
    return stop_for(patient, now=now)


@house()
def let_leave(patient: UUID) -> None:
    """What is queued from now on leaves again. What was stopped stays so."""
    StoppedRecord.objects.filter(patient_id=patient).delete()


def end_old(*, now: datetime) -> int:
    """Rows of notices that left or were given up more than a month ago end; says how many. What was queued about
    somebody in the very moment in which they were noted to have died is given up."""
    stopped = StoppedRecord.objects.filter(patient_id=OuterRef("patient_id"))
    Notice.objects.open().filter(Exists(stopped)).update(given_up_at=now, failure=Failure.STOPPED, sealed=b"")
    before = now - KEPT
    ended, _by_table = Notice.objects.filter(Q(sent_at__lt=before) | Q(given_up_at__lt=before)).delete()
    return ended
