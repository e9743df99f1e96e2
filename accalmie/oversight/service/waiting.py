"""How long people waited, those who still wait counted with their wait so far (Kaplan and Meier 1958). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Wait:
    """Whole days from asking to the first contact; so far, for somebody whom nobody has reached."""

    days: int
    is_over: bool


@dataclass(frozen=True, slots=True)
class Step:
    """The share of those who asked that is still waiting after this many days."""

    days: int
    waiting: float


def curve(waits: Iterable[Wait]) -> tuple[Step, ...]:
    """The product-limit estimate, one step for each day on which somebody was reached. Whoever still waits counts in
    everything up to their wait so far, and in nothing after it."""
    ordered = sorted(waits, key=lambda wait: wait.days)
    at_risk, share, steps = len(ordered), 1.0, []
    for days, group in groupby(ordered, key=lambda wait: wait.days):
        of_the_day = list(group)
        reached = sum(wait.is_over for wait in of_the_day)
        if reached:
            share *= 1 - reached / at_risk
            steps.append(Step(days, share))
        at_risk -= len(of_the_day)
    return tuple(steps)


def days_until(steps: Sequence[Step], reached: float) -> int | None:
    """After how many days this share had been reached; None: not yet, so that nobody can say."""
    return next((step.days for step in steps if step.waiting <= 1 - reached + 1e-9), None)


def waiting_after(steps: Sequence[Step], days: int) -> float:
    """The share still waiting after this many days."""
    return next((step.waiting for step in reversed(steps) if step.days <= days), 1.0)
