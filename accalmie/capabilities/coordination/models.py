"""Goals and the tasks of a team, as the journal told them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


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
