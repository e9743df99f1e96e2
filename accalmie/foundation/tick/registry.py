"""What is to be done again and again, by name: each room registers its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

Run = Callable[[datetime], object]

CLAIM = 30.0
"""Seconds for which a job belongs to the worker that began it, unless the job says that it takes longer. A worker
killed in the middle keeps others from it for so long."""


@dataclass(frozen=True, slots=True)
class Job:
    """`run(now)`, at least `every` after it last began.

    After `claim` another worker may begin it again, so it has to bear being run twice; none at all: several may run it
    at once. It does a part of what is due rather than last long: a worker gives no sign of life while it is busy.
    """

    name: str
    every: timedelta
    claim: timedelta
    run: Run


_JOBS: dict[str, Job] = {}


def every(seconds: float, name: str, *, claim: float = CLAIM) -> Callable[[Run], Run]:
    """Registers a job: `@tick.every(5, "outbox.deliver")` on a function of `now`. The same name takes its place."""

    def registered(run: Run) -> Run:
        _JOBS[name] = Job(name, timedelta(seconds=seconds), timedelta(seconds=claim), run)
        return run

    return registered


def jobs() -> tuple[Job, ...]:
    """Every job, in the order in which rooms are installed: those of the foundation first."""
    return tuple(_JOBS.values())
