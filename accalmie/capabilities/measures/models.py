"""Scores and moods, as the journal told them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Score(models.Model):
    """One answering of an instrument. Totals stand in clear, for curves and caseloads; the answers stay in the
    journal."""

    entry_id = models.UUIDField(primary_key=True)
    patient_id = models.UUIDField()
    instrument = models.CharField(max_length=40)
    instrument_version = models.CharField(max_length=20)
    total = models.FloatField(null=True)
    band = models.CharField(max_length=40, blank=True)
    answered_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["patient_id", "instrument", "answered_at"])]

    class Privacy:
        purpose = "care: shows how a person is doing over time"
        rows = "record: record_read"
        fields: ClassVar[dict[str, str]] = {
            "entry_id": "identifier only; exported; row deleted on erasure",
            "patient_id": "identifier only; not exported; row deleted on erasure",
            "instrument": "health data; exported; row deleted on erasure",
            "instrument_version": "no personal data; exported; row deleted on erasure",
            "total": "health data; exported; row deleted on erasure",
            "band": "health data; exported; row deleted on erasure",
            "answered_at": "health data; exported; row deleted on erasure",
        }


class Mood(models.Model):
    """The mood of a moment, 0 to 10, with words sealed under the person's key."""

    entry_id = models.UUIDField(primary_key=True)
    patient_id = models.UUIDField()
    mood = models.PositiveSmallIntegerField()
    words = models.BinaryField()
    noted_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["patient_id", "noted_at"])]

    class Privacy:
        purpose = "care: shows the person how their days went"
        rows = "record: record_read"
        fields: ClassVar[dict[str, str]] = {
            "entry_id": "identifier only; exported; row deleted on erasure",
            "patient_id": "identifier only; not exported; row deleted on erasure",
            "mood": "health data; exported; row deleted on erasure",
            "words": "health data, sealed under the person's key; exported; row deleted on erasure",
            "noted_at": "health data; exported; row deleted on erasure",
        }
