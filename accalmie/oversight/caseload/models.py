"""One row a patient: what a professional's list needs, computed from the journal alone; and the views of that list that
professionals keep for themselves."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from uuid6 import uuid7

from accalmie.foundation.people.models import Person


class CaseRow(models.Model):
    """How a patient does, in figures and moments. `previous` is the PHQ-9 before the last; `usual_days` their own
    rhythm, and `drifts_at` when silence is unlike it; `waits_since` a start with somebody beside them, until that
    somebody came; `spoken_at` when one last did."""

    patient_id = models.UUIDField(primary_key=True)
    phq9_first = models.FloatField(null=True)
    phq9_first_at = models.DateTimeField(null=True)
    phq9_previous = models.FloatField(null=True)
    phq9_previous_at = models.DateTimeField(null=True)
    phq9_last = models.FloatField(null=True)
    phq9_last_at = models.DateTimeField(null=True)
    gad7_last = models.FloatField(null=True)
    who5_last = models.FloatField(null=True)
    last_activity_at = models.DateTimeField(null=True)
    programme = models.CharField(max_length=80, blank=True)
    mode = models.CharField(max_length=10, blank=True)
    module = models.CharField(max_length=80, blank=True)
    enrolment = models.UUIDField(null=True)
    asked_person = models.UUIDField(null=True)
    asked_person_at = models.DateTimeField(null=True)
    worse_at = models.DateTimeField(null=True)
    led_at = models.DateTimeField(null=True)
    active_days = models.JSONField(default=list)
    usual_days = models.FloatField(null=True)
    drifts_at = models.DateTimeField(null=True)
    off_course_at = models.DateTimeField(null=True)
    waits_since = models.DateTimeField(null=True)
    spoken_at = models.DateTimeField(null=True)

    class Privacy:
        purpose = "care: a professional sees first who needs them first"
        rows = "record: record_read"
        fields: ClassVar[dict[str, str]] = {
            "patient_id": "identifier only; not exported; row deleted on erasure",
            "phq9_first": "health data; exported as the scores; row deleted on erasure",
            "phq9_first_at": "health data; exported as the scores; row deleted on erasure",
            "phq9_previous": "health data; exported as the scores; row deleted on erasure",
            "phq9_previous_at": "health data; exported as the scores; row deleted on erasure",
            "phq9_last": "health data; exported as the scores; row deleted on erasure",
            "phq9_last_at": "health data; exported as the scores; row deleted on erasure",
            "gad7_last": "health data; exported as the scores; row deleted on erasure",
            "who5_last": "health data; exported as the scores; row deleted on erasure",
            "last_activity_at": "health data; exported as the journal; row deleted on erasure",
            "programme": "health data by inference; exported as the progress; row deleted on erasure",
            "mode": "health data; exported as the progress; row deleted on erasure",
            "module": "health data; exported as the progress; row deleted on erasure",
            "enrolment": "identifier only; exported; row deleted on erasure",
            "asked_person": "identifier only; exported as the journal; row deleted on erasure",
            "asked_person_at": "health data; exported as the journal; row deleted on erasure",
            "worse_at": "health data; exported as the journal; row deleted on erasure",
            "led_at": "health data; exported as the journal; row deleted on erasure",
            "active_days": "health data; exported as the journal; row deleted on erasure",
            "usual_days": "health data; exported as the journal; row deleted on erasure",
            "drifts_at": "health data; exported as the journal; row deleted on erasure",
            "off_course_at": "health data; exported as the scores; row deleted on erasure",
            "waits_since": "health data; exported as the journal; row deleted on erasure",
            "spoken_at": "health data; exported as the journal; row deleted on erasure",
        }


class SavedView(models.Model):
    """A part of their list that a professional comes back to: what they call it, sealed, and which part it is
    (`wanted.Wanted.kept`). It names no patient."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    professional = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="saved_views")
    name_sealed = models.BinaryField()
    shows = models.JSONField()
    created_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["professional", "created_at"], name="caseload_views_of_one")]

    class Privacy:
        purpose = "care: a professional sees first who needs them first"
        rows = "own: professional_id"
        fields: ClassVar[dict[str, str]] = {
            "id": "identifier only; kept until erasure, exported; row deleted on erasure",
            "professional": "whose settings; kept until erasure, exported; row deleted on erasure",
            "name_sealed": "what they call it, sealed; kept until erasure, exported; row deleted on erasure",
            "shows": "setting; kept until erasure, exported; row deleted on erasure",
            "created_at": "when; kept until erasure, exported; row deleted on erasure",
        }
