"""What the diary and the window of a person hold, as the journal told it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Noted(models.Model):
    """One thing noted: a night (one row a day), answers, a decision, what a professional added. `said` is the entry."""

    class Kind(models.TextChoices):
        NIGHT = "NIGHT"
        QUESTIONS = "QUESTIONS"
        WEEK = "WEEK"
        WINDOW = "WINDOW"
        SUPPORT = "SUPPORT"
        RESUMED = "RESUMED"

    id = models.UUIDField(primary_key=True)
    patient_id = models.UUIDField()
    kind = models.CharField(max_length=10, choices=Kind)
    day = models.DateField(null=True)
    said = models.BinaryField(null=True)
    sequence = models.PositiveBigIntegerField()
    noted_at = models.DateTimeField()
    noted_by = models.UUIDField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["patient_id", "kind", "day"], name="sleep_by_patient")]

    class Privacy:
        purpose = "care: the person sees how they sleep, and a window follows their nights"
        rows = "record: talks_read"
        fields: ClassVar[dict[str, str]] = {
            "id": "identifier only; exported; row deleted on erasure",
            "patient_id": "identifier only; not exported; row deleted on erasure",
            "kind": "health data by inference; exported; row deleted on erasure",
            "day": "health data; exported; row deleted on erasure",
            "said": "health data, sealed under the person's key; exported; row deleted on erasure",
            "sequence": "place in the record; exported; row deleted on erasure",
            "noted_at": "health data; exported; row deleted on erasure",
            "noted_by": "identifier of the author; exported; row deleted on erasure",
        }
