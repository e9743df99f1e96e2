"""Staffed hours: when somebody is there to answer, and when a delay counted in such hours ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
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
            hours = self.week.get(WEEK[day.weekday()])
            if hours is not None and not self.is_closed(day):
                opens, closes = (datetime.combine(day, moment, zone).astimezone(UTC) for moment in times(hours))
                yield opens, closes

    def is_closed(self, day: date) -> bool:
        """Whether nobody is there on this day although its weekday has hours."""
        return day in self.closed or day in holidays(self.territory, day.year)

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
        opens, closes = next(self.windows(at), (None, None))
        return opens is not None and closes is not None and opens <= at < closes


def times(hours: str) -> tuple[time, time]:
    match = _HOURS.match(hours)
    if match is None:
        raise Wrong("hours", given=hours)
    return time(int(match[1]), int(match[2])), time(int(match[3]), int(match[4]))
