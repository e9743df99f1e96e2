"""What is kept of each simulated clinic, in counts and sums; and the traces of each patient, for who cares for them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class SimulatedClinic(models.Model):
    """One run of `accalmie simulate`: the numbers it was made with, and what came out. Nobody in it exists."""

    id = models.BigAutoField(primary_key=True)
    made_at = models.DateTimeField()
    seed = models.BigIntegerField()
    patients = models.PositiveIntegerField()
    weeks = models.PositiveSmallIntegerField()
    until = models.DateTimeField()
    parameters = models.CharField(max_length=64)
    version = models.CharField(max_length=20)
    graph = models.CharField(max_length=64)
    entries = models.PositiveIntegerField()
    summary = models.JSONField()

    class Meta:
        ordering: ClassVar = ["-made_at", "-id"]

    class Privacy:
        purpose = "compares simulated people with published figures: nobody in it exists"
        rows = "library"
        fields: ClassVar[dict[str, str]] = {
            "id": "no personal data; kept with the simulated records",
            "made_at": "no personal data; kept with the simulated records",
            "seed": "no personal data; kept with the simulated records",
            "patients": "no personal data; kept with the simulated records",
            "weeks": "no personal data; kept with the simulated records",
            "until": "no personal data; kept with the simulated records",
            "parameters": "no personal data; kept with the simulated records",
            "version": "no personal data; kept with the simulated records",
            "graph": "no personal data; kept with the simulated records",
            "entries": "no personal data; kept with the simulated records",
            "summary": "no personal data: counts over people who do not exist; kept with the simulated records",
        }


class TraceRow(models.Model):
    """The days, scores and modules of one patient (`core/insight/traces.py`), as the journal told them. No words."""

    patient_id = models.UUIDField(primary_key=True)
    trace = models.JSONField(default=dict)

    class Privacy:
        purpose = "care: tells a professional who leaves the expected course or drifts away"
        rows = "record: record_read"
        fields: ClassVar[dict[str, str]] = {
            "patient_id": "identifier only; not exported; row deleted on erasure",
            "trace": "health data; exported as the journal; row deleted on erasure",
        }


class Decision(models.Model):
    """What a professional did with what a model proposed; `because`, why it was not followed, is sealed."""

    entry_id = models.UUIDField(primary_key=True)
    patient_id = models.UUIDField()
    enrolment = models.UUIDField()
    about = models.CharField(max_length=12)
    week = models.PositiveSmallIntegerField()
    proposed = models.CharField(max_length=20)
    followed = models.BooleanField()
    because = models.BinaryField()
    decided_at = models.DateTimeField()
    decided_by = models.UUIDField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["patient_id", "enrolment"], name="insight_by_patient")]

    class Privacy:
        purpose = "care: tells a professional who leaves the expected course or drifts away"
        rows = "record: talks_read"
        fields: ClassVar[dict[str, str]] = {
            "entry_id": "identifier only; exported; row deleted on erasure",
            "patient_id": "identifier only; not exported; row deleted on erasure",
            "enrolment": "identifier only; exported; row deleted on erasure",
            "about": "health data by inference; exported; row deleted on erasure",
            "week": "health data; exported; row deleted on erasure",
            "proposed": "health data by inference; exported; row deleted on erasure",
            "followed": "health data; exported; row deleted on erasure",
            "because": "health data, sealed; exported after clinician review; row deleted on erasure",
            "decided_at": "moment; exported; row deleted on erasure",
            "decided_by": "identifier of a professional; exported; row deleted on erasure",
        }
