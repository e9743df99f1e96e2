"""Concerns: what worries about a person, since when, how much, and whether somebody has looked at it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Concern(models.Model):
    """One sign. Its level only rises until a professional has reviewed it; `words` are sealed."""

    class Origin(models.TextChoices):
        ANSWER = "ANSWER"
        PROFESSIONAL = "PROFESSIONAL"
        ASKED = "ASKED"
        WORRIED = "WORRIED"
        SILENCE = "SILENCE"
        SCORE = "SCORE"
        WORDS = "WORDS"
        MISSED = "MISSED"
        SLEEP = "SLEEP"

    source = models.UUIDField(primary_key=True)
    patient_id = models.UUIDField()
    origin = models.CharField(max_length=12, choices=Origin)
    level = models.CharField(max_length=20)
    severity = models.PositiveSmallIntegerField()
    is_finished = models.BooleanField(default=False)
    is_left = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    contact_at = models.DateTimeField(null=True)
    words = models.BinaryField()
    sign = models.CharField(max_length=80, blank=True)
    seen_again_at = models.DateTimeField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.UUIDField(null=True)
    goes_on = models.BooleanField(null=True)
    """What the last review said of the programme. None: nobody has reviewed it."""

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(
                    origin__in=[
                        "ANSWER",
                        "PROFESSIONAL",
                        "ASKED",
                        "WORRIED",
                        "SILENCE",
                        "SCORE",
                        "WORDS",
                        "MISSED",
                        "SLEEP",
                    ]
                ),
                name="safety_concern_origin_is_known",
            ),
        )
        indexes: ClassVar = [models.Index(fields=["patient_id", "reviewed_at"]), models.Index(fields=["due_at"])]

    class Privacy:
        purpose = "safety: a person in danger is seen by a professional"
        rows = "record: concern_read, newcomers"
        fields: ClassVar[dict[str, str]] = {
            "source": "identifier only; exported; row deleted on erasure",
            "patient_id": "identifier only; not exported; row deleted on erasure",
            "origin": "health data; exported; row deleted on erasure",
            "level": "health data; exported; row deleted on erasure",
            "severity": "health data; exported; row deleted on erasure",
            "is_finished": "health data; exported; row deleted on erasure",
            "is_left": "health data; exported; row deleted on erasure",
            "opened_at": "health data; exported; row deleted on erasure",
            "due_at": "health data; exported; row deleted on erasure",
            "contact_at": "health data; exported; row deleted on erasure",
            "words": "health data, sealed; exported after clinician review; row deleted on erasure",
            "sign": "health data; exported; row deleted on erasure",
            "seen_again_at": "health data; exported; row deleted on erasure",
            "reviewed_at": "health data; exported; row deleted on erasure",
            "reviewed_by": "identifier of a professional; exported; row deleted on erasure",
            "goes_on": "health data; exported; row deleted on erasure",
        }


class ScoreHeard(models.Model):
    """One total of a questionnaire, kept so that the next one can be set beside it."""

    entry_id = models.UUIDField(primary_key=True)
    patient_id = models.UUIDField()
    instrument = models.CharField(max_length=40)
    total = models.FloatField()
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["patient_id", "instrument", "at"])]

    class Privacy:
        purpose = "safety: a person in danger is seen by a professional"
        rows = "record: concern_read"
        fields: ClassVar[dict[str, str]] = {
            "entry_id": "identifier only; not exported; row deleted on erasure",
            "patient_id": "identifier only; not exported; row deleted on erasure",
            "instrument": "health data; exported; row deleted on erasure",
            "total": "health data; exported; row deleted on erasure",
            "at": "health data; exported; row deleted on erasure",
        }
