"""Published programmes, and where each person stands in theirs."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Published(models.Model):
    """One compiled version. The graph never changes; a wording revision replaces the words and reaches enrolled
    people."""

    graph = models.CharField(primary_key=True, max_length=64)
    programme = models.CharField(max_length=80)
    version = models.CharField(max_length=20)
    wording = models.CharField(max_length=64)
    document = models.TextField()
    published_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["programme", "-published_at"]
        indexes: ClassVar = [models.Index(fields=["programme", "published_at"])]

    class Privacy:
        purpose = "the text of therapy: no personal data"
        fields: ClassVar[dict[str, str]] = {
            "graph": "no personal data; kept for ever",
            "programme": "no personal data; kept for ever",
            "version": "no personal data; kept for ever",
            "wording": "no personal data; kept for ever",
            "document": "no personal data; kept for ever",
            "published_at": "no personal data; kept for ever",
        }


class Progress(models.Model):
    """Where a person stands: a projection of the journal, one row an enrolment, all that the page of the day needs.

    `state` is the engine's progress, sealed. The moments stand in clear so that queries can compare them with now.
    """

    enrolment_id = models.UUIDField(primary_key=True)
    patient_id = models.UUIDField()
    programme = models.CharField(max_length=80)
    graph = models.CharField(max_length=64)
    mode = models.CharField(max_length=10)
    state = models.BinaryField()
    module = models.CharField(max_length=80, blank=True)
    modules_finished = models.PositiveSmallIntegerField(default=0)
    steps_done = models.PositiveSmallIntegerField(default=0)
    steps_declined = models.PositiveSmallIntegerField(default=0)
    practice_days = models.PositiveSmallIntegerField(default=0)
    measures_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField()
    last_active_at = models.DateTimeField()
    opens_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    drifts_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    mood_noted_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["patient_id", "started_at"])]

    class Privacy:
        purpose = "care: shows the next step"
        fields: ClassVar[dict[str, str]] = {
            "enrolment_id": "identifier only; exported; row deleted on erasure",
            "patient_id": "identifier only; not exported; row deleted on erasure",
            "programme": "health data by inference; exported; row deleted on erasure",
            "graph": "no personal data; exported; row deleted on erasure",
            "mode": "health data; exported; row deleted on erasure",
            "state": "health data, sealed under the person's key; exported as the journal; row deleted on erasure",
            "module": "health data; exported; row deleted on erasure",
            "modules_finished": "health data; exported; row deleted on erasure",
            "steps_done": "health data; exported; row deleted on erasure",
            "steps_declined": "health data; exported; row deleted on erasure",
            "practice_days": "health data; exported; row deleted on erasure",
            "measures_at": "health data; exported; row deleted on erasure",
            "started_at": "health data; exported; row deleted on erasure",
            "last_active_at": "health data; exported; row deleted on erasure",
            "opens_at": "health data; exported; row deleted on erasure",
            "due_at": "health data; exported; row deleted on erasure",
            "drifts_at": "health data; exported; row deleted on erasure",
            "ended_at": "health data; exported; row deleted on erasure",
            "mood_noted_at": "health data; exported; row deleted on erasure",
        }


class Standing(models.Model):
    """What measures taken before a start have said, sealed: the facts that a start rule reads and that a new enrolment
    inherits."""

    patient_id = models.UUIDField(primary_key=True)
    scores = models.BinaryField()

    class Privacy:
        purpose = "care: who may start which programme"
        fields: ClassVar[dict[str, str]] = {
            "patient_id": "identifier only; not exported; row deleted on erasure",
            "scores": "health data, sealed under the person's key; exported as the journal; row deleted on erasure",
        }


class Reply(models.Model):
    """A professional's answer to a step, shown to the person where they wrote."""

    entry_id = models.UUIDField(primary_key=True)
    patient_id = models.UUIDField()
    enrolment_id = models.UUIDField()
    step = models.CharField(max_length=80)
    by = models.UUIDField(null=True)
    words = models.BinaryField()
    written_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["patient_id", "enrolment_id", "step"])]

    class Privacy:
        purpose = "care: the person reads what their professional answered"
        fields: ClassVar[dict[str, str]] = {
            "entry_id": "identifier only; exported; row deleted on erasure",
            "patient_id": "identifier only; not exported; row deleted on erasure",
            "enrolment_id": "identifier only; exported; row deleted on erasure",
            "step": "health data; exported; row deleted on erasure",
            "by": "identifier of a professional; exported; row deleted on erasure",
            "words": "health data, sealed under the person's key; exported; row deleted on erasure",
            "written_at": "health data; exported; row deleted on erasure",
        }
