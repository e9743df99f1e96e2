"""The tables of what lets somebody in beside a password: second factors, codes on paper, other services."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from accalmie.foundation.people.codes import ProviderCode


class FactorKind(models.TextChoices):
    """What somebody has beside their password."""

    TOTP = "TOTP", _("A code from an application")
    PASSKEY = "PASSKEY", _("A passkey")


class Factor(models.Model):
    """One second factor of one person. It counts from `confirmed_at` on, when they showed that it works."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="factors")
    kind = models.CharField(max_length=10, choices=FactorKind)
    sealed = models.BinaryField()
    mark = models.BinaryField(null=True, unique=True)
    step = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(kind__in=FactorKind.values), name="people_factor_kind_is_known"),
        )

    class Privacy:
        purpose = "asks for something that only this person has, beside their password"
        rows = "own: person_id"
        fields: ClassVar[dict[str, str]] = {
            "id": "identifier only; kept until removed, not exported; row deleted on erasure",
            "person": "whose factor; kept until removed, not exported; row deleted on erasure",
            "kind": "application or passkey; kept until removed, exported; row deleted on erasure",
            "sealed": "secret or public key, sealed; kept until removed, never exported; row deleted on erasure",
            "mark": "finds a passkey, unreadable; kept until removed, not exported; row deleted on erasure",
            "step": "the last code or count used; kept until removed, not exported; row deleted on erasure",
            "created_at": "when it was begun; kept until removed, exported; row deleted on erasure",
            "confirmed_at": "since when it counts; kept until removed, exported; row deleted on erasure",
        }

    def __str__(self) -> str:
        return str(self.id)

    @property
    def is_application(self) -> bool:
        return self.kind == FactorKind.TOTP


class RecoveryCode(models.Model):
    """One code on a sheet of paper, good once, kept as a keyed mark only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="recovery_codes")
    mark = models.BinaryField(unique=True)
    used_at = models.DateTimeField(null=True)

    class Privacy:
        purpose = "lets a person in who has lost their second factor"
        rows = "own: person_id"
        fields: ClassVar[dict[str, str]] = {
            "id": "identifier only; kept until removed, not exported; row deleted on erasure",
            "person": "whose code; kept until removed, not exported; row deleted on erasure",
            "mark": "keyed mark of the code; kept until removed, never exported; row deleted on erasure",
            "used_at": "when it was used; kept until removed, exported; row deleted on erasure",
        }

    def __str__(self) -> str:
        return str(self.id)


class LinkedIdentity(models.Model):
    """That somebody may sign in through an identity provider, and as whom, unreadable (people/linked.py)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="linked_identities")
    provider = models.CharField(max_length=8, choices=ProviderCode)
    subject = models.BinaryField()
    number_sealed = models.BinaryField(null=True)
    linked_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["provider", "subject"], name="people_linkedidentity_leads_to_one_person"),
            models.UniqueConstraint(fields=["person", "provider"], name="people_linkedidentity_is_one_a_provider"),
            models.CheckConstraint(
                condition=models.Q(provider__in=ProviderCode.values), name="people_linkedidentity_provider_is_known"
            ),
        )

    class Privacy:
        purpose = "lets a person sign in through Pro Santé Connect or FranceConnect"
        rows = "own: person_id"
        fields: ClassVar[dict[str, str]] = {
            "id": "identifier only; kept until removed, not exported; row deleted on erasure",
            "person": "whose account; kept until removed, not exported; row deleted on erasure",
            "provider": "through whom they may sign in; kept until removed, exported; row deleted on erasure",
            "subject": "keyed mark of who they are there; kept until removed, not exported; row deleted on erasure",
            "number_sealed": "a professional’s RPPS number, sealed; kept until removed, not exported; "
            "row deleted on erasure",
            "linked_at": "since when; kept until removed, exported; row deleted on erasure",
        }

    def __str__(self) -> str:
        return str(self.id)
