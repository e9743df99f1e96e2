"""A projection for tests: how often somebody noted their mood, what they wrote, and one line for each exercise."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from accalmie.core.entries import ExerciseWritten, MoodNoted
from accalmie.foundation import crypto, journal

WORDS = "tests.tally.words"


class Tally(models.Model):
    patient_id = models.UUIDField(primary_key=True)
    count = models.PositiveIntegerField(default=0)
    total = models.IntegerField(default=0)
    last_at = models.DateTimeField()
    words = models.BinaryField()

    objects: ClassVar[models.Manager[Tally]]

    class Meta:
        app_label = "tests_of_the_journal"  # of no installed app: unseen by migrations and by tests about models


class Line(models.Model):
    patient_id = models.UUIDField()
    tally = models.ForeignKey(Tally, on_delete=models.CASCADE, null=True)
    exercise = models.TextField()
    written_at = models.DateTimeField()

    objects: ClassVar[models.Manager[Line]]

    class Meta:
        app_label = "tests_of_the_journal"
        ordering: ClassVar = ["written_at"]


def projection() -> journal.Projection:
    """A fresh registration: the caller takes it out of `journal.REGISTERED` again."""
    tally = journal.Projection("tests.tally", models=[Tally, Line], sealed={"words": WORDS})
    tally.on(MoodNoted)(count_mood)
    tally.on(ExerciseWritten)(keep_line)
    return tally


def count_mood(recorded: journal.Recorded[MoodNoted]) -> None:
    row = Tally.objects.filter(pk=recorded.patient).first() or Tally(patient_id=recorded.patient, words=b"")
    said = crypto.open_json(recorded.patient, row.words, purpose=WORDS) if row.words else []
    row.count += 1
    row.total += recorded.value.mood
    row.last_at = recorded.occurred_at
    row.words = crypto.seal_json(recorded.patient, [*said, recorded.value.words], purpose=WORDS)
    row.save()


def keep_line(recorded: journal.Recorded[ExerciseWritten]) -> None:
    Line.objects.create(
        patient_id=recorded.patient,
        tally=Tally.objects.filter(pk=recorded.patient).first(),
        exercise=recorded.value.exercise,
        written_at=recorded.occurred_at,
    )
