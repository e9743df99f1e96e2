"""On what somebody may open a record: care, sharing that was asked, mandates, and openings in an emergency."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from uuid6 import uuid7

from accalmie.foundation.access.codes import CareBasis
from accalmie.foundation.access.log_models import AccessHead, AccessLine
from accalmie.foundation.access.restoration_models import Restoration
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Organisation, Patient, Person

__all__ = [
    "AccessHead",
    "AccessLine",
    "CareRelationship",
    "EmergencyOpening",
    "Invitation",
    "Mandate",
    "Restoration",
    "SharingRequest",
]


class CareRelationshipQuerySet(models.QuerySet["CareRelationship"]):
    """Care relationships at a moment."""

    def standing(self, now: datetime) -> Self:
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now), starts_at__lte=now)

    def with_organisation(self) -> Self:
        """With `patients_organisation`, the id of the organisation whose record it is."""
        home = Patient.objects.filter(id=OuterRef("patient_id")).values("organisation")
        return self.annotate(patients_organisation=Subquery(home, output_field=models.UUIDField()))


class CareRelationship(models.Model):
    """One professional's care for one patient. Ended, never deleted: who could see what must stay answerable.

    In the care team (TEAM) sharing is presumed; outside it (CONSENT) only the `purposes` that the patient agreed to
    are open, by the entry whose id is `consent`. `added_by`: the colleague who brought a professional in. Whom a
    patient has left (`left_by_patient`) is not brought back by colleagues.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    patient_id = models.UUIDField()
    professional = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="care_relationships")
    role = models.CharField(max_length=20, choices=Role)
    basis = models.CharField(max_length=10, choices=CareBasis, default=CareBasis.TEAM)
    consent = models.UUIDField(null=True)
    purposes = models.JSONField(default=list)
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    left_by_patient = models.BooleanField(default=False)

    patients_organisation: UUID | None
    """The organisation whose record it is, in rows of `with_organisation`."""

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
            models.CheckConstraint(
                condition=Q(basis=CareBasis.TEAM, consent__isnull=True)
                | Q(basis=CareBasis.CONSENT, consent__isnull=False),
                name="access_care_outside_has_consent",
            ),
        )

    class Privacy:
        purpose = "decides who may open a record"
        rows = "relation: professional_id"
        fields: ClassVar[dict[str, str]] = {
            "id": "identifier only; kept as long as the record, exported; kept on erasure, as proof",
            "patient_id": "identifier only; kept as long as the record, exported; kept on erasure, as proof",
            "professional": "who cares; kept as long as the record, exported; kept on erasure, as proof",
            "role": "in which role; kept as long as the record, exported; kept on erasure, as proof",
            "basis": "on what it rests; kept as long as the record, exported; kept on erasure, as proof",
            "consent": "identifier only; kept as long as the record, exported; kept on erasure, as proof",
            "purposes": "what was agreed to; kept as long as the record, exported; kept on erasure, as proof",
            "added_by": "who brought them in; kept as long as the record, exported; kept on erasure, as proof",
            "starts_at": "from when; kept as long as the record, exported; kept on erasure, as proof",
            "ends_at": "until when; kept as long as the record, exported; kept on erasure, as proof",
            "left_by_patient": "whose wish it was; kept as long as the record, exported; kept on erasure, as proof",
        }

    def __str__(self) -> str:
        return str(self.id)

    @property
    def is_by_consent(self) -> bool:
        return self.basis == CareBasis.CONSENT

    def stands_at(self, now: datetime) -> bool:
        return self.starts_at <= now and (self.ends_at is None or self.ends_at > now)

    def is_yet_to_come(self, now: datetime) -> bool:
        """Whether it will stand: not one that was ended before it began."""
        return self.starts_at > now and (self.ends_at is None or self.ends_at > self.starts_at)

    def is_over(self, now: datetime) -> bool:
        """Whether it stood and stands no more."""
        return self.starts_at <= now and self.ends_at is not None and self.starts_at < self.ends_at <= now


class SharingRequest(models.Model):
    """A question to the patient: may this person outside the care team see this? Its id is that of the SharingAsked.

    `answered_at` is None while the question waits; nothing is open until the patient has answered.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    patient_id = models.UUIDField(db_index=True)
    professional = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    purposes = models.JSONField()
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["patient_id", "professional"],
                condition=Q(answered_at__isnull=True),
                name="access_sharing_is_asked_once",
            ),
        )

    class Privacy:
        purpose = "asks a patient before somebody outside the care team may open anything"
        rows = "relation: professional_id"
        fields: ClassVar[dict[str, str]] = {
            "id": "identifier only; kept as long as the record, exported; kept on erasure, as proof",
            "patient_id": "identifier only; kept as long as the record, exported; kept on erasure, as proof",
            "professional": "for whom; kept as long as the record, exported; kept on erasure, as proof",
            "asked_by": "who asked; kept as long as the record, exported; kept on erasure, as proof",
            "purposes": "what was asked; kept as long as the record, exported; kept on erasure, as proof",
            "asked_at": "when; kept as long as the record, exported; kept on erasure, as proof",
            "answered_at": "when; kept as long as the record, exported; kept on erasure, as proof",
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
        rows = "own: professional_id"
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


class MandateQuerySet(models.QuerySet["Mandate"]):
    """Mandates at a moment."""

    def standing(self, now: datetime) -> Self:
        return self.filter(ended_at__isnull=True, starts_at__lte=now, expires_at__gt=now)


class Mandate(models.Model):
    """A patient lets a helper of a structure do a few things, for a year at most.

    `helper` is None until somebody enters the code. Its id is that of the MandateGiven, which names the structure.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    patient_id = models.UUIDField(db_index=True)
    helper = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="mandates")
    code = models.CharField(max_length=20, unique=True)
    powers = models.JSONField()
    starts_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(expires_at__gt=F("starts_at")), name="access_mandate_expires_later"),
        )

    class Privacy:
        purpose = "lets a helper do what the patient mandated them for, and nothing else"
        rows = "relation: helper_id"
        fields: ClassVar[dict[str, str]] = {
            "id": "identifier only; kept as long as the record, exported; kept on erasure, as proof",
            "patient_id": "identifier only; kept as long as the record, exported; kept on erasure, as proof",
            "helper": "who helps; kept as long as the record, exported; kept on erasure, as proof",
            "code": "no personal data; kept as long as the record, not exported; kept on erasure",
            "powers": "what they may do; kept as long as the record, exported; kept on erasure, as proof",
            "starts_at": "from when; kept as long as the record, exported; kept on erasure, as proof",
            "expires_at": "until when; kept as long as the record, exported; kept on erasure, as proof",
            "ended_at": "when it was ended; kept as long as the record, exported; kept on erasure, as proof",
        }

    def __str__(self) -> str:
        return str(self.id)


class EmergencyOpeningQuerySet(models.QuerySet["EmergencyOpening"]):
    """Openings at a moment."""

    def standing(self, now: datetime) -> Self:
        return self.filter(opened_at__lte=now, ends_at__gt=now)


class EmergencyOpening(models.Model):
    """The glass was broken: a clinician outside the care team opened a record for a while. Its id is that of the
    OpenedInEmergency, which holds the reason, sealed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    patient_id = models.UUIDField()
    professional = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    objects = EmergencyOpeningQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=["professional", "patient_id"], name="access_emergency_by_clinician"),
            models.Index(fields=["organisation", "opened_at"], name="access_emergency_by_house"),
            models.Index(fields=["patient_id"], name="access_emergency_by_patient"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(ends_at__gt=F("opened_at")), name="access_emergency_ends_later"),
        )

    class Privacy:
        purpose = "lets a clinician read in an emergency, and shows it to the patient and the data-protection officer"
        rows = "relation: professional_id, officer"
        fields: ClassVar[dict[str, str]] = {
            "id": "identifier only; kept as long as the record, exported; kept on erasure, as proof",
            "patient_id": "identifier only; kept as long as the record, exported; kept on erasure, as proof",
            "professional": "who opened; kept as long as the record, exported; kept on erasure, as proof",
            "organisation": "where; kept as long as the record, exported; kept on erasure, as proof",
            "opened_at": "when; kept as long as the record, exported; kept on erasure, as proof",
            "ends_at": "until when; kept as long as the record, exported; kept on erasure, as proof",
        }

    def __str__(self) -> str:
        return str(self.id)
