"""The two tables of the key store: the wrapped keys, and the ledger of those that were destroyed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class PatientKey(models.Model):
    """One patient's data key, wrapped under the master key. Without this row the record cannot be read by anyone."""

    key_id = models.UUIDField(primary_key=True)
    patient_id = models.UUIDField(unique=True)
    wrapped = models.BinaryField()

    class Privacy:
        purpose = "opens the sealed record of one patient"
        fields: ClassVar[dict[str, str]] = {
            "key_id": "identifier only; kept until erasure, not exported; row deleted on erasure",
            "patient_id": "identifier only; kept until erasure, not exported; row deleted on erasure",
            "wrapped": "the wrapped key; kept until erasure, never exported; destroyed and overwritten on erasure",
        }


class Erasure(models.Model):
    """One key that was destroyed on purpose. Replayed after a restore, so that a backup brings no record back."""

    patient_id = models.UUIDField(primary_key=True)
    erased_at = models.DateTimeField()

    class Privacy:
        purpose = "keeps an erased record erased after a restore"
        fields: ClassVar[dict[str, str]] = {
            "patient_id": "identifier only; kept for as long as a backup may exist, not exported; kept on erasure",
            "erased_at": "moment of the erasure; kept for as long as a backup may exist, not exported; kept on erasure",
        }
