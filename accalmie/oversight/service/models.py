"""One row a patient: the dates and counts of which the figures of a service are made. No name, no word of theirs."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class ServiceRow(models.Model):
    """`waits`: pairs of moments, asked for somebody and reached by somebody (None while they wait). `scores`: by
    instrument, first total, its moment, last total, its moment. `acts`: how often somebody reached them, by the Monday
    of the week."""

    patient_id = models.UUIDField(primary_key=True)
    waits = models.JSONField(default=list)
    began_at = models.DateTimeField(null=True)
    mode = models.CharField(max_length=10, blank=True)
    enrolment = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=20, blank=True)
    last_activity_at = models.DateTimeField(null=True)
    scores = models.JSONField(default=dict)
    acts = models.JSONField(default=dict)
    died_at = models.DateTimeField(null=True)

    class Privacy:
        purpose = "care: a service sees how long people wait and what becomes of all who begin, as numbers"
        rows = "record: record_read"
        fields: ClassVar[dict[str, str]] = {
            "patient_id": "identifier only; not exported; row deleted on erasure",
            "waits": "health data by inference; exported as the journal; row deleted on erasure",
            "began_at": "health data; exported as the progress; row deleted on erasure",
            "mode": "health data; exported as the progress; row deleted on erasure",
            "enrolment": "identifier only; exported; row deleted on erasure",
            "ended_at": "health data; exported as the journal; row deleted on erasure",
            "ending": "health data; exported as the journal; row deleted on erasure",
            "last_activity_at": "health data; exported as the journal; row deleted on erasure",
            "scores": "health data; exported as the scores; row deleted on erasure",
            "acts": "health data by inference; exported as the journal; row deleted on erasure",
            "died_at": "health data; exported as the journal; row deleted on erasure",
        }
