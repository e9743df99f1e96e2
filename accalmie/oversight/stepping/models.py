"""The steps of care that were decided, as the journal told them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

_HEALTH = "health data by inference; exported; row deleted on erasure"


class Decided(models.Model):
    """One decision, with the person's answer. `words` (why it departs from the rules, what the person is told) and
    `answer` are sealed."""

    entry_id = models.UUIDField(primary_key=True)
    patient_id = models.UUIDField()
    standing = models.CharField(max_length=12)
    proposed = models.CharField(max_length=12)
    decided = models.CharField(max_length=12)
    reasons = models.JSONField()
    words = models.BinaryField()
    decided_at = models.DateTimeField()
    decided_by = models.UUIDField(null=True)
    agreed = models.BooleanField(null=True)
    answer = models.BinaryField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["patient_id", "decided_at"], name="stepping_of_patient")]

    class Privacy:
        purpose = "care: rules propose how closely somebody is accompanied, and a person decides"
        rows = "record: talks_read"
        fields: ClassVar[dict[str, str]] = {
            "entry_id": "identifier only; exported; row deleted on erasure",
            "patient_id": "identifier only; not exported; row deleted on erasure",
            "standing": _HEALTH,
            "proposed": _HEALTH,
            "decided": _HEALTH,
            "reasons": _HEALTH,
            "words": "health data, sealed; exported after clinician review; row deleted on erasure",
            "decided_at": "moment; exported; row deleted on erasure",
            "decided_by": "identifier of a professional; exported; row deleted on erasure",
            "agreed": "health data; exported; row deleted on erasure",
            "answer": "health data, sealed; exported; row deleted on erasure",
            "answered_at": "moment; exported; row deleted on erasure",
        }
