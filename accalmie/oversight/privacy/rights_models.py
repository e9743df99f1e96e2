"""What people ask of what is kept about them, with its clock and its answer; and what keeps a record from erasure."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from accalmie.foundation.people.models import Organisation

WORDS, ANSWER = "privacy.request.words", "privacy.request.answer"
REASON = "privacy.hold.reason"


class Kind(models.TextChoices):
    ACCESS = "ACCESS", _("To be given professionals’ notes")
    CORRECTION = "CORRECTION", _("To have something corrected")
    RESTRICTION = "RESTRICTION", _("To close the record for a while")
    ERASURE = "ERASURE", _("To have the record erased")
    OBJECTION = "OBJECTION", _("To object to a use")
    COMPLAINT = "COMPLAINT", _("Complaint")


class About(models.TextChoices):
    """What a complaint is about; every other request is about data."""

    DATA = "DATA", _("My data")
    CARE = "CARE", _("How I am treated")


class State(models.TextChoices):
    WAITING = "WAITING", _("Waiting for an answer")
    GRANTED = "GRANTED", _("Done")
    ARCHIVED = "ARCHIVED", _("Closed, to be erased later")
    REFUSED = "REFUSED", _("Answered, not done")


class RightsRequestQuerySet(models.QuerySet["RightsRequest"]):
    """Requests, by whose record or by where they stand."""

    def of(self, patient: UUID) -> Self:
        return self.filter(patient_id=patient).order_by("-asked_at", "-id")

    def waiting(self) -> Self:
        return self.filter(state=State.WAITING)


class RightsRequest(models.Model):
    """One request, kept as proof after its record has gone: its words end with the record's key."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    patient_id = models.UUIDField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    about = models.CharField(max_length=5, choices=About, default=About.DATA)
    words = models.BinaryField(null=True)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    extended_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)
    answer = models.BinaryField(null=True)
    erase_after = models.DateTimeField(null=True)

    objects = RightsRequestQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="privacy_request_kind_is_known"),
            models.CheckConstraint(condition=Q(about__in=About.values), name="privacy_request_about_is_known"),
            models.CheckConstraint(
                condition=Q(state=State.WAITING, answered_at__isnull=True)
                | (Q(state__in=[one for one in State.values if one != State.WAITING]) & Q(answered_at__isnull=False)),
                name="privacy_request_answered_when_not_waiting",
            ),
            models.UniqueConstraint(
                fields=["patient_id", "kind"],
                condition=Q(state=State.WAITING) & ~Q(kind=Kind.COMPLAINT),
                name="privacy_request_waits_once",
            ),
        )
        indexes: ClassVar = [
            models.Index(fields=["organisation", "state", "due_at"], name="privacy_request_by_due"),
            models.Index(fields=["patient_id", "asked_at"], name="privacy_request_by_patient"),
        ]

    class Privacy:
        purpose = "answers what people ask of their record, within the time that the law gives"
        rows = "request"
        fields: ClassVar[dict[str, str]] = {
            "id": "identifier only; kept as long as the record, exported; kept on erasure, as proof",
            "patient_id": "identifier only; kept as long as the record, not exported; kept on erasure, as proof",
            "organisation": "who answers; kept as long as the record, exported; kept on erasure, as proof",
            "kind": "what was asked; kept as long as the record, exported; kept on erasure, as proof",
            "about": "data or care; kept as long as the record, exported; kept on erasure, as proof",
            "words": "their words, sealed; kept as long as the record, exported; unreadable on erasure",
            "asked_at": "when; kept as long as the record, exported; kept on erasure, as proof",
            "due_at": "when the answer is due; kept as long as the record, exported; kept on erasure, as proof",
            "extended_at": "when more time was taken; kept as long as the record, exported; kept on erasure",
            "state": "where it stands; kept as long as the record, exported; kept on erasure, as proof",
            "answered_at": "when; kept as long as the record, exported; kept on erasure, as proof",
            "answered_by": "who answered; kept as long as the record, exported; kept on erasure, as proof",
            "answer": "the answer, sealed; kept as long as the record, exported; unreadable on erasure",
            "erase_after": "when it may be erased; kept as long as the record, exported; kept on erasure",
        }

    def __str__(self) -> str:
        return str(self.id)

    @property
    def is_waiting(self) -> bool:
        return self.state == State.WAITING


class LegalHoldQuerySet(models.QuerySet["LegalHold"]):
    """Holds at a moment."""

    def standing(self, now: datetime) -> Self:
        return self.filter(Q(until__isnull=True) | Q(until__gt=now))


class LegalHold(models.Model):
    """Why a record may not be erased for now, whatever else allows it: a court, an inquiry, a claim."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    patient_id = models.UUIDField(db_index=True)
    reason = models.BinaryField()
    by = models.UUIDField()
    at = models.DateTimeField()
    until = models.DateTimeField(null=True)

    objects = LegalHoldQuerySet.as_manager()

    class Privacy:
        purpose = "keeps a record that somebody is bound by law to keep"
        rows = "hold"
        fields: ClassVar[dict[str, str]] = {
            "id": "identifier only; kept as long as the record, exported; kept on erasure, as proof",
            "patient_id": "identifier only; kept as long as the record, not exported; kept on erasure, as proof",
            "reason": "why, sealed; kept as long as the record, exported; unreadable on erasure",
            "by": "who decided; kept as long as the record, exported; kept on erasure, as proof",
            "at": "when; kept as long as the record, exported; kept on erasure, as proof",
            "until": "until when; kept as long as the record, exported; kept on erasure, as proof",
        }

    def __str__(self) -> str:
        return str(self.id)
