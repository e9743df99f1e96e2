"""The tables of the key store: wrapped keys of people and of the site, and the ledger of those that were destroyed."""

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
        rows = "keys"
        fields: ClassVar[dict[str, str]] = {
            "key_id": "identifier only; kept until erasure, not exported; row deleted on erasure",
            "patient_id": "identifier only; kept until erasure, not exported; row deleted on erasure",
            "wrapped": "the wrapped key; kept until erasure, never exported; destroyed and overwritten on erasure",
        }


class SiteKey(models.Model):
    """A key of the site itself (blind indexes, the journal's signature), wrapped under the master key."""

    name = models.CharField(max_length=40, primary_key=True)
    wrapped = models.BinaryField()

    class Privacy:
        purpose = "looks names up without storing them, and signs days of the journal"
        rows = "keys"
        fields: ClassVar[dict[str, str]] = {"name": "no personal data", "wrapped": "no personal data: a wrapped key"}


class Erasure(models.Model):
    """One key that was destroyed on purpose. Replayed after a restore, so that a backup brings no record back."""

    patient_id = models.UUIDField(primary_key=True)
    erased_at = models.DateTimeField()

    class Privacy:
        purpose = "keeps an erased record erased after a restore"
        rows = "keys"
        fields: ClassVar[dict[str, str]] = {
            "patient_id": "identifier only; kept for as long as a backup may exist, not exported; kept on erasure",
            "erased_at": "moment of the erasure; kept for as long as a backup may exist, not exported; kept on erasure",
        }
