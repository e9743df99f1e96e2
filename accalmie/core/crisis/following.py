"""What must follow a level of danger, by when, and whether an answer opens a new alert."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from accalmie.core.crisis.levels import Level
from accalmie.core.crisis.rules import CrisisRules, Delay


@dataclass(frozen=True)
class Following:
    """Whether the programme goes on, and the delay within which a clinician answers (None: none is owed).

    When it does not go on, the next step becomes plan and contact; tools, diary and letters stay open.
    """

    programme_goes_on: bool
    delay: Delay | None


@dataclass(frozen=True)
class Reviewed:
    """An alert that exists: the answers that led to it, its level, when a professional reviewed it (None: not yet)."""

    answers: Mapping[str, object]
    level: Level
    reviewed_at: datetime | None


def follow(rules: CrisisRules, level: Level, *, under_way: bool = False) -> Following:
    """What the house does at this level. An act under way is answered as such and holds the programme."""
    if under_way:
        return Following(programme_goes_on=False, delay=rules.under_way)
    return Following(level in rules.goes_on, rules.delays.get(level))


def due_at(rules: CrisisRules, level: Level, *, recorded_at: datetime, under_way: bool = False) -> datetime | None:
    """The moment by which a clinician answers, counted in staffed hours; None when nothing is owed. Raises NobodyThere.

    It is the earliest of this level's delay and of the lighter ones': a short staffed week never turns them round.
    """
    delays = [delay for other, delay in rules.delays.items() if other.severity <= level.severity]
    delays += [rules.under_way] if under_way else []
    moments = [_ends(rules, delay, recorded_at) for delay in delays]
    return min(moments).astimezone(recorded_at.tzinfo) if moments else None


def _ends(rules: CrisisRules, delay: Delay, recorded_at: datetime) -> datetime:
    if delay.next_working_day:
        return rules.staffed.next_working_day(recorded_at)
    return rules.staffed.after(recorded_at, timedelta(minutes=delay.minutes))


def updates_alert(
    rules: CrisisRules, earlier: Reviewed | None, *, answers: Mapping[str, object], level: Level, at: datetime
) -> bool:
    """Whether an answer updates the earlier alert and opens no new one.

    Only the same answers, at no higher level, within so many days (`same_answer_days`) after a professional's review.
    """
    if earlier is None or earlier.reviewed_at is None:
        return False
    unchanged = dict(answers) == dict(earlier.answers) and level.severity <= earlier.level.severity
    return unchanged and timedelta(0) <= at - earlier.reviewed_at <= timedelta(days=rules.same_answer_days)
