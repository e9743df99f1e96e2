"""Ends of care, as the journal told them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

_EXPORTED = "health data by inference; exported; row deleted on erasure"


class Ending(models.Model):
    """One proposal that care ends, and what came of it. `words` (of the professional) and `last_word` (of the person)
    are sealed."""

    entry_id = models.UUIDField(primary_key=True)
    patient_id = models.UUIDField()
    reason = models.CharField(max_length=10)
    words = models.BinaryField()
    ends_on = models.DateField()
    proposed_at = models.DateTimeField()
    proposed_by = models.UUIDField(null=True)
    last_word = models.BinaryField(null=True)
    last_word_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["patient_id", "proposed_at"], name="closing_of_patient"),
            models.Index(
                fields=["ends_on"],
                condition=models.Q(ended_at__isnull=True, taken_back_at__isnull=True),
                name="closing_to_come",
            ),
        ]

    class Privacy:
        purpose = "care: an end of care is said beforehand, and nobody's care ends while something waits"
        rows = "record: talks_read"
        fields: ClassVar[dict[str, str]] = {
            "entry_id": "identifier only; exported; row deleted on erasure",
            "patient_id": "identifier only; not exported; row deleted on erasure",
            "reason": _EXPORTED,
            "words": "health data, sealed; exported; row deleted on erasure",
            "ends_on": _EXPORTED,
            "proposed_at": _EXPORTED,
            "proposed_by": "identifier of the author; exported; row deleted on erasure",
            "last_word": "health data, sealed; exported; row deleted on erasure",
            "last_word_at": _EXPORTED,
            "taken_back_at": _EXPORTED,
            "ended_at": _EXPORTED,
        }
