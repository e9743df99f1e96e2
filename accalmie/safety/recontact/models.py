"""What was agreed after a crisis, each step of it and the tries to reach the person: projections of the journal."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

_HEALTH = "health data; exported; row deleted on erasure"
_ID = "identifier only; exported; row deleted on erasure"
_OF_PATIENT = "identifier only; not exported; row deleted on erasure"
_PROFESSIONAL = "identifier of a professional; exported; row deleted on erasure"


class Recontact(models.Model):
    """What the person said when it was proposed. `ending` is empty while steps are left; `words`: who else keeps in
    touch, sealed."""

    class Said(models.TextChoices):
        AGREED = "agreed"
        REFUSED = "refused"
        ELSEWHERE = "elsewhere"

    id = models.UUIDField(primary_key=True)
    patient_id = models.UUIDField()
    said = models.CharField(max_length=12, choices=Said)
    said_at = models.DateTimeField()
    after = models.CharField(max_length=40)
    source = models.UUIDField(null=True)
    attempts = models.CharField(max_length=40, blank=True)
    since = models.DateField(null=True)
    by_message = models.CharField(max_length=40, blank=True)
    doctor = models.CharField(max_length=40, blank=True)
    owner = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=40, blank=True)
    words = models.BinaryField()

    class Meta:
        db_table = "recontact_recontact"
        constraints = (
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ending="") | Q(ended_at__isnull=False) & ~Q(ending=""),
                name="recontact_ends_with_an_ending",
            ),
        )
        indexes: ClassVar = [models.Index(fields=["patient_id", "said_at"], name="recontact_of_patient")]

    class Privacy:
        purpose = "safety: somebody keeps in touch after a crisis"
        rows = "record: concern_read, on_call"
        fields: ClassVar[dict[str, str]] = {
            "id": _ID,
            "patient_id": _OF_PATIENT,
            "said": _HEALTH,
            "said_at": _HEALTH,
            "after": _HEALTH,
            "source": _ID,
            "attempts": _HEALTH,
            "since": _HEALTH,
            "by_message": _HEALTH,
            "doctor": _HEALTH,
            "owner": _PROFESSIONAL,
            "ended_at": _HEALTH,
            "ending": _HEALTH,
            "words": "health data, sealed; exported; row deleted on erasure",
        }


class Step(models.Model):
    """One thing to do. `moves`: how often its day was changed; `told`: how often somebody was told; `next_at`: when
    somebody is told next, none once it is closed; `queued_at`: since when its message waits to leave."""

    id = models.UUIDField(primary_key=True)
    recontact = models.UUIDField()
    patient_id = models.UUIDField()
    kind = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField()
    opens_at = models.DateTimeField()
    due_at = models.DateTimeField()
    moves = models.PositiveSmallIntegerField(default=0)
    owner = models.UUIDField(null=True)
    told = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    queued_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)
    outcome = models.CharField(max_length=40, blank=True)
    words = models.BinaryField()

    class Meta:
        db_table = "recontact_step"
        constraints = (
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, outcome="") | Q(closed_at__isnull=False) & ~Q(outcome=""),
                name="recontact_step_closes_with_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, next_at__isnull=False)
                | Q(closed_at__isnull=False, next_at__isnull=True),
                name="recontact_step_has_a_clock_while_open",
            ),
        )
        indexes: ClassVar = [
            models.Index(fields=["next_at"], condition=Q(closed_at__isnull=True), name="recontact_step_due_next"),
            models.Index(fields=["patient_id", "due_at"], name="recontact_step_of_patient"),
        ]

    class Privacy:
        purpose = "safety: somebody keeps in touch after a crisis"
        rows = "record: concern_read, on_call"
        fields: ClassVar[dict[str, str]] = {
            "id": _ID,
            "recontact": _ID,
            "patient_id": _OF_PATIENT,
            "kind": _HEALTH,
            "number": _HEALTH,
            "opens_at": _HEALTH,
            "due_at": _HEALTH,
            "moves": _HEALTH,
            "owner": _PROFESSIONAL,
            "told": _HEALTH,
            "next_at": _HEALTH,
            "queued_at": _HEALTH,
            "closed_at": _HEALTH,
            "closed_by": _PROFESSIONAL,
            "outcome": _HEALTH,
            "words": "health data, sealed; exported after clinician review; row deleted on erasure",
        }


class Try(models.Model):
    """One try to reach the person for a step; `words` are sealed."""

    id = models.UUIDField(primary_key=True)
    step = models.UUIDField()
    patient_id = models.UUIDField()
    at = models.DateTimeField()
    by = models.UUIDField(null=True)
    way = models.CharField(max_length=40)
    result = models.CharField(max_length=40)
    words = models.BinaryField()

    class Meta:
        db_table = "recontact_try"
        indexes: ClassVar = [models.Index(fields=["step", "at"], name="recontact_try_of_step")]

    class Privacy:
        purpose = "safety: somebody keeps in touch after a crisis"
        rows = "record: concern_read, on_call"
        fields: ClassVar[dict[str, str]] = {
            "id": _ID,
            "step": _ID,
            "patient_id": _OF_PATIENT,
            "at": _HEALTH,
            "by": _PROFESSIONAL,
            "way": _HEALTH,
            "result": _HEALTH,
            "words": "health data, sealed; exported after clinician review; row deleted on erasure",
        }
