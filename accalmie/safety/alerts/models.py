"""Alerts and the calls made for them (projections of the journal); how to reach whoever is on call, and their leave."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from uuid6 import uuid7

from accalmie.foundation.people.models import Organisation, Person


class Alert(models.Model):
    """One sign that somebody answers. `next_at`: when somebody is told next; none once it is closed.

    `step` counts those told while nobody has taken it, `late` those told since its deadline once somebody has. `signs`:
    how many further signs it answers for; `signs_told`: of how many of them somebody was told.
    """

    class Outcome(models.TextChoices):
        REACHED = "reached"
        NOT_REACHED = "not_reached"
        HANDED_OVER = "handed_over"
        EMERGENCY = "emergency"
        REVIEWED = "reviewed"
        SAME_ANSWER = "same_answer"
        DECEASED = "deceased"

    source = models.UUIDField(primary_key=True)
    patient_id = models.UUIDField()
    level = models.CharField(max_length=20)
    severity = models.PositiveSmallIntegerField()
    is_under_way = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    owner = models.UUIDField(null=True)
    co_owner = models.UUIDField(null=True)
    step = models.PositiveSmallIntegerField(default=0)
    late = models.PositiveSmallIntegerField(default=0)
    signs = models.PositiveSmallIntegerField(default=0)
    signs_told = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)
    taken_by = models.UUIDField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)
    outcome = models.CharField(max_length=40, blank=True, choices=Outcome)

    class Meta:
        db_table = "safety_alert"
        constraints = (
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, outcome="") | Q(closed_at__isnull=False) & ~Q(outcome=""),
                name="safety_alert_closes_with_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, next_at__isnull=False)
                | Q(closed_at__isnull=False, next_at__isnull=True),
                name="safety_alert_has_a_clock_while_open",
            ),
        )
        indexes: ClassVar = [
            models.Index(fields=["next_at"], condition=Q(closed_at__isnull=True), name="safety_alert_due_next"),
            models.Index(fields=["patient_id", "opened_at"], name="safety_alert_of_patient"),
        ]

    class Privacy:
        purpose = "safety: a person in danger is seen by a professional"
        rows = "record: concern_read, on_call"
        fields: ClassVar[dict[str, str]] = {
            "source": "identifier only; exported; row deleted on erasure",
            "patient_id": "identifier only; not exported; row deleted on erasure",
            "level": "health data; exported; row deleted on erasure",
            "severity": "health data; exported; row deleted on erasure",
            "is_under_way": "health data; exported; row deleted on erasure",
            "opened_at": "health data; exported; row deleted on erasure",
            "due_at": "health data; exported; row deleted on erasure",
            "owner": "identifier of a professional; exported; row deleted on erasure",
            "co_owner": "identifier of a professional; exported; row deleted on erasure",
            "step": "health data; exported; row deleted on erasure",
            "late": "health data; exported; row deleted on erasure",
            "signs": "health data; exported; row deleted on erasure",
            "signs_told": "health data; exported; row deleted on erasure",
            "next_at": "health data; exported; row deleted on erasure",
            "taken_at": "health data; exported; row deleted on erasure",
            "taken_by": "identifier of a professional; exported; row deleted on erasure",
            "closed_at": "health data; exported; row deleted on erasure",
            "closed_by": "identifier of a professional; exported; row deleted on erasure",
            "outcome": "health data; exported; row deleted on erasure",
        }


class ContactTry(models.Model):
    """One try to reach the person, or somebody for them, because of an alert; `words` are sealed."""

    id = models.UUIDField(primary_key=True)
    source = models.UUIDField()
    patient_id = models.UUIDField()
    at = models.DateTimeField()
    by = models.UUIDField(null=True)
    way = models.CharField(max_length=40)
    result = models.CharField(max_length=40)
    words = models.BinaryField()

    class Meta:
        db_table = "safety_contact_try"
        indexes: ClassVar = [models.Index(fields=["source", "at"], name="safety_contact_try_of_alert")]

    class Privacy:
        purpose = "safety: a person in danger is seen by a professional"
        rows = "record: concern_read"
        fields: ClassVar[dict[str, str]] = {
            "id": "identifier only; exported; row deleted on erasure",
            "source": "identifier only; exported; row deleted on erasure",
            "patient_id": "identifier only; not exported; row deleted on erasure",
            "at": "health data; exported; row deleted on erasure",
            "by": "identifier of a professional; exported; row deleted on erasure",
            "way": "health data; exported; row deleted on erasure",
            "result": "health data; exported; row deleted on erasure",
            "words": "health data, sealed; exported after clinician review; row deleted on erasure",
        }


class OnCall(models.Model):
    """How somebody on the rota is reached, and when they are there; sealed. Without hours of their own they are there
    in all staffed hours."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="on_call")
    reach_sealed = models.BinaryField()
    week = models.JSONField(default=dict)
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "safety_on_call"

    class Privacy:
        purpose = "safety: somebody answers, and it is known who"
        rows = "own: person_id"
        fields: ClassVar[dict[str, str]] = {
            "person": "whose settings; kept until erasure, exported; row deleted on erasure",
            "reach_sealed": "how they are reached when on call, sealed; kept until erasure, exported; "
            "row deleted on erasure",
            "week": "when they are there; kept until erasure, exported; row deleted on erasure",
            "changed_at": "when; kept until erasure, exported; row deleted on erasure",
        }


class Leave(models.Model):
    """Days, both included, on which somebody is away; no reason is asked."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="leaves")
    first_day = models.DateField()
    last_day = models.DateField()

    class Meta:
        db_table = "safety_leave"
        constraints = (
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="safety_leave_ends_after_it_begins"),
        )
        indexes: ClassVar = [models.Index(fields=["person", "last_day"], name="safety_leave_of_person")]

    class Privacy:
        purpose = "safety: somebody answers, and it is known who"
        rows = "own: person_id"
        fields: ClassVar[dict[str, str]] = {
            "id": "identifier only; kept until erasure, exported; row deleted on erasure",
            "person": "who is away; kept until erasure, exported; row deleted on erasure",
            "first_day": "from when; kept until erasure, exported; row deleted on erasure",
            "last_day": "until when; kept until erasure, exported; row deleted on erasure",
        }


class Drill(models.Model):
    """An exercise: an alert about nobody real, played to the end on a live site. `patient_id`: the record made for
    exercises in this organisation."""

    source = models.UUIDField(primary_key=True)
    patient_id = models.UUIDField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()

    class Meta:
        db_table = "safety_drill"
        indexes: ClassVar = [models.Index(fields=["organisation", "begun_at"], name="safety_drill_of_organisation")]

    class Privacy:
        purpose = "proof that the rota sees an alert"
        rows = "site"
        fields: ClassVar[dict[str, str]] = {
            "source": "identifier only; kept for ever, exported; kept on erasure, as proof",
            "patient_id": "identifier only; kept for ever, not exported; kept on erasure, as proof",
            "organisation": "no personal data; kept for ever",
            "begun_at": "no personal data; kept for ever",
        }


class Unfound(models.Model):
    """The record, one an organisation, under which worries about people wait until somebody finds out who they are."""

    patient_id = models.UUIDField(primary_key=True)
    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "safety_unfound"

    class Privacy:
        purpose = "safety: a person in danger is seen by a professional"
        rows = "site"
        fields: ClassVar[dict[str, str]] = {
            "patient_id": "identifier only; kept for ever, not exported; kept on erasure, as proof",
            "organisation": "no personal data; kept for ever",
        }
