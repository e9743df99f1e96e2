"""Accounts given back to people who lost their way in, by two people who vouch for them."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from accalmie.foundation.people.models import Organisation, Person


class Lost(models.TextChoices):
    """What somebody has lost."""

    PASSWORD = "PASSWORD", _("The name or the password")
    FACTOR = "FACTOR", _("The second key")
    BOTH = "BOTH", _("Both")


class Proof(models.TextChoices):
    """How somebody made sure that it is the owner of the account (NIST SP 800-63B, 6.1.2.3: as at enrolment)."""

    DOCUMENT = "DOCUMENT", _("I saw an identity document with their face")
    KNOWN = "KNOWN", _("I know them and saw them, in the room or by video")
    CALLED_BACK = "CALLED_BACK", _("I called them on the number that they had given us before")


class RestorationQuerySet(models.QuerySet["Restoration"]):
    """Restorations at a moment."""

    def waiting(self, now: datetime) -> Self:
        """Those that a second person may confirm still."""
        return self.filter(confirmed_at__isnull=True, expires_at__gt=now)

    def usable(self, now: datetime) -> Self:
        """Those whose code opens still."""
        return self.filter(confirmed_at__isnull=False, used_at__isnull=True, expires_at__gt=now)


class Restoration(models.Model):
    """One way back in: asked by one person with proof, confirmed by another with theirs, used once with a code."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="restorations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    lost = models.CharField(max_length=10, choices=Lost)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_proof = models.CharField(max_length=12, choices=Proof)
    asked_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_proof = models.CharField(max_length=12, choices=Proof, default="", blank=True)
    confirmed_at = models.DateTimeField(null=True)
    mark = models.BinaryField(null=True, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    objects = RestorationQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(lost__in=Lost.values), name="access_restoration_lost_is_known"),
            models.CheckConstraint(
                condition=Q(asked_proof__in=Proof.values), name="access_restoration_first_proof_is_known"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_proof__in=[*Proof.values, ""]), name="access_restoration_second_proof_is_known"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("asked_by")),
                name="access_restoration_takes_two",
            ),
            models.CheckConstraint(
                condition=~Q(asked_by=F("person")) & (Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("person"))),
                name="access_restoration_by_others",
            ),
        )

    class Privacy:
        purpose = "gives an account back to its owner, and shows who vouched for them"
        rows = "about: person_id"
        fields: ClassVar[dict[str, str]] = {
            "id": "identifier only; kept for a year, exported; row deleted on erasure",
            "person": "whose account; kept for a year, exported; row deleted on erasure",
            "organisation": "where; kept for a year, exported; row deleted on erasure",
            "lost": "what they had lost; kept for a year, exported; row deleted on erasure",
            "asked_by": "who vouched first; kept for a year, exported; row deleted on erasure",
            "asked_proof": "how they made sure; kept for a year, exported; row deleted on erasure",
            "asked_at": "when; kept for a year, exported; row deleted on erasure",
            "confirmed_by": "who vouched second; kept for a year, exported; row deleted on erasure",
            "confirmed_proof": "how they made sure; kept for a year, exported; row deleted on erasure",
            "confirmed_at": "when; kept for a year, exported; row deleted on erasure",
            "mark": "keyed mark of the code; kept for a year, never exported; row deleted on erasure",
            "expires_at": "until when it opens; kept for a year, exported; row deleted on erasure",
            "used_at": "when they came back; kept for a year, exported; row deleted on erasure",
        }

    def __str__(self) -> str:
        return str(self.id)
