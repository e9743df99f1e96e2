"""Signatures under the clinical rules, who answers, and the test alerts that prove it: nothing about a patient."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from uuid6 import uuid7

from accalmie.foundation.people.models import Person


class Signature(models.Model):
    """A clinician's signature under the whole set as it stood. Never changed: a new one takes its place."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    signed_at = models.DateTimeField()
    signer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=120)
    words = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    documents = models.JSONField()

    class Meta:
        db_table = "safety_signature"
        indexes: ClassVar = [models.Index(fields=["signed_at"])]

    class Privacy:
        purpose = "proof of which clinician answers for the rules of this site"
        rows = "site"
        fields: ClassVar[dict[str, str]] = {
            "id": "identifier only; kept for ever, exported; kept on erasure, as proof",
            "signed_at": "when; kept for ever, exported; kept on erasure, as proof",
            "signer": "who signed; kept for ever, exported; kept on erasure, as proof",
            "name": "as they signed; kept for ever, exported; kept on erasure, as proof",
            "role": "as they signed; kept for ever, exported; kept on erasure, as proof",
            "words": "what they wrote; kept for ever, exported; kept on erasure, as proof",
            "digest": "no personal data; kept for ever",
            "documents": "no personal data; kept for ever",
        }


class Rota(models.Model):
    """Who answers, as decided at one moment; the latest counts. `lead` is the clinician who leads on safety."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    lead = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    members = models.ManyToManyField(Person, related_name="+", through="RotaMember")

    class Meta:
        db_table = "safety_rota"
        indexes: ClassVar = [models.Index(fields=["decided_at"])]

    class Privacy:
        purpose = "safety: somebody answers, and it is known who"
        rows = "site"
        fields: ClassVar[dict[str, str]] = {
            "id": "identifier only; kept for ever, exported; kept on erasure, as proof",
            "decided_at": "when; kept for ever, exported; kept on erasure, as proof",
            "decided_by": "who decided; kept for ever, exported; kept on erasure, as proof",
            "lead": "who leads; kept for ever, exported; kept on erasure, as proof",
        }


class RotaMember(models.Model):
    """A professional on one rota. `position`: who is told first; a trainee answers beside a co-owner."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    rota = models.ForeignKey(Rota, on_delete=models.CASCADE, related_name="places")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    is_trainee = models.BooleanField(default=False)

    class Meta:
        db_table = "safety_rota_member"
        constraints = (models.UniqueConstraint(fields=["rota", "person"], name="safety_rota_holds_a_person_once"),)

    class Privacy:
        purpose = "safety: somebody answers, and it is known who"
        rows = "site"
        fields: ClassVar[dict[str, str]] = {
            "id": "identifier only; kept for ever, exported; kept on erasure, as proof",
            "rota": "identifier only; kept for ever, exported; kept on erasure, as proof",
            "person": "who answers; kept for ever, exported; kept on erasure, as proof",
            "position": "in which order; kept for ever, exported; kept on erasure, as proof",
            "is_trainee": "whether in training; kept for ever, exported; kept on erasure, as proof",
        }


class TestAlert(models.Model):
    """An alert that is about nobody: it asks a rota whether it sees alerts. `hours`: the staffed hours at that time."""

    __test__ = False  # pytest: the name is a clinician's word

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    rota = models.ForeignKey(Rota, on_delete=models.PROTECT, related_name="alerts")
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    hours = models.CharField(max_length=64)

    class Meta:
        db_table = "safety_test_alert"
        indexes: ClassVar = [models.Index(fields=["sent_at"])]

    class Privacy:
        purpose = "proof that the rota sees an alert"
        rows = "site"
        fields: ClassVar[dict[str, str]] = {
            "id": "identifier only; kept for ever, exported; kept on erasure, as proof",
            "rota": "identifier only; kept for ever, exported; kept on erasure, as proof",
            "sent_at": "when; kept for ever, exported; kept on erasure, as proof",
            "sent_by": "who sent it; kept for ever, exported; kept on erasure, as proof",
            "hours": "no personal data; kept for ever",
        }


class Acknowledgement(models.Model):
    """Somebody on the rota saw the test alert and said so."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    alert = models.ForeignKey(TestAlert, on_delete=models.PROTECT, related_name="acknowledged")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "safety_acknowledgement"
        constraints = (
            models.UniqueConstraint(fields=["alert", "person"], name="safety_alert_is_acknowledged_once_each"),
        )

    class Privacy:
        purpose = "proof that the rota sees an alert"
        rows = "site"
        fields: ClassVar[dict[str, str]] = {
            "id": "identifier only; kept for ever, exported; kept on erasure, as proof",
            "alert": "identifier only; kept for ever, exported; kept on erasure, as proof",
            "person": "who saw it; kept for ever, exported; kept on erasure, as proof",
            "at": "when; kept for ever, exported; kept on erasure, as proof",
        }
