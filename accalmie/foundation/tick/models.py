"""What the scheduler remembers: each job, each worker, and when the operator was last told that none runs."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

_NOBODY = "no personal data"


class JobState(models.Model):
    """One job, by its name. `failures`: how many times in a row it has failed."""

    name = models.CharField(max_length=80, primary_key=True)
    began_at = models.DateTimeField(null=True)
    ended_well_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    claimed_by = models.CharField(max_length=80, default="")
    claimed_until = models.DateTimeField(null=True)

    class Privacy:
        purpose = "does what is due, once: no personal data"
        rows = "site"
        fields: ClassVar[dict[str, str]] = {
            "name": _NOBODY,
            "began_at": _NOBODY,
            "ended_well_at": _NOBODY,
            "failed_at": _NOBODY,
            "failures": _NOBODY,
            "claimed_by": _NOBODY,
            "claimed_until": _NOBODY,
        }

    def __str__(self) -> str:
        return self.name


class WorkerBeat(models.Model):
    """The last sign of life of one worker, by the clock on the wall."""

    worker = models.CharField(max_length=80, primary_key=True)
    began_at = models.DateTimeField()
    at = models.DateTimeField(db_index=True)

    class Privacy:
        purpose = "does what is due, once: no personal data"
        rows = "site"
        fields: ClassVar[dict[str, str]] = {"worker": _NOBODY, "began_at": _NOBODY, "at": _NOBODY}

    def __str__(self) -> str:
        return self.worker


class WatchdogAlarm(models.Model):
    """One row: when the operator was last told that no worker runs."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="tick_alarm_is_one_row"),)

    class Privacy:
        purpose = "does what is due, once: no personal data"
        rows = "site"
        fields: ClassVar[dict[str, str]] = {"id": _NOBODY, "told_at": _NOBODY}
