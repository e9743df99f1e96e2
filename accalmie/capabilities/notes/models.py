"""Signed notes, as the journal told them; and working notes, which are their author's alone."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from uuid6 import uuid7


class SignedNote(models.Model):
    """One version of a note. `first_id` is the version that it goes back to (its own id for the first); `words`, the
    four lines and why it was written again, are sealed."""

    entry_id = models.UUIDField(primary_key=True)
    patient_id = models.UUIDField()
    first_id = models.UUIDField()
    words = models.BinaryField()
    risk_asked = models.BooleanField()
    signed_at = models.DateTimeField()
    signed_by = models.UUIDField(null=True)
    replaced_by = models.UUIDField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["patient_id", "signed_at"], name="notes_by_patient")]

    class Privacy:
        purpose = "care: whoever comes next knows what was said, and what was decided"
        rows = "record: talks_read"
        fields: ClassVar[dict[str, str]] = {
            "entry_id": "identifier only; exported; row deleted on erasure",
            "patient_id": "identifier only; not exported; row deleted on erasure",
            "first_id": "identifier only; exported; row deleted on erasure",
            "words": "health data, sealed; exported after clinician review; row deleted on erasure",
            "risk_asked": "health data; exported; row deleted on erasure",
            "signed_at": "health data; exported; row deleted on erasure",
            "signed_by": "identifier of a professional; exported; row deleted on erasure",
            "replaced_by": "identifier only; exported; row deleted on erasure",
        }


class WorkingNote(models.Model):
    """A professional's own note about somebody in their care; `words` are sealed under that person's key."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    patient_id = models.UUIDField()
    author_id = models.UUIDField()
    words = models.BinaryField()
    written_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["author_id", "patient_id"], name="notes_by_author")]

    class Privacy:
        purpose = "a professional keeps working notes of their own, apart from the record"
        rows = "own: author_id"
        fields: ClassVar[dict[str, str]] = {
            "id": "identifier only; not exported; row deleted on erasure",
            "patient_id": "identifier only; not exported; row deleted on erasure",
            "author_id": "identifier of a professional; not exported; row deleted on erasure",
            "words": "a professional's own words, sealed; kept until removed, not exported; row deleted on erasure",
            "written_at": "moment; not exported; row deleted on erasure",
        }
