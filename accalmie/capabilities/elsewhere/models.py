"""Care given elsewhere, as the journal told it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Elsewhere(models.Model):
    """One line. `said` (what, and who gives it) is sealed; `stands` is false once it was corrected or struck."""

    entry_id = models.UUIDField(primary_key=True)
    patient_id = models.UUIDField()
    about = models.CharField(max_length=12)
    told_by = models.CharField(max_length=10)
    said = models.BinaryField()
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    noted_at = models.DateTimeField()
    noted_by = models.UUIDField(null=True)
    stands = models.BooleanField(default=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["patient_id", "stands"], name="elsewhere_by_patient")]

    class Privacy:
        purpose = "care: who else treats this person, since when, and on whose word"
        rows = "record: talks_read"
        fields: ClassVar[dict[str, str]] = {
            "entry_id": "identifier only; exported; row deleted on erasure",
            "patient_id": "identifier only; not exported; row deleted on erasure",
            "about": "health data by inference; exported; row deleted on erasure",
            "told_by": "who told it; exported; row deleted on erasure",
            "said": "health data, sealed; exported; row deleted on erasure",
            "since": "from when; exported; row deleted on erasure",
            "until": "until when; exported; row deleted on erasure",
            "noted_at": "moment; exported; row deleted on erasure",
            "noted_by": "identifier of a professional; exported; row deleted on erasure",
            "stands": "health data; exported; row deleted on erasure",
        }
