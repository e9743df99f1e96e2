"""Staffed hours: when somebody is there to answer, and when a delay counted in such hours ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from accalmie.core.crisis.holidays import TERRITORIES, holidays
from accalmie.core.definitions import Definition, Wrong

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEK: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_HOURS = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])-([01][0-9]|2[0-3]):([0-5][0-9])\Z")
_LOOKS_AHEAD = 400  # days: a rota closed for longer is no rota


class NobodyThere(ValueError):
    """No staffed hour in more than a year."""


class StaffedHours(Definition, frozen=True):
    """The week of the rota in its own time zone, `"09:00-18:00"` a day, and the days on which it is closed.

    `territory`: whose public holidays are closed as well (core.crisis.holidays).
    """

    time_zone: str
    week: dict[Weekday, str]
    closed: tuple[date, ...] = ()
    territory: str = "none"

    def __post_init__(self) -> None:
        try:
            ZoneInfo(self.time_zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise Wrong("time_zone", given=self.time_zone) from None
        if self.territory not in TERRITORIES:
            raise Wrong("territory", given=self.territory, among=", ".join(TERRITORIES))
        if not self.week:
            raise Wrong("no_hours")
        for hours in self.week.values():
            opens, closes = times(hours)
            if opens >= closes:
                raise Wrong("hours", given=hours)

    def windows(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The staffed times from the local day of `start` on, in UTC, in order."""
        zone = ZoneInfo(self.time_zone)
        first = start.astimezone(zone).date()
        for day in (first + timedelta(days=count) for count in range(_LOOKS_AHEAD)):
            for hours in self.hours_on(day):
                opens, closes = (datetime.combine(day, moment, zone).astimezone(UTC) for moment in times(hours))
                yield opens, closes

    def hours_on(self, day: date) -> tuple[str, ...]:
        """The hours of this day, in order; none when nobody is there."""
        hours = self.week.get(WEEK[day.weekday()])
        return () if hours is None or self.is_closed(day) else (hours,)

    def is_closed(self, day: date) -> bool:
        """Whether nobody is there on this day although its weekday has hours."""
        return day in self.closed or day in holidays(self.territory, day.year)

    def is_shut(self, at: datetime) -> bool:
        """Whether a closure is under way on the day of this moment, and nobody covers that day: no week has any."""
        return False

    def between(self, start: datetime, end: datetime) -> timedelta:
        """The staffed time between two moments; none when the second comes first."""
        passed = timedelta(0)
        for opens, closes in self.windows(start):
            if opens >= end:
                break
            passed += max(min(closes, end) - max(opens, start), timedelta(0))
        return passed

    def after(self, start: datetime, staffed: timedelta) -> datetime:
        """The moment (UTC) at which so much staffed time has passed since `start`. Raises NobodyThere."""
        for opens, closes in self.windows(start):
            begins = max(opens, start)
            if closes - begins >= staffed and closes > begins:
                return (begins + staffed).astimezone(UTC)
            staffed -= max(closes - begins, timedelta(0))
        raise NobodyThere

    def next_working_day(self, start: datetime) -> datetime:
        """The end (UTC) of the first staffed day after the local day of `start`. Raises NobodyThere."""
        zone = ZoneInfo(self.time_zone)
        today = start.astimezone(zone).date()
        for opens, closes in self.windows(start):
            if opens.astimezone(zone).date() > today:
                return closes
        raise NobodyThere

    def is_staffed(self, at: datetime) -> bool:
        """Whether somebody is there at this moment."""
        return any(opens <= at < closes for opens, closes in takewhile(lambda one: one[0] <= at, self.windows(at)))


class Stretch(Definition, frozen=True):
    """Days that are not as others, both included (no `last`: for good), and when somebody is there all the same."""

    first: date
    last: date | None = None
    hours: tuple[str, ...] = ()

    def holds(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


class HoursWithClosures(StaffedHours, frozen=True):
    """Staffed hours, but for stretches of days on which the service is closed."""

    stretches: tuple[Stretch, ...] = ()

    def hours_on(self, day: date) -> tuple[str, ...]:
        """On a day of a closure, the hours of whoever covers it, those that meet joined; else as every week."""
        among = [one for one in self.stretches if one.holds(day)]
        if not among:
            return StaffedHours.hours_on(self, day)
        return joined(sorted({hours for one in among for hours in one.hours}))

    def is_shut(self, at: datetime) -> bool:
        """Whether a closure is under way on the day of this moment, and nobody covers that day."""
        day = at.astimezone(ZoneInfo(self.time_zone)).date()
        return any(one.holds(day) for one in self.stretches) and not self.hours_on(day)

    def is_closed(self, day: date) -> bool:
        """Whether nobody is there on this day although its weekday has hours."""
        if any(one.holds(day) for one in self.stretches):
            return not self.hours_on(day)
        return StaffedHours.is_closed(self, day)


def with_closures(hours: StaffedHours, stretches: tuple[Stretch, ...]) -> StaffedHours:
    """The same hours, with these stretches of days instead of what the week says."""
    if not stretches:
        return hours
    return HoursWithClosures(
        time_zone=hours.time_zone,
        week=hours.week,
        closed=hours.closed,
        territory=hours.territory,
        stretches=stretches,
    )


def joined(hours: list[str]) -> tuple[str, ...]:
    """Hours in the order of their beginnings, without overlaps: what overlaps would count twice."""
    found: list[str] = []
    for one in hours:
        opens, closes = one.split("-")
        if found and opens <= found[-1].split("-")[1]:
            before, ended = found[-1].split("-")
            found[-1] = f"{before}-{max(ended, closes)}"
        else:
            found.append(one)
    return tuple(found)


def times(hours: str) -> tuple[time, time]:
    match = _HOURS.match(hours)
    if match is None:
        raise Wrong("hours", given=hours)
    return time(int(match[1]), int(match[2])), time(int(match[3]), int(match[4]))
