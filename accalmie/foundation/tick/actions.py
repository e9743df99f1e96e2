"""Doing what is due, once, however many workers there are."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from django.db import DatabaseError
from django.db.models import QuerySet

from accalmie.foundation.tick.models import JobState, WorkerBeat
from accalmie.foundation.tick.registry import Job, jobs

logger = logging.getLogger("accalmie.tick")

AFTER_A_FAILURE = timedelta(minutes=1)
"""A job that failed is tried again after this, doubled each time, and never later than it would come anyway."""
_DOUBLINGS = 6
FORGOTTEN_AFTER = timedelta(days=1)
"""For so long the last sign of life of a worker that is gone is kept."""

AHEAD = timedelta(minutes=1)
"""What another worker wrote may be later than our `now` by so much, since a round keeps the moment at which it began.
What is later still was written by a clock that has been put back since."""
_begun: dict[str, tuple[datetime, float]] = {}
"""When this process began each job, by the clock and by one that only goes forward."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What one round did: names of jobs."""

    well: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()


def run_due(*, now: datetime, worker: str, between: Callable[[], object] = lambda: None) -> Ran:
    """Run every job that is due and that nobody else is running; `between` is called before each.

    A job that fails is counted and does not keep the others from running. Raises DatabaseError when not even what is
    due can be read.
    """
    well: list[str] = []
    failed: list[str] = []
    for job in due(now=now):
        between()
        outcome = _run(job, now=now, worker=worker)
        if outcome is not None:
            (well if outcome else failed).append(job.name)
    return Ran(tuple(well), tuple(failed))


def due(*, now: datetime) -> list[Job]:
    """The jobs whose moment has come and that no living claim holds."""
    states = _states(jobs())
    return [job for job in jobs() if _is_due(job, states[job.name], now) and _is_free(job, states[job.name], now)]


def beat(*, worker: str, at: datetime) -> None:
    """A sign of life of this worker. `at`: by the clock on the wall, which the demo does not move."""
    if not WorkerBeat.objects.filter(worker=worker).update(at=at):
        WorkerBeat.objects.update_or_create(worker=worker, defaults={"at": at, "began_at": at})


def begin(*, worker: str, at: datetime) -> None:
    """A worker begins. What one of the same name had begun when it was killed is free again: its name is never that of
    two at once."""
    WorkerBeat.objects.update_or_create(worker=worker, defaults={"at": at, "began_at": at})
    JobState.objects.filter(claimed_by=worker).update(claimed_by="", claimed_until=None)


def forget_the_gone(*, at: datetime) -> None:
    """Workers that gave no sign of life for a day are no longer remembered, beside the last of all."""
    last = WorkerBeat.objects.order_by("-at").values_list("worker", flat=True).first()
    WorkerBeat.objects.filter(at__lt=at - FORGOTTEN_AFTER).exclude(worker=last).delete()


def _states(among: Iterable[Job]) -> dict[str, JobState]:
    found = {state.name: state for state in JobState.objects.all()}
    new = [JobState(name=job.name) for job in among if job.name not in found]
    if new:
        JobState.objects.bulk_create(new, ignore_conflicts=True)
    return found | {state.name: state for state in new}


def _is_due(job: Job, state: JobState, now: datetime) -> bool:
    """A job that began in the future was begun by a clock that has been put back since: it is due. So is one that this
    process began long enough ago while the clock stood still."""
    if state.began_at is None or state.began_at > now + AHEAD:
        return True
    interval = _interval(job, state)
    return state.began_at <= now - interval or _waited(job, state) >= interval


def _waited(job: Job, state: JobState) -> timedelta:
    """For how long this process has waited since it began this job, unless another has begun it meanwhile."""
    at, ticked = _begun.get(job.name, (None, 0.0))
    return timedelta(seconds=monotonic() - ticked) if at == state.began_at else timedelta()


def _interval(job: Job, state: JobState) -> timedelta:
    if not state.failures:
        return job.every
    doubled: int = 2 ** min(state.failures - 1, _DOUBLINGS)
    return min(job.every, AFTER_A_FAILURE * doubled)


def _is_free(job: Job, state: JobState, now: datetime) -> bool:
    """A claim that ends later than any may was made by a clock that has been put back since."""
    return state.claimed_until is None or not now < state.claimed_until <= now + job.claim + AHEAD


def _run(job: Job, *, now: datetime, worker: str) -> bool | None:
    """Whether it went well; None when another worker was quicker."""
    state = JobState.objects.get(name=job.name)
    if not (_is_due(job, state, now) and _is_free(job, state, now) and _claimed(job, state, now, worker)):
        return None
    _begun[job.name] = (now, monotonic())
    try:
        job.run(now)
    except Exception as failure:
        logger.error("the job %s failed: %s", job.name, type(failure).__name__)
        _note_failure(job, now=now, worker=worker)
        return False
    _mine(job, worker).update(ended_well_at=now, failures=0, claimed_by="", claimed_until=None)
    return True


def _claimed(job: Job, seen: JobState, now: datetime, worker: str) -> bool:
    """Takes the job if its row is still what was read: of two workers, one changes it."""
    unchanged = JobState.objects.filter(name=job.name, began_at=seen.began_at, claimed_until=seen.claimed_until)
    return bool(unchanged.update(began_at=now, claimed_by=worker, claimed_until=now + job.claim))


def _note_failure(job: Job, *, now: datetime, worker: str) -> None:
    try:
        state = JobState.objects.get(name=job.name)
        _mine(job, worker).update(failed_at=now, failures=state.failures + 1, claimed_by="", claimed_until=None)
    except DatabaseError:  # what made the job fail may be the database; its claim ends by itself
        logger.error("that the job %s failed could not be noted", job.name)


def _mine(job: Job, worker: str) -> QuerySet[JobState]:
    return JobState.objects.filter(name=job.name, claimed_by=worker)
