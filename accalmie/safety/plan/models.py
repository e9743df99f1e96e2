"""Safety plans, as the journal told them: where each stands, and every version of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Standing(models.Model):
    """Where one person's plan stands. `readers`: the ids of the professionals whom they let read it."""

    patient_id = models.UUIDField(primary_key=True)
    version = models.UUIDField(null=True)
    written_at = models.DateTimeField(null=True)
    written_by = models.UUIDField(null=True)
    together = models.BooleanField(default=False)
    is_empty = models.BooleanField(default=True)
    reviewed_at = models.DateTimeField(null=True)
    readers = models.JSONField(default=list)

    class Privacy:
        purpose = "safety: a plan that somebody wrote is at hand when they need it"
        rows = "record: plan_read"
        fields: ClassVar[dict[str, str]] = {
            "patient_id": "identifier only; not exported; row deleted on erasure",
            "version": "identifier only; exported; row deleted on erasure",
            "written_at": "health data; exported; row deleted on erasure",
            "written_by": "identifier of the author; exported; row deleted on erasure",
            "together": "health data; exported; row deleted on erasure",
            "is_empty": "health data; exported; row deleted on erasure",
            "reviewed_at": "health data; exported; row deleted on erasure",
            "readers": "what the person allows; exported; row deleted on erasure",
        }


class Version(models.Model):
    """One version, whole; `words` are sealed. `shared`: the last one, while the person lets somebody read it."""

    entry_id = models.UUIDField(primary_key=True)
    patient_id = models.UUIDField()
    written_at = models.DateTimeField()
    written_by = models.UUIDField(null=True)
    together = models.BooleanField()
    words = models.BinaryField()
    shared = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["patient_id", "written_at"], name="plan_by_patient")]

    class Privacy:
        purpose = "safety: a plan that somebody wrote is at hand when they need it"
        rows = "record: plan_read, if shared"
        fields: ClassVar[dict[str, str]] = {
            "entry_id": "identifier only; exported; row deleted on erasure",
            "patient_id": "identifier only; not exported; row deleted on erasure",
            "written_at": "health data; exported; row deleted on erasure",
            "written_by": "identifier of the author; exported; row deleted on erasure",
            "together": "health data; exported; row deleted on erasure",
            "words": "health data and telephone numbers, sealed; exported; row deleted on erasure",
            "shared": "what the person allows; exported; row deleted on erasure",
        }
