"""Who is told of an alert, and when: steps along the staffed time between a sign and its deadline.

An alert that nobody has taken climbs; at the deadline everybody is told, and again every so many minutes. One that was
taken and is not closed by its deadline is said to the safety lead. All moments are in staffed hours: outside them the
alert waits with its clock.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Literal

from accalmie.core.crisis.calendar import StaffedHours
from accalmie.core.crisis.levels import Level
from accalmie.core.definitions import Definition, Wrong

Told = Literal["first", "next", "everybody", "lead"]
"""Whom a step tells. "first": whoever comes first among those present; "next": the one after; "everybody": all who are
present; "lead": all who are present, and the safety lead wherever they are."""


class EscalationStep(Definition, frozen=True):
    """At so many percent of the staffed time up to the deadline, these people are told."""

    at: int
    tell: Told


class Escalation(Definition, frozen=True):
    """The ladder of an alert that waits, and what counts as an answer to it.

    `again_minutes`: how soon everybody is told again after the deadline, then each time twice as long, up to
    `again_at_most` staffed minutes; `late_minutes`: how often the lead is told of an alert that somebody took and has
    not closed. `tries`, `tries_apart_minutes`: how often, and how far apart, somebody is called before an alert may
    close on "not reached"; `unreached_closes`: the levels that may close so at all;
    `reviewed_closes`: those that may close without a contact. `answering_days`: for so long whoever takes an alert is
    in the person's care team, unless they were already: long enough to see the person through it.
    """

    steps: tuple[EscalationStep, ...]
    again_minutes: int
    again_at_most: int
    late_minutes: int
    tries: int
    tries_apart_minutes: int
    unreached_closes: tuple[Level, ...]
    reviewed_closes: tuple[Level, ...]
    answering_days: int

    def __post_init__(self) -> None:
        percents = [step.at for step in self.steps]
        if not percents or percents[0] != 0 or percents[-1] != 100 or any(b <= a for a, b in pairwise(percents)):
            raise Wrong("steps")
        if self.steps[-1].tell != "lead":
            raise Wrong("everybody_last")
        for name in (
            "again_minutes",
            "again_at_most",
            "late_minutes",
            "tries",
            "tries_apart_minutes",
            "answering_days",
        ):
            if getattr(self, name) <= 0:
                raise Wrong("again", given=name)

    def told_at(self, step: int) -> Told:
        """Whom this step tells, counted from 0. Steps after the last repeat it."""
        return self.steps[min(step, len(self.steps) - 1)].tell


def step_at(
    escalation: Escalation, staffed: StaffedHours, *, step: int, opened_at: datetime, due_at: datetime
) -> datetime:
    """The moment of this step of an alert that nobody has taken.

    Up to the deadline: its share of the staffed time. After it: again after `again_minutes` of staffed time, then after
    twice as long, and so on. Raises NobodyThere.
    """
    last = len(escalation.steps) - 1
    if step > last:
        pauses = (min(escalation.again_minutes * 2**times, escalation.again_at_most) for times in range(step - last))
        return staffed.after(due_at, timedelta(minutes=sum(pauses)))
    share = escalation.steps[step].at
    if share == 100:
        return due_at
    return staffed.after(opened_at, staffed.between(opened_at, due_at) * share / 100)


def late_at(escalation: Escalation, staffed: StaffedHours, *, times: int, due_at: datetime) -> datetime:
    """When the safety lead is told, for the `times`-th time from 0, that a taken alert is not closed: at the deadline,
    then every `late_minutes` of staffed time. Raises NobodyThere."""
    if times == 0:
        return due_at
    return staffed.after(due_at, timedelta(minutes=escalation.late_minutes * times))


def tries_suffice(escalation: Escalation, tried_at: list[datetime]) -> bool:
    """Whether somebody was called often enough, and at times far enough apart, to say that they were not reached."""
    if len(tried_at) < escalation.tries:
        return False
    return max(tried_at) - min(tried_at) >= timedelta(minutes=escalation.tries_apart_minutes)
