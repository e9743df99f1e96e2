"""One row a patient: what a professional's list needs, computed from the journal alone."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class CaseRow(models.Model):
    """How a patient does, in figures and moments. `previous` is the PHQ-9 before the last; `unread` ids of shared
    exercises."""

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
    unread = models.JSONField(default=list)
    unread_at = models.DateTimeField(null=True)

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
            "unread": "identifiers of shared exercises; exported as the exercises; row deleted on erasure",
            "unread_at": "health data; exported as the exercises; row deleted on erasure",
        }
