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
    origin = models.JSONField(default=dict)
    """Of an imported one: the package, where it was got, who imported it, approved it and, if so, withdrew it; else
    empty."""

    class Meta:
        ordering: ClassVar = ["programme", "-published_at"]
        indexes: ClassVar = [models.Index(fields=["programme", "published_at"])]

    class Privacy:
        purpose = "the text of therapy, and who answers for a programme from elsewhere"
        rows = "library"
        fields: ClassVar[dict[str, str]] = {
            "graph": "no personal data; kept for ever",
            "programme": "no personal data; kept for ever",
            "version": "no personal data; kept for ever",
            "wording": "no personal data; kept for ever",
            "document": "no personal data; kept for ever",
            "published_at": "no personal data; kept for ever",
            "origin": "who imported, approved and withdrew it; kept for ever, exported; kept on erasure, as proof",
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
    boosters = models.JSONField(default=list)
    """[opening as ISO text, finished] of each booster, from the end of the programme on."""
    not_better = models.PositiveSmallIntegerField(default=0)
    """At how many measures in a row an interlude's rule held."""
    orients = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["patient_id", "started_at"]),
            models.Index(
                fields=["patient_id", "drifts_at", "opens_at", "due_at", "mode", "not_better"],
                condition=models.Q(ended_at__isnull=True, orients=False),
                name="programmes_moments_of_running",
            ),
        ]

    class Privacy:
        purpose = "care: shows the next step"
        rows = "record: record_read, tasks_read"
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
            "boosters": "health data; exported; row deleted on erasure",
            "not_better": "health data; exported; row deleted on erasure",
            "orients": "whether it is an orientation, not a therapy; exported; row deleted on erasure",
        }


class Standing(models.Model):
    """What measures taken before a start have said, sealed: the facts that a start rule reads and that a new enrolment
    inherits."""

    patient_id = models.UUIDField(primary_key=True)
    scores = models.BinaryField()

    class Privacy:
        purpose = "care: who may start which programme"
        rows = "record: record_read, tasks_read"
        fields: ClassVar[dict[str, str]] = {
            "patient_id": "identifier only; not exported; row deleted on erasure",
            "scores": "health data, sealed under the person's key; exported as the journal; row deleted on erasure",
        }


class OpenDanger(models.Model):
    """Dangers that no professional has settled, sealed: what a new enrolment begins with."""

    patient_id = models.UUIDField(primary_key=True)
    dangers = models.BinaryField()

    class Privacy:
        purpose = "safety: a danger told before a start is not forgotten by it"
        rows = "record: record_read, tasks_read"
        fields: ClassVar[dict[str, str]] = {
            "patient_id": "identifier only; not exported; row deleted on erasure",
            "dangers": "health data, sealed under the person's key; exported as the journal; row deleted on erasure",
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
        rows = "record: record_read"
        fields: ClassVar[dict[str, str]] = {
            "entry_id": "identifier only; exported; row deleted on erasure",
            "patient_id": "identifier only; not exported; row deleted on erasure",
            "enrolment_id": "identifier only; exported; row deleted on erasure",
            "step": "health data; exported; row deleted on erasure",
            "by": "identifier of a professional; exported; row deleted on erasure",
            "words": "health data, sealed under the person's key; exported; row deleted on erasure",
            "written_at": "health data; exported; row deleted on erasure",
        }


class Feedback(models.Model):
    """What somebody said of the programme itself: of a module after it, or of a step that does not help."""

    entry_id = models.UUIDField(primary_key=True)
    patient_id = models.UUIDField()
    enrolment_id = models.UUIDField()
    module = models.CharField(max_length=80)
    step = models.CharField(max_length=80, blank=True)
    wish = models.CharField(max_length=20, blank=True)
    helped = models.PositiveSmallIntegerField(null=True)
    worse = models.BooleanField(null=True)
    opinion = models.BinaryField()
    said_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["patient_id", "said_at"], name="programmes_feedback_by_patient")]

    class Privacy:
        purpose = "care: the professional reads what helped, what did not, and what made something worse"
        rows = "record: record_read"
        fields: ClassVar[dict[str, str]] = {
            "entry_id": "identifier only; exported; row deleted on erasure",
            "patient_id": "identifier only; not exported; row deleted on erasure",
            "enrolment_id": "identifier only; exported; row deleted on erasure",
            "module": "health data; exported; row deleted on erasure",
            "step": "health data; exported; row deleted on erasure",
            "wish": "health data; exported; row deleted on erasure",
            "helped": "health data; exported; row deleted on erasure",
            "worse": "health data; exported; row deleted on erasure",
            "opinion": "health data, sealed under the person's key; exported; row deleted on erasure",
            "said_at": "health data; exported; row deleted on erasure",
        }


class StartAnswers(models.Model):
    """The questions before a start, as somebody answered them once, and where they led. `said` is sealed."""

    entry_id = models.UUIDField(primary_key=True)
    patient_id = models.UUIDField()
    by = models.UUIDField(null=True)
    programme = models.CharField(max_length=80)
    mode = models.CharField(max_length=40)
    said = models.BinaryField()
    answered_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["patient_id", "answered_at"])]

    class Privacy:
        purpose = "care: a person comes first where a programme alone would not be safe"
        rows = "record: record_read"
        fields: ClassVar[dict[str, str]] = {
            "entry_id": "identifier only; exported; row deleted on erasure",
            "patient_id": "identifier only; not exported; row deleted on erasure",
            "by": "identifier of who answered; exported; row deleted on erasure",
            "programme": "health data by inference; exported; row deleted on erasure",
            "mode": "health data; exported; row deleted on erasure",
            "said": "health data, sealed under the person's key; exported as the journal; row deleted on erasure",
            "answered_at": "health data; exported; row deleted on erasure",
        }


class NotedContact(models.Model):
    """A professional spoke with the person, or saw them, outside these pages."""

    entry_id = models.UUIDField(primary_key=True)
    patient_id = models.UUIDField()
    by = models.UUIDField(null=True)
    channel = models.CharField(max_length=40)
    note = models.BinaryField()
    noted_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["patient_id", "noted_at"])]

    class Privacy:
        purpose = "care: who was spoken with may start what a contact opens"
        rows = "record: record_read"
        fields: ClassVar[dict[str, str]] = {
            "entry_id": "identifier only; exported; row deleted on erasure",
            "patient_id": "identifier only; not exported; row deleted on erasure",
            "by": "identifier of a professional; exported; row deleted on erasure",
            "channel": "how they spoke; exported; row deleted on erasure",
            "note": "health data, sealed; exported after clinician review; row deleted on erasure",
            "noted_at": "health data; exported; row deleted on erasure",
        }


class NamedDoctor(models.Model):
    """The doctor who carries the care beside a programme: the one named last counts."""

    patient_id = models.UUIDField(primary_key=True)
    entry_id = models.UUIDField()
    by = models.UUIDField(null=True)
    doctor = models.BinaryField()
    named_at = models.DateTimeField()

    class Privacy:
        purpose = "care: severe symptoms have a doctor beside them"
        rows = "record: record_read"
        fields: ClassVar[dict[str, str]] = {
            "patient_id": "identifier only; not exported; row deleted on erasure",
            "entry_id": "identifier only; exported; row deleted on erasure",
            "by": "identifier of who named them; exported; row deleted on erasure",
            "doctor": "role and name of a doctor, sealed under the person's key; exported; row deleted on erasure",
            "named_at": "when; exported; row deleted on erasure",
        }


class Decision(models.Model):
    """Why a professional started a programme with somebody, moved them to another version of it, or changed how they
    follow it."""

    class Kind(models.TextChoices):
        STARTED = "STARTED"
        MOVED = "MOVED"
        MODE = "MODE"

    entry_id = models.UUIDField(primary_key=True)
    patient_id = models.UUIDField()
    enrolment_id = models.UUIDField()
    kind = models.CharField(max_length=10, choices=Kind)
    by = models.UUIDField(null=True)
    reason = models.BinaryField()
    decided_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind__in=["STARTED", "MOVED", "MODE"]), name="programmes_decision_kind_is_known"
            ),
        )
        indexes: ClassVar = [models.Index(fields=["patient_id", "decided_at"])]

    class Privacy:
        purpose = "care: what was decided about somebody's programme can be read, and why"
        rows = "record: record_read"
        fields: ClassVar[dict[str, str]] = {
            "entry_id": "identifier only; exported; row deleted on erasure",
            "patient_id": "identifier only; not exported; row deleted on erasure",
            "enrolment_id": "identifier only; exported; row deleted on erasure",
            "kind": "health data by inference; exported; row deleted on erasure",
            "by": "identifier of a professional; exported; row deleted on erasure",
            "reason": "health data, sealed; exported after clinician review; row deleted on erasure",
            "decided_at": "when; exported; row deleted on erasure",
        }


class CallAgreement(models.Model):
    """Whether the person agreed to be called when they follow a programme alone and are not better twice in a row."""

    patient_id = models.UUIDField(primary_key=True)
    is_agreed = models.BooleanField()
    asked_at = models.DateTimeField()

    class Privacy:
        purpose = "care: a call that the person agreed to beforehand"
        rows = "record: record_read"
        fields: ClassVar[dict[str, str]] = {
            "patient_id": "identifier only; not exported; row deleted on erasure",
            "is_agreed": "a consent; exported as the journal; row deleted on erasure",
            "asked_at": "a consent's moment; exported as the journal; row deleted on erasure",
        }


class Orientation(models.Model):
    """Where the questions of *M'orienter* led, and what the person or a professional chose instead. `said` holds the
    answers to its screening, sealed; `words` those of whoever changed it."""

    enrolment_id = models.UUIDField(primary_key=True)
    patient_id = models.UUIDField()
    reached = models.CharField(max_length=80, blank=True)
    outcome = models.CharField(max_length=80, blank=True)
    changed_by = models.UUIDField(null=True)
    words = models.BinaryField(null=True)
    said = models.BinaryField(null=True)
    reached_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["patient_id", "reached_at"])]

    class Privacy:
        purpose = "care: where somebody was led, and why another way was chosen"
        rows = "record: record_read"
        fields: ClassVar[dict[str, str]] = {
            "enrolment_id": "identifier only; exported; row deleted on erasure",
            "patient_id": "identifier only; not exported; row deleted on erasure",
            "reached": "health data by inference; exported; row deleted on erasure",
            "outcome": "health data by inference; exported; row deleted on erasure",
            "changed_by": "identifier of who chose another way; exported; row deleted on erasure",
            "words": "health data, sealed under the person's key; exported; row deleted on erasure",
            "said": "health data, sealed under the person's key; exported as the journal; row deleted on erasure",
            "reached_at": "when; exported; row deleted on erasure",
            "changed_at": "when; exported; row deleted on erasure",
        }
