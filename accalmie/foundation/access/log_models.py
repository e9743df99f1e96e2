"""The access log: who opened whose record, on what ground, in which quarter of an hour, from where."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from uuid6 import uuid7

from accalmie.foundation.people.codes import Role


class AccessHead(models.Model):
    """How far the log of one record has come: what the next line is tied to, and under which lock it is written."""

    patient_id = models.UUIDField(primary_key=True)
    sequence = models.PositiveIntegerField(default=0)
    chain = models.BinaryField()
    ended = models.PositiveIntegerField(default=0)  # the place of the last line whose time was over; 0: none yet

    class Privacy:
        purpose = "proves that no line of the access log was changed or taken out"
        rows = "writers"
        fields: ClassVar[dict[str, str]] = {
            "patient_id": "identifier only; kept as long as the log, not exported; kept on erasure, as proof",
            "sequence": "no personal data; kept as long as the log, not exported; kept on erasure, as proof",
            "chain": "no personal data; kept as long as the log, not exported; kept on erasure, as proof",
            "ended": "no personal data; kept as long as the log, not exported; kept on erasure, as proof",
        }


class AccessLine(models.Model):
    """One person, one record, one ground and one quarter of an hour. Written once, never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    patient_id = models.UUIDField()
    sequence = models.PositiveIntegerField()
    person_id = models.UUIDField()
    role = models.CharField(max_length=20, choices=Role)
    organisation_id = models.UUIDField()
    basis = models.CharField(max_length=20)
    quarter_at = models.DateTimeField()
    device = models.CharField(max_length=20)
    network = models.CharField(max_length=50)
    chain = models.BinaryField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["patient_id", "sequence"], name="access_line_has_its_place"),
            models.UniqueConstraint(
                fields=["patient_id", "person_id", "basis", "quarter_at"], name="access_line_once_a_quarter"
            ),
        )
        indexes = (models.Index(fields=["organisation_id", "quarter_at"], name="access_line_by_organisation"),)

    class Privacy:
        purpose = "lets a patient and the data-protection officer see who opened a record"
        rows = "log"
        fields: ClassVar[dict[str, str]] = {
            "id": "identifier only; kept for three years, exported; kept on erasure, as proof",
            "patient_id": "identifier only; kept for three years, not exported; kept on erasure, as proof",
            "sequence": "no personal data; kept for three years, not exported; kept on erasure, as proof",
            "person_id": "who opened it; kept for three years, exported; kept on erasure, as proof",
            "role": "in which role; kept for three years, exported; kept on erasure, as proof",
            "organisation_id": "whose record; kept for three years, exported; kept on erasure, as proof",
            "basis": "on what ground; kept for three years, exported; kept on erasure, as proof",
            "quarter_at": "when; kept for three years, exported; kept on erasure, as proof",
            "device": "kind of device; kept for three years, exported; kept on erasure, as proof",
            "network": "network, shortened; kept for three years, exported; kept on erasure, as proof",
            "chain": "no personal data; kept for three years, not exported; kept on erasure, as proof",
        }
