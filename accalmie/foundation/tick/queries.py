"""Whether a worker runs, and which jobs fail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings

from accalmie.foundation.tick.models import JobState, WorkerBeat


class Working(StrEnum):
    """`LATE`: there was a worker, and it has not been heard of for too long. `NONE`: there never was one."""

    RUNNING = "running"
    LATE = "late"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class WorkerState:
    """`since`: the last sign of life of any worker."""

    working: Working
    since: datetime | None = None

    @property
    def is_running(self) -> bool:
        return self.working is Working.RUNNING


@dataclass(frozen=True, slots=True)
class FailingJob:
    """A job whose last run failed. `failures`: in a row; `ended_well_at`: when it last went well."""

    name: str
    failures: int
    failed_at: datetime | None
    ended_well_at: datetime | None


def worker_state(now: datetime) -> WorkerState:
    """Whether a worker runs. `now`: by the clock on the wall (`clock.wall()`), as workers give their signs of life.

    A sign of life from the future is none: the clock was put back, and a living worker gives the next one at once.
    """
    last = WorkerBeat.objects.order_by("-at").values_list("at", flat=True).first()
    if last is None:
        return WorkerState(Working.NONE)
    silence = timedelta(seconds=settings.WORKER_SILENCE)
    return WorkerState(Working.RUNNING if abs(now - last) <= silence else Working.LATE, last)


def failing_jobs() -> list[FailingJob]:
    """The jobs whose last run failed, by name."""
    rows = JobState.objects.filter(failures__gt=0).order_by("name")
    return [FailingJob(one.name, one.failures, one.failed_at, one.ended_well_at) for one in rows]
