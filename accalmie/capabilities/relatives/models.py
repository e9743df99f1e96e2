"""Those close to a person, as the journal told it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Relative(models.Model):
    """One of them as the person named them last. `said` (name, relation, number) is sealed."""

    relative = models.UUIDField(primary_key=True)
    patient_id = models.UUIDField()
    said = models.BinaryField()
    may = models.JSONField()
    named_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["patient_id", "named_at"], name="relatives_of_patient")]

    class Privacy:
        purpose = "care: a person says who close to them may be called, and for what"
        rows = "record: talks_read"
        fields: ClassVar[dict[str, str]] = {
            "relative": "identifier only; exported; row deleted on erasure",
            "patient_id": "identifier only; not exported; row deleted on erasure",
            "said": "how to reach them, sealed; exported; row deleted on erasure",
            "may": "what the person allows; exported; row deleted on erasure",
            "named_at": "moment; exported; row deleted on erasure",
            "ended_at": "moment; exported; row deleted on erasure",
        }
