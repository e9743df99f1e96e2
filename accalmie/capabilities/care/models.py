"""What waits to be read, who reads it, who covers whom; a professional's days away, phrases and time of reading."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from uuid6 import uuid7

from accalmie.foundation.people.models import Person

_READ_IN_TIME = "care: what somebody shares is read in time, by somebody who is there"
_HEALTH = "health data; exported; row deleted on erasure"
_ID = "identifier only; exported; row deleted on erasure"
_PATIENT = "identifier only; not exported; row deleted on erasure"
_WHO = "identifier of a professional; exported; row deleted on erasure"


class ReviewDue(models.Model):
    """One exercise, and by when it is answered. Without `due_at` it is not open to the care team, or is answered."""

    entry_id = models.UUIDField(primary_key=True)
    patient_id = models.UUIDField()
    exercise = models.CharField(max_length=80)
    enrolment = models.UUIDField(null=True)
    module = models.CharField(max_length=80, blank=True)
    step = models.CharField(max_length=80, blank=True)
    shared = models.BooleanField(default=False)
    shared_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["due_at"], name="care_review_due"),
            models.Index(fields=["patient_id", "due_at"], name="care_review_of_patient"),
        ]

    class Privacy:
        purpose = _READ_IN_TIME
        rows = "record: record_read, if shared"
        fields: ClassVar[dict[str, str]] = {
            "entry_id": _ID,
            "patient_id": _PATIENT,
            "exercise": _HEALTH,
            "enrolment": _ID,
            "module": _HEALTH,
            "step": _HEALTH,
            "shared": "what the person allows; exported; row deleted on erasure",
            "shared_at": _HEALTH,
            "due_at": _HEALTH,
            "answered_at": _HEALTH,
            "answered_by": _WHO,
        }


class Agreed(models.Model):
    """Who reads what this person shares, within how many working days, and who does while they are away; nobody named:
    whoever has followed the person longest. `programmes`: the name of each programme, by enrolment."""

    patient_id = models.UUIDField(primary_key=True)
    owner = models.UUIDField(null=True)
    covered_by = models.UUIDField(null=True)
    within_days = models.PositiveSmallIntegerField(null=True)
    programmes = models.JSONField(default=dict)
    agreed_at = models.DateTimeField(null=True)

    class Privacy:
        purpose = _READ_IN_TIME
        rows = "record: record_read"
        fields: ClassVar[dict[str, str]] = {
            "patient_id": _PATIENT,
            "owner": _WHO,
            "covered_by": _WHO,
            "within_days": _HEALTH,
            "programmes": "health data by inference; exported; row deleted on erasure",
            "agreed_at": _HEALTH,
        }


class Cover(models.Model):
    """From `first_day` to `last_day`, both included, `covered_by` reads for `owner`; without a last day from then on.
    `is_over`: the owner is there after all."""

    entry_id = models.UUIDField(primary_key=True)
    patient_id = models.UUIDField()
    absence = models.UUIDField()
    owner = models.UUIDField()
    covered_by = models.UUIDField()
    first_day = models.DateField()
    last_day = models.DateField(null=True)
    arranged_at = models.DateTimeField()
    is_over = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["patient_id", "first_day"], name="care_cover_of_patient"),
            models.Index(fields=["covered_by", "first_day"], name="care_cover_by"),
        ]

    class Privacy:
        purpose = _READ_IN_TIME
        rows = "record: record_read"
        fields: ClassVar[dict[str, str]] = {
            "entry_id": _ID,
            "patient_id": _PATIENT,
            "absence": _ID,
            "owner": _WHO,
            "covered_by": _WHO,
            "first_day": "from when; exported; row deleted on erasure",
            "last_day": "until when; exported; row deleted on erasure",
            "arranged_at": "from when; exported; row deleted on erasure",
            "is_over": "until when; exported; row deleted on erasure",
        }


class Leave(models.Model):
    """Days on which a professional is away, both included; without a last day they leave the service. It is saved with
    a cover for each of their patients, or not at all. `ended_at`: they are there after all."""

    class Why(models.TextChoices):
        LEAVE = "leave"
        SICKNESS = "sickness"
        DEPARTURE = "departure"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    why = models.CharField(max_length=10, choices=Why)
    first_day = models.DateField()
    last_day = models.DateField(null=True)
    saved_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(last_day__isnull=True, why="departure") | Q(last_day__gte=F("first_day")),
                name="care_leave_has_its_days",
            ),
        )
        indexes: ClassVar = [models.Index(fields=["person", "last_day"], name="care_leave_of_person")]

    class Privacy:
        purpose = _READ_IN_TIME
        rows = "own: person_id"
        fields: ClassVar[dict[str, str]] = {
            "id": "identifier only; kept until erasure, exported; row deleted on erasure",
            "person": "who is away; kept until erasure, exported; row deleted on erasure",
            "why": "why they are away; kept until erasure, exported; row deleted on erasure",
            "first_day": "from when; kept until erasure, exported; row deleted on erasure",
            "last_day": "until when; kept until erasure, exported; row deleted on erasure",
            "saved_at": "from when; kept until erasure, exported; row deleted on erasure",
            "ended_at": "until when; kept until erasure, exported; row deleted on erasure",
        }


class Phrase(models.Model):
    """A phrase that a professional keeps for their answers, in their own words, in one language."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=2)
    words = models.BinaryField()
    kept_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "language"], name="care_phrase_of_person")]

    class Privacy:
        purpose = _READ_IN_TIME
        rows = "own: person_id"
        fields: ClassVar[dict[str, str]] = {
            "id": "identifier only; kept until erasure, exported; row deleted on erasure",
            "person": "whose words; kept until erasure, exported; row deleted on erasure",
            "language": "in which language; kept until erasure, exported; row deleted on erasure",
            "words": "their words, sealed; kept until erasure, exported; row deleted on erasure",
            "kept_at": "from when; kept until erasure, exported; row deleted on erasure",
        }


class ReadingTime(models.Model):
    """How long one answer took: `seconds` as counted from opening to sending, `minutes` as whoever wrote it corrected
    it. `about`: the record that was read."""

    answer = models.UUIDField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    about = models.UUIDField()
    seconds = models.PositiveIntegerField()
    minutes = models.PositiveSmallIntegerField(null=True)
    sent_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "sent_at"], name="care_reading_of_person")]

    class Privacy:
        purpose = "care: how long reading takes is known, so that load is seen"
        rows = "own: person_id"
        fields: ClassVar[dict[str, str]] = {
            "answer": "identifier only; kept until erasure, exported; row deleted on erasure",
            "person": "who answered; kept until erasure, exported; row deleted on erasure",
            "about": "identifier only; kept until erasure, not exported; row deleted on erasure",
            "seconds": "a count; kept until erasure, exported; row deleted on erasure",
            "minutes": "a count; kept until erasure, exported; row deleted on erasure",
            "sent_at": "from when; kept until erasure, exported; row deleted on erasure",
        }
