"""Goals and the tasks of a team, as the journal told them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from uuid6 import uuid7


class Goal(models.Model):
    """One goal as it stands. `said` (the person's words, the steps, the words of its end) is sealed; `version` is the
    entry that wrote it last."""

    entry_id = models.UUIDField(primary_key=True)
    goal = models.UUIDField()
    patient_id = models.UUIDField()
    said = models.BinaryField()
    version = models.UUIDField()
    together = models.BooleanField()
    written_at = models.DateTimeField()
    written_by = models.UUIDField(null=True)
    review_on = models.DateField(null=True)
    ending = models.CharField(max_length=10, default="")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["patient_id", "goal"], name="goal_once")]

    class Privacy:
        purpose = "care: a person and their team work towards the same thing"
        rows = "record: talks_read"
        fields: ClassVar[dict[str, str]] = {
            "entry_id": "identifier only; exported; row deleted on erasure",
            "goal": "identifier only; exported; row deleted on erasure",
            "patient_id": "identifier only; not exported; row deleted on erasure",
            "said": "health data, sealed; exported; row deleted on erasure",
            "version": "identifier only; exported; row deleted on erasure",
            "together": "health data; exported; row deleted on erasure",
            "written_at": "health data; exported; row deleted on erasure",
            "written_by": "identifier of the author; exported; row deleted on erasure",
            "review_on": "health data; exported; row deleted on erasure",
            "ending": "health data; exported; row deleted on erasure",
            "ended_at": "health data; exported; row deleted on erasure",
        }


class TeamTask(models.Model):
    """Something that somebody of the care team does by a day. `said` is sealed."""

    entry_id = models.UUIDField(primary_key=True)
    task = models.UUIDField()
    patient_id = models.UUIDField()
    said = models.BinaryField()
    owner = models.UUIDField()
    due_on = models.DateField()
    given_at = models.DateTimeField()
    given_by = models.UUIDField(null=True)
    ending = models.CharField(max_length=10, default="")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["patient_id", "task"], name="team_task_once")]

    class Privacy:
        purpose = "care: what a team promised to do is done by somebody, in time"
        rows = "record: talks_read"
        fields: ClassVar[dict[str, str]] = {
            "entry_id": "identifier only; exported; row deleted on erasure",
            "task": "identifier only; exported; row deleted on erasure",
            "patient_id": "identifier only; not exported; row deleted on erasure",
            "said": "health data, sealed; exported; row deleted on erasure",
            "owner": "identifier of a professional; exported; row deleted on erasure",
            "due_on": "health data; exported; row deleted on erasure",
            "given_at": "health data; exported; row deleted on erasure",
            "given_by": "identifier of a professional; exported; row deleted on erasure",
            "ending": "health data; exported; row deleted on erasure",
            "ended_at": "health data; exported; row deleted on erasure",
            "ended_by": "identifier of a professional; exported; row deleted on erasure",
        }


class TeamMessage(models.Model):
    """What a professional wrote to colleagues of the care team. `said` (the words, and to whom) is sealed."""

    entry_id = models.UUIDField(primary_key=True)
    patient_id = models.UUIDField()
    said = models.BinaryField()
    written_at = models.DateTimeField()
    written_by = models.UUIDField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["patient_id", "written_at"], name="room_by_patient")]

    class Privacy:
        purpose = "care: a team speaks with one another about the person, in one place"
        rows = "record: step_review"
        fields: ClassVar[dict[str, str]] = {
            "entry_id": "identifier only; exported; row deleted on erasure",
            "patient_id": "identifier only; not exported; row deleted on erasure",
            "said": "health data, sealed; exported after clinician review; row deleted on erasure",
            "written_at": "health data; exported; row deleted on erasure",
            "written_by": "identifier of a professional; exported; row deleted on erasure",
        }


class Confidence(models.Model):
    """The same, told in confidence by somebody else than the person. It is in no journal, so that nothing which is
    given to the person can hold it, or say that there is one."""

    id = models.UUIDField(primary_key=True)
    patient_id = models.UUIDField()
    said = models.BinaryField()
    written_at = models.DateTimeField()
    written_by = models.UUIDField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["patient_id", "written_at"], name="confidence_by_patient")]

    class Privacy:
        purpose = "care: a team knows what others told it in confidence, which the person is never given"
        rows = "record: step_review"
        fields: ClassVar[dict[str, str]] = {
            "id": "identifier only; never exported; row deleted on erasure",
            "patient_id": "identifier only; not exported; row deleted on erasure",
            "said": "health data, sealed; never exported; row deleted on erasure",
            "written_at": "moment; never exported; row deleted on erasure",
            "written_by": "identifier of a professional; never exported; row deleted on erasure",
        }


class Attention(models.Model):
    """A message of the team's room that waits for one colleague, until they say that they have read it."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    patient_id = models.UUIDField()
    message = models.UUIDField()
    colleague = models.UUIDField()
    read_at = models.DateTimeField(null=True)
    read_by = models.UUIDField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["patient_id", "message", "colleague"], name="attention_once"),
            models.CheckConstraint(
                condition=models.Q(read_at__isnull=True, read_by__isnull=True)
                | models.Q(read_at__isnull=False, read_by__isnull=False),
                name="attention_read_by_somebody",
            ),
        ]

    class Privacy:
        purpose = "care: what a colleague must read waits for them until they have"
        rows = "record: step_review"
        fields: ClassVar[dict[str, str]] = {
            "id": "identifier only; not exported; row deleted on erasure",
            "patient_id": "identifier only; not exported; row deleted on erasure",
            "message": "identifier only; not exported; row deleted on erasure",
            "colleague": "identifier of a professional; not exported; row deleted on erasure",
            "read_at": "moment; not exported; row deleted on erasure",
            "read_by": "identifier of a professional; not exported; row deleted on erasure",
        }


class Referral(models.Model):
    """One letter about somebody: from prepared to received. `said` (to whom, the lines, who confirmed, why it ended) is
    sealed; `receipt_by` is the day from which it is due."""

    entry_id = models.UUIDField(primary_key=True)
    referral = models.UUIDField()
    patient_id = models.UUIDField()
    said = models.BinaryField()
    state = models.CharField(max_length=10)
    outside = models.BooleanField()
    prepared_at = models.DateTimeField()
    prepared_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    receipt_by = models.DateField(null=True)
    received_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["patient_id", "referral"], name="referral_once")]

    class Privacy:
        purpose = "care: what is written about somebody arrives, with what they agreed to and nothing else"
        rows = "record: talks_read"
        fields: ClassVar[dict[str, str]] = {
            "entry_id": "identifier only; exported; row deleted on erasure",
            "referral": "identifier only; exported; row deleted on erasure",
            "patient_id": "identifier only; not exported; row deleted on erasure",
            "said": "health data, sealed; exported; row deleted on erasure",
            "state": "health data; exported; row deleted on erasure",
            "outside": "health data; exported; row deleted on erasure",
            "prepared_at": "health data; exported; row deleted on erasure",
            "prepared_by": "identifier of a professional; exported; row deleted on erasure",
            "answered_at": "health data; exported; row deleted on erasure",
            "sent_at": "health data; exported; row deleted on erasure",
            "receipt_by": "health data; exported; row deleted on erasure",
            "received_at": "health data; exported; row deleted on erasure",
            "ended_at": "health data; exported; row deleted on erasure",
        }
