"""Care relationships: which professional cares for which patient, from when until when."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from uuid6 import uuid7

from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Person


class CareRelationshipQuerySet(models.QuerySet["CareRelationship"]):
    """Care relationships at a moment."""

    def standing(self, now: datetime) -> Self:
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now), starts_at__lte=now)


class CareRelationship(models.Model):
    """One professional's care for one patient. Ended, never deleted: who could see what must stay answerable."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    patient_id = models.UUIDField()
    professional = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="care_relationships")
    role = models.CharField(max_length=20, choices=Role)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    objects = CareRelationshipQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=["professional", "patient_id"], name="access_care_by_professional"),
            models.Index(fields=["patient_id"], name="access_care_by_patient"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")), name="access_care_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["patient_id", "professional"],
                condition=Q(ends_at__isnull=True),
                name="access_care_is_open_once",
            ),
        )

    class Privacy:
        purpose = "decides who may open a record"
        fields: ClassVar[dict[str, str]] = {
            "id": "identifier only; kept as long as the record, exported; kept on erasure, as proof",
            "patient_id": "identifier only; kept as long as the record, exported; kept on erasure, as proof",
            "professional": "who cares; kept as long as the record, exported; kept on erasure, as proof",
            "role": "in which role; kept as long as the record, exported; kept on erasure, as proof",
            "starts_at": "from when; kept as long as the record, exported; kept on erasure, as proof",
            "ends_at": "until when; kept as long as the record, exported; kept on erasure, as proof",
        }

    def __str__(self) -> str:
        return str(self.id)


class Invitation(models.Model):
    """A professional's offer to care for whoever enters the code: once, and only until it expires."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=20, unique=True)
    professional = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invitations")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    used_by = models.UUIDField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(used_at__isnull=True, used_by__isnull=True)
                | Q(used_at__isnull=False, used_by__isnull=False),
                name="access_invitation_used_by_one",
            ),
        )

    class Privacy:
        purpose = "lets a patient come into the care of the professional who gave them the code"
        fields: ClassVar[dict[str, str]] = {
            "id": "identifier only; kept for a year, exported; kept on erasure, as proof of who invited",
            "code": "no personal data; kept for a year, not exported; kept on erasure",
            "professional": "who invites; kept for a year, exported; kept on erasure, as proof",
            "created_at": "when; kept for a year, exported; kept on erasure, as proof",
            "expires_at": "until when; kept for a year, exported; kept on erasure, as proof",
            "used_at": "when it was accepted; kept for a year, exported; kept on erasure, as proof",
            "used_by": "identifier only; kept for a year, exported; kept on erasure, as proof",
        }

    def __str__(self) -> str:
        return str(self.id)
