"""The keys of daily packs, the packs that were made, and whose data each holds. The packs themselves are files."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from uuid6 import uuid7

from accalmie.foundation.people.models import Organisation, Person


class PackKey(models.Model):
    """What packs are sealed with: a public key, and its private half locked by a passphrase that nobody keeps here.

    Never changed: a new one takes its place. `holders_sealed`: who has the passphrase, in the words of whoever made it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    public = models.BinaryField()
    private_locked = models.BinaryField()
    salt = models.BinaryField()
    rounds = models.PositiveIntegerField()
    holders_sealed = models.BinaryField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organisation", "made_at"], name="safety_pack_key_latest")]

    class Privacy:
        purpose = "safety: what is needed is at hand when the site cannot be reached"
        rows = "organisation: pack_take"
        fields: ClassVar[dict[str, str]] = {
            "id": "identifier only; kept for ever, exported; kept on erasure, as proof",
            "organisation": "no personal data; kept for ever",
            "made_at": "when; kept for ever, exported; kept on erasure, as proof",
            "made_by": "who made it; kept for ever, exported; kept on erasure, as proof",
            "public": "no personal data; kept for ever",
            "private_locked": "no personal data; kept for ever",
            "salt": "no personal data; kept for ever",
            "rounds": "no personal data; kept for ever",
            "holders_sealed": "who holds the passphrase, sealed; kept for ever, exported; kept on erasure, as proof",
        }


class Pack(models.Model):
    """One pack: where its file is, how many people it holds, and the digest by which the file is known again.

    `ended_at`: since when the file is deleted.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    key = models.ForeignKey(PackKey, on_delete=models.PROTECT, related_name="packs")
    made_at = models.DateTimeField()
    file = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    people = models.PositiveIntegerField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organisation", "made_at"], name="safety_pack_latest")]

    class Privacy:
        purpose = "safety: what is needed is at hand when the site cannot be reached"
        rows = "organisation: pack_take"
        fields: ClassVar[dict[str, str]] = {
            "id": "identifier only; kept for ever, not exported; kept on erasure, naming nobody",
            "organisation": "no personal data; kept for ever",
            "key": "no personal data; kept for ever",
            "made_at": "no personal data; kept for ever",
            "file": "no personal data; kept for ever",
            "digest": "no personal data; kept for ever",
            "people": "no personal data; kept for ever",
            "ended_at": "no personal data; kept for ever",
        }


class InPack(models.Model):
    """That somebody's data are in a pack: whoever takes it is noted in their access log."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    pack = models.ForeignKey(Pack, on_delete=models.CASCADE, related_name="holds")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    patient_id = models.UUIDField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["pack", "patient_id"], name="safety_pack_holds_a_person_once"),)
        indexes: ClassVar = [models.Index(fields=["patient_id"], name="safety_pack_of_patient")]

    class Privacy:
        purpose = "safety: what is needed is at hand when the site cannot be reached"
        rows = "organisation: pack_take, ends"
        fields: ClassVar[dict[str, str]] = {
            "id": "identifier only; kept as long as the pack, not exported; row deleted on erasure",
            "pack": "in which pack; kept as long as the pack, not exported; row deleted on erasure",
            "organisation": "no personal data",
            "patient_id": "identifier only; kept as long as the pack, not exported; row deleted on erasure",
        }


class PackAlarm(models.Model):
    """When the operator was last told that a service has no fresh pack."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, primary_key=True, related_name="+")
    told_at = models.DateTimeField(null=True)

    class Privacy:
        purpose = "does what is due, once: no personal data"
        rows = "site"
        fields: ClassVar[dict[str, str]] = {
            "organisation": "no personal data",
            "told_at": "no personal data",
        }
