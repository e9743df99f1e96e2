"""Numbers to call, as data with their source and the day when somebody checked them."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from accalmie.core.definitions import Definition, DefinitionRefused, Texts, Wrong, read, require_languages


class HelplinesRefused(DefinitionRefused):
    """A list of numbers that cannot be used. The sentence says where and why."""

    MESSAGES: ClassVar[dict[str, dict[str, str]]] = {
        **DefinitionRefused.MESSAGES,
        "date": {"en": "“{given}” is not a day, as 2026-11-24", "fr": "« {given} » n’est pas un jour, comme 2026-11-24"},
    }


class Helpline(Definition, frozen=True):
    """One number. `group` orders the page: danger now, suicide, violence, listening, young. `to_check`: from memory, to be verified."""

    id: str
    number: str
    group: Literal["danger", "suicide", "violence", "listening", "young"]
    channels: tuple[Literal["voice", "sms", "chat", "video", "deaf-accessible"], ...]
    name: Texts
    what: Texts
    hours: Texts
    free: bool
    source: str
    checked: str
    to_check: bool = False

    def __post_init__(self) -> None:
        for what in (self.name, self.what, self.hours):
            require_languages(what, self.id)
        try:
            date.fromisoformat(self.checked)
        except ValueError:
            raise Wrong("date", given=self.checked) from None

    @property
    def address(self) -> str:
        """What a telephone dials, or writes to."""
        digits = self.number.replace(" ", "")
        return f"sms:{digits}" if "voice" not in self.channels else f"tel:{digits}"


class Helplines(Definition, frozen=True):
    """The numbers of one country, in the order of the page."""

    country: str
    lines: tuple[Helpline, ...]


def load_helplines(text: str) -> Helplines:
    """Read the numbers of one country (YAML). Raises HelplinesRefused."""
    return read(text, Helplines, HelplinesRefused)


def older_than(helplines: Helplines, *, months: int, today: date) -> tuple[Helpline, ...]:
    """The numbers that nobody has checked for so many months (of 30 days), or that still wait for a first check."""
    return tuple(
        line
        for line in helplines.lines
        if line.to_check or (today - date.fromisoformat(line.checked)).days > months * 30
    )
