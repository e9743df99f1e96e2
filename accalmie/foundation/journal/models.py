"""The journal's tables: a head for each patient, the entries, the marks of stale projections, the signed roots."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Head(models.Model):
    """How far one patient's journal has come. Its row is the lock under which that patient's entries are written."""

    patient_id = models.UUIDField(primary_key=True)
    sequence = models.PositiveBigIntegerField()
    chain = models.BinaryField()
    key_id = models.UUIDField()
    has_stale = models.BooleanField()  # saves the ordinary append a look at StaleProjection

    class Privacy:
        purpose = "orders a patient's entries and shows whether one is missing"
        rows = "record: record_read"
        fields: ClassVar[dict[str, str]] = {
            "patient_id": "identifier only; kept with the record, not exported; kept on erasure, naming nobody",
            "sequence": "count of entries; kept with the record, not exported; kept on erasure",
            "chain": "hash of sealed bytes; kept with the record, not exported; kept on erasure",
            "key_id": "name of the destroyed or living key; kept with the record, not exported; kept on erasure",
            "has_stale": "technical mark; kept with the record, not exported; kept on erasure",
        }


class StoredEntry(models.Model):
    """One entry: a clear header and opaque bytes. Rows are added and never changed; the database itself refuses."""

    id = models.UUIDField(primary_key=True)
    patient_id = models.UUIDField()
    sequence = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=80)
    version = models.PositiveSmallIntegerField()
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = models.UUIDField(null=True)
    key_id = models.UUIDField()
    payload = models.BinaryField()
    chain = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["patient_id", "sequence"], name="journal_entry_place"),
        ]

    class Privacy:
        purpose = "the patient's record: what happened, in order, for ever as it was written"
        rows = "record: record_read"
        fields: ClassVar[dict[str, str]] = {
            "id": "identifier only; kept with the record, exported; kept on erasure",
            "patient_id": "identifier only; kept with the record, exported; kept on erasure, naming nobody",
            "sequence": "place in the record; kept with the record, exported; kept on erasure",
            "kind": "what sort of thing happened; kept with the record, exported; kept on erasure",
            "version": "form of the payload; kept with the record, exported; kept on erasure",
            "occurred_at": "moment; kept with the record, exported; kept on erasure",
            "recorded_at": "moment; kept with the record, exported; kept on erasure",
            "by": "identifier of the author; kept with the record, exported; kept on erasure",
            "key_id": "name of the key; kept with the record, not exported; kept on erasure",
            "payload": "sealed under the patient's own key; exported opened; unreadable on erasure, its key destroyed",
            "chain": "hash of sealed bytes; kept with the record, not exported; kept on erasure",
        }


class StaleProjection(models.Model):
    """One patient's projection that failed and waits to be rebuilt. The entries themselves are safe."""

    projection = models.CharField(max_length=80)
    patient_id = models.UUIDField(db_index=True)
    since = models.DateTimeField()  # when the entry at which it failed was recorded
    error = models.CharField(max_length=120)  # class name only: a message could hold what somebody wrote

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["projection", "patient_id"], name="journal_stale_once"),
        ]

    class Privacy:
        purpose = "tells the administrator which view of a record is out of date"
        rows = "writers"
        fields: ClassVar[dict[str, str]] = {
            "id": "row number; kept until rebuilt, not exported; deleted on erasure",
            "projection": "name of a table of ours; kept until rebuilt, not exported; deleted on erasure",
            "patient_id": "identifier only; kept until rebuilt, not exported; deleted on erasure",
            "since": "moment; kept until rebuilt, not exported; deleted on erasure",
            "error": "class name of a fault, nobody's words; kept until rebuilt, not exported; deleted on erasure",
        }


class DayRoot(models.Model):
    """The signed root over all heads at the end of a day. Tied to the root before it."""

    day = models.DateField(primary_key=True)
    patients = models.PositiveBigIntegerField()
    root = models.BinaryField()
    previous = models.BinaryField()
    public_key = models.BinaryField()
    signature = models.BinaryField()
    side_leaves = models.PositiveBigIntegerField(null=True)  # None, both: sealed before there were side chains
    side_root = models.BinaryField(null=True)

    class Privacy:
        purpose = "shows a patient, or a whole day, that was taken out of the journal"
        rows = "owner"
        fields: ClassVar[dict[str, str]] = {
            "day": "no personal data; kept for ever, not exported; kept on erasure",
            "patients": "a count; kept for ever, not exported; kept on erasure",
            "root": "hash over hashes; kept for ever, not exported; kept on erasure",
            "previous": "hash over hashes; kept for ever, not exported; kept on erasure",
            "public_key": "no personal data; kept for ever, not exported; kept on erasure",
            "signature": "no personal data; kept for ever, not exported; kept on erasure",
            "side_leaves": "a count; kept for ever, not exported; kept on erasure",
            "side_root": "hash over hashes; kept for ever, not exported; kept on erasure",
        }


class DayLeaf(models.Model):
    """A head that moved since the last sealed day. The latest leaf of each patient are the leaves of the tree."""

    day = models.DateField()
    patient_id = models.UUIDField()
    sequence = models.PositiveBigIntegerField()
    chain = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["patient_id", "day"], name="journal_leaf_once_a_day"),
        ]

    class Privacy:
        purpose = "the heads that a signed root stands for"
        rows = "owner"
        fields: ClassVar[dict[str, str]] = {
            "id": "row number; kept for ever, not exported; kept on erasure",
            "day": "day of the seal; kept for ever, not exported; kept on erasure",
            "patient_id": "identifier only; kept for ever, not exported; kept on erasure, naming nobody",
            "sequence": "count of entries; kept for ever, not exported; kept on erasure",
            "chain": "hash of sealed bytes; kept for ever, not exported; kept on erasure",
        }


class SideLeaf(models.Model):
    """A head of a chain beside the journal that moved since it was last noted: of which kind, whose, how far."""

    day = models.DateField(db_index=True)
    kind = models.CharField(max_length=20)
    patient_id = models.UUIDField()
    sequence = models.PositiveBigIntegerField()
    chain = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["patient_id", "kind", "day"], name="journal_side_leaf_once_a_day"),
        ]

    class Privacy:
        purpose = "the heads that a signed root stands for"
        rows = "owner"
        fields: ClassVar[dict[str, str]] = {
            "id": "row number; kept for ever, not exported; kept on erasure",
            "day": "day of the seal; kept for ever, not exported; kept on erasure",
            "kind": "name of a table of ours; kept for ever, not exported; kept on erasure",
            "patient_id": "identifier only; kept for ever, not exported; kept on erasure, naming nobody",
            "sequence": "count of entries; kept for ever, not exported; kept on erasure",
            "chain": "hash of sealed bytes; kept for ever, not exported; kept on erasure",
        }
