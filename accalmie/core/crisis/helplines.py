"""Numbers to call, as data with their source and the day when somebody checked them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Literal

from accalmie.core.crisis.calendar import Weekday, times
from accalmie.core.crisis.refusals import HelplinesRefused
from accalmie.core.definitions import Definition, Texts, Wrong, read, require_languages

Channel = Literal["voice", "sms", "chat", "app", "video", "deaf-accessible"]
_NUMBER = re.compile(r"\+?[0-9]+( [0-9]+)*\Z")


class Helpline(Definition, frozen=True):
    """One number. `group` orders the page: danger now, suicide, violence, listening, young.

    `hours`: day and night, unknown to our sources, or `"09:00-18:00"` a day (`"08:00-02:00"` goes into
    the night after). `free` only when a source says so.
    `to_check`: from memory, to be verified before real people rely on it.
    """

    id: str
    number: str
    group: Literal["danger", "suicide", "violence", "listening", "young"]
    channels: tuple[Channel, ...]
    name: Texts
    what: Texts
    hours: Literal["always", "unknown"] | dict[Weekday, str]
    free: bool
    source: str
    checked: str = ""
    to_check: bool = False

    def __post_init__(self) -> None:
        for what in (self.name, self.what):
            require_languages(what, self.id)
        if not set(self.channels) - {"deaf-accessible"}:
            raise Wrong("channel", given=self.id)
        if not _NUMBER.match(self.number):
            raise Wrong("number", given=self.number)
        for window in self.hours.values() if isinstance(self.hours, dict) else ():
            opens, closes = times(window)
            if opens == closes:
                raise Wrong("hours", given=window)
        if not self.checked and not self.to_check:
            raise Wrong("never_checked", given=self.id)
        if self.checked:
            _day(self.checked)

    @property
    def address(self) -> str:
        """What a telephone dials, or writes to."""
        digits = self.number.replace(" ", "")
        return f"sms:{digits}" if "voice" not in self.channels else f"tel:{digits}"


class Helplines(Definition, frozen=True):
    """The numbers of one country, in the order of the page."""

    country: str
    version: str
    author: str
    source: str
    lines: tuple[Helpline, ...]

    def __post_init__(self) -> None:
        _once(self.lines)


class Place(Definition, frozen=True):
    """A territory or a country, with its numbers."""

    id: str
    name: Texts
    lines: tuple[Helpline, ...]

    def __post_init__(self) -> None:
        require_languages(self.name, self.id)


class Elsewhere(Definition, frozen=True):
    """Numbers for whoever is somewhere else, place by place."""

    version: str
    author: str
    source: str
    places: tuple[Place, ...]

    def __post_init__(self) -> None:
        _once(self.lines)

    @property
    def lines(self) -> tuple[Helpline, ...]:
        """The numbers of all places."""
        return tuple(line for place in self.places for line in place.lines)


def _once(lines: tuple[Helpline, ...]) -> None:
    seen: set[str] = set()
    for line in lines:
        if line.id in seen:
            raise Wrong("twice", given=line.id)
        seen.add(line.id)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Wrong("date", given=text) from None


def load_helplines(text: str) -> Helplines:
    """Read the numbers of one country (YAML). Raises HelplinesRefused."""
    return read(text, Helplines, HelplinesRefused)


def load_elsewhere(text: str) -> Elsewhere:
    """Read the numbers of other places (YAML). Raises HelplinesRefused."""
    return read(text, Elsewhere, HelplinesRefused)


def older_than(lines: Iterable[Helpline], *, months: int, today: date) -> tuple[Helpline, ...]:
    """The numbers that nobody has checked for so many months, or that still wait for a first check."""
    years, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    limit = date(years, month + 1, min(today.day, 28))
    return tuple(line for line in lines if line.to_check or _day(line.checked) < limit)


def age(line: Helpline, today: date) -> int | None:
    """For how many days this number has stood since its last check; None: it still waits for a first one."""
    return None if line.to_check or not line.checked else (today - _day(line.checked)).days
