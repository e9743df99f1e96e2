"""The notices that wait to leave, and for a month those that have left, without their words."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from uuid6 import uuid7

from accalmie.foundation.outbox.codes import Channel, Failure

_END = "not exported; row deleted on erasure"
OPEN = Q(sent_at=None, given_up_at=None)


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices, by what became of them."""

    def open(self) -> Self:
        """Those that have neither left nor been given up."""
        return self.filter(OPEN)


class Notice(models.Model):
    """One message to one address. `sealed`: address, subject and text; empty once it has left or is given up.

    `handed_at`: since when a telephone has it that says later what became of it. `patient_id`: for or about whom, so
    that all of it can be stopped at once.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(max_length=200, unique=True)
    channel = models.CharField(max_length=5, choices=Channel)
    organisation_id = models.UUIDField(null=True)
    patient_id = models.UUIDField(null=True)
    is_urgent = models.BooleanField(default=False)
    sealed = models.BinaryField(default=b"")
    created_at = models.DateTimeField()
    not_before = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    next_try_at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    claimed_by = models.UUIDField(null=True)
    claimed_until = models.DateTimeField(null=True)
    handed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=12, choices=Failure, blank=True, default="")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="outbox_notice_channel_is_known"),
            models.CheckConstraint(
                condition=Q(failure__in=["", *Failure.values]), name="outbox_notice_failure_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(sealed=b"") | ~OPEN, name="outbox_notice_keeps_its_words_while_it_waits"
            ),
        )
        indexes: ClassVar = [
            models.Index(fields=["next_try_at"], condition=OPEN, name="outbox_notice_waiting"),
            models.Index(fields=["patient_id"], condition=OPEN, name="outbox_notice_of_patient"),
            models.Index(fields=["handed_at"], condition=~Q(handed_at=None), name="outbox_notice_handed"),
        ]

    class Privacy:
        purpose = "tells somebody that something waits for them, without a word of health"
        rows = "house"
        fields: ClassVar[dict[str, str]] = {
            "id": f"identifier only; kept for a month, {_END}",
            "key": f"identifier only; kept for a month, {_END}",
            "channel": f"how they are written to; kept for a month, {_END}",
            "organisation_id": f"identifier only; kept for a month, {_END}",
            "patient_id": f"identifier only; kept for a month, {_END}",
            "is_urgent": f"technical mark; kept for a month, {_END}",
            "sealed": f"an address and a few neutral words, sealed; kept until it is sent, {_END}",
            "created_at": f"moment; kept for a month, {_END}",
            "not_before": f"moment; kept for a month, {_END}",
            "expires_at": f"moment; kept for a month, {_END}",
            "next_try_at": f"moment; kept for a month, {_END}",
            "tries": f"a count; kept for a month, {_END}",
            "claimed_by": f"technical mark; kept for a month, {_END}",
            "claimed_until": f"technical mark; kept for a month, {_END}",
            "handed_at": f"moment; kept for a month, {_END}",
            "sent_at": f"moment; kept for a month, {_END}",
            "given_up_at": f"moment; kept for a month, {_END}",
            "failure": f"technical mark; kept for a month, {_END}",
        }

    def __str__(self) -> str:
        return str(self.id)


class StoppedRecord(models.Model):
    """A patient for or about whom nothing leaves any more, whatever is queued: they have died."""

    patient_id = models.UUIDField(primary_key=True)
    stopped_at = models.DateTimeField()

    class Privacy:
        purpose = "tells somebody that something waits for them, without a word of health"
        rows = "house"
        fields: ClassVar[dict[str, str]] = {
            "patient_id": "identifier only; kept until erasure, not exported; row deleted on erasure",
            "stopped_at": "moment; kept until erasure, not exported; row deleted on erasure",
        }

    def __str__(self) -> str:
        return str(self.patient_id)
