"""That somebody has died, as a professional noted it; and whether that was corrected."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Death(models.Model):
    """One row a patient of whom it was ever noted. `gravest`: the level of the gravest alert that it ended, if any."""

    patient_id = models.UUIDField(primary_key=True)
    noted = models.UUIDField()
    noted_at = models.DateTimeField()
    noted_by = models.UUIDField(null=True)
    day = models.DateField(null=True)
    learnt_from = models.CharField(max_length=40)
    gravest = models.CharField(max_length=20, blank=True)
    corrected_at = models.DateTimeField(null=True)
    corrected_by = models.UUIDField(null=True)

    class Meta:
        db_table = "safety_death"

    class Privacy:
        purpose = "safety: nothing is sent to somebody who has died"
        rows = "record: concern_read, on_call"
        fields: ClassVar[dict[str, str]] = {
            "patient_id": "identifier only; not exported; row deleted on erasure",
            "noted": "identifier only; exported; row deleted on erasure",
            "noted_at": "health data; exported; row deleted on erasure",
            "noted_by": "identifier of a professional; exported; row deleted on erasure",
            "day": "health data; exported; row deleted on erasure",
            "learnt_from": "health data; exported; row deleted on erasure",
            "gravest": "health data; exported; row deleted on erasure",
            "corrected_at": "health data; exported; row deleted on erasure",
            "corrected_by": "identifier of a professional; exported; row deleted on erasure",
        }
