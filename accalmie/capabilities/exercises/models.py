"""What people wrote in exercises, as the journal told it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Written(models.Model):
    """One exercise filled once. `shared`: the person opened it to their care team."""

    entry_id = models.UUIDField(primary_key=True)
    patient_id = models.UUIDField()
    exercise = models.CharField(max_length=80)
    exercise_version = models.CharField(max_length=20)
    answers = models.BinaryField()
    shared = models.BooleanField(default=False)
    enrolment = models.UUIDField(null=True)
    module = models.CharField(max_length=80, blank=True)
    step = models.CharField(max_length=80, blank=True)
    written_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["patient_id", "written_at"])]

    class Privacy:
        purpose = "care: the person finds what they wrote, and shows it to their care team if they wish"
        rows = "record: record_read, if shared"
        fields: ClassVar[dict[str, str]] = {
            "entry_id": "identifier only; exported; row deleted on erasure",
            "patient_id": "identifier only; not exported; row deleted on erasure",
            "exercise": "health data; exported; row deleted on erasure",
            "exercise_version": "no personal data; exported; row deleted on erasure",
            "answers": "health data, sealed under the person's key; exported; row deleted on erasure",
            "shared": "what the person allows; exported; row deleted on erasure",
            "enrolment": "identifier only; exported; row deleted on erasure",
            "module": "health data; exported; row deleted on erasure",
            "step": "health data; exported; row deleted on erasure",
            "written_at": "health data; exported; row deleted on erasure",
        }


class Answer(models.Model):
    """What a professional answered to an exercise, with the person's words of which it speaks, sealed."""

    entry_id = models.UUIDField(primary_key=True)
    patient_id = models.UUIDField()
    written = models.UUIDField()
    by = models.UUIDField(null=True)
    words = models.BinaryField()
    answered_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["patient_id", "answered_at"], name="exercises_answer_of_patient")]

    class Privacy:
        purpose = "care: the person reads what their professional answered"
        rows = "record: record_read"
        fields: ClassVar[dict[str, str]] = {
            "entry_id": "identifier only; exported; row deleted on erasure",
            "patient_id": "identifier only; not exported; row deleted on erasure",
            "written": "identifier only; exported; row deleted on erasure",
            "by": "identifier of a professional; exported; row deleted on erasure",
            "words": "health data, sealed under the person's key; exported; row deleted on erasure",
            "answered_at": "health data; exported; row deleted on erasure",
        }
