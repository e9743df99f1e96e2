"""What must follow a level of danger, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from accalmie.core.crisis.levels import Level
from accalmie.core.crisis.rules import CrisisRules, Delay, Hours


@dataclass(frozen=True)
class Following:
    """Whether the programme goes on, and the delay within which a clinician answers (None: none is owed)."""

    programme_goes_on: bool
    delay: Delay | None


def follow(rules: CrisisRules, level: Level, *, under_way: bool = False) -> Following:
    """What the house does at this level."""
    return Following(level in rules.goes_on, rules.under_way if under_way else rules.delays.get(level))


def due_at(rules: CrisisRules, level: Level, *, recorded_at: datetime, under_way: bool = False) -> datetime | None:
    """The moment by which a clinician answers, counted in staffed hours; None when nothing is owed."""
    delay = follow(rules, level, under_way=under_way).delay
    if delay is None:
        return None
    local = recorded_at.astimezone(ZoneInfo(rules.hours.zone))
    due = _end_of_next_day(local, rules.hours) if delay.next_working_day else _add(local, delay.minutes, rules.hours)
    return due.astimezone(recorded_at.tzinfo)


def _opening(day: datetime, hours: Hours) -> datetime:
    return day.replace(hour=hours.opens, minute=0, second=0, microsecond=0)


def _closing(day: datetime, hours: Hours) -> datetime:
    return day.replace(hour=hours.closes, minute=0, second=0, microsecond=0)


def _staffed_from(moment: datetime, hours: Hours) -> datetime:
    """The first staffed moment at or after this one."""
    while moment.weekday() not in hours.days or moment >= _closing(moment, hours):
        moment = _opening(moment + timedelta(days=1), hours)
    return max(moment, _opening(moment, hours))


def _add(moment: datetime, minutes: int, hours: Hours) -> datetime:
    """So many staffed minutes after this moment."""
    moment, left = _staffed_from(moment, hours), timedelta(minutes=minutes)
    while moment + left > _closing(moment, hours):
        left -= _closing(moment, hours) - moment
        moment = _staffed_from(_closing(moment, hours), hours)
    return moment + left


def _end_of_next_day(moment: datetime, hours: Hours) -> datetime:
    """The end of the first staffed day after the day of this moment."""
    following = _staffed_from(_opening(moment + timedelta(days=1), hours), hours)
    return _closing(following, hours)
