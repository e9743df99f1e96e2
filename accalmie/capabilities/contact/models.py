"""Requests to talk to somebody, as the journal told them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class TalkRequest(models.Model):
    """One request. `asked` (how to reach them, when, their words) and `answer` are sealed."""

    entry_id = models.UUIDField(primary_key=True)
    patient_id = models.UUIDField()
    way = models.CharField(max_length=10)
    about = models.CharField(max_length=12)
    asked = models.BinaryField()
    asked_at = models.DateTimeField()
    answer_id = models.UUIDField(null=True)
    answer = models.BinaryField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["patient_id", "answered_at"], name="contact_by_patient")]

    class Privacy:
        purpose = "care: somebody who asks for a person is answered by one"
        rows = "record: talks_read, newcomers"
        fields: ClassVar[dict[str, str]] = {
            "entry_id": "identifier only; exported; row deleted on erasure",
            "patient_id": "identifier only; not exported; row deleted on erasure",
            "way": "how they wish to talk; exported; row deleted on erasure",
            "about": "health data by inference; exported; row deleted on erasure",
            "asked": "health data and a telephone number, sealed; exported; row deleted on erasure",
            "asked_at": "health data; exported; row deleted on erasure",
            "answer_id": "identifier only; exported; row deleted on erasure",
            "answer": "health data, sealed; exported; row deleted on erasure",
            "answered_at": "health data; exported; row deleted on erasure",
            "answered_by": "identifier of a professional; exported; row deleted on erasure",
        }
