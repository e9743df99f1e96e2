"""The house's rules of reading: within how many working days what somebody shares is answered, and how long a reading
may be counted."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from accalmie.core.crisis import NobodyThere, StaffedHours
from accalmie.core.definitions import Definition, DefinitionRefused, Wrong, read

LONGEST_DAYS = 20


class ReviewingRefused(DefinitionRefused):
    """Rules of reading that cannot be used."""

    MESSAGES: ClassVar[dict[str, dict[str, str]]] = {
        "working_days": {
            "en": "“{given}” must be between 1 and {most} working days",
            "fr": "« {given} » doit compter entre 1 et {most} jours ouvrés",
        },
        "cap": {
            "en": "a reading is counted for one minute at least",
            "fr": "une lecture compte une minute au moins",
        },
    }


class ReviewingRules(Definition, frozen=True):
    """The set, with its version, author and source. `programmes`: working days by the name of a programme."""

    version: str
    author: str
    source: str
    within_days: int
    programmes: dict[str, int]
    reading_cap_minutes: int

    def __post_init__(self) -> None:
        for name, days in (("within_days", self.within_days), *self.programmes.items()):
            if not 1 <= days <= LONGEST_DAYS:
                raise Wrong("working_days", given=name, most=LONGEST_DAYS)
        if self.reading_cap_minutes < 1:
            raise Wrong("cap")

    def days_of(self, programme: str) -> int:
        """The working days within which what is written in this programme is answered."""
        return self.programmes.get(programme, self.within_days)

    def counted(self, opened_at: datetime, sent_at: datetime) -> timedelta:
        """How long a reading counts: from opening to sending, never less than nothing, never more than the cap."""
        return min(max(sent_at - opened_at, timedelta(0)), timedelta(minutes=self.reading_cap_minutes))


def load_reviewing(text: str) -> ReviewingRules:
    """Read the rules of reading (YAML). Raises ReviewingRefused."""
    return read(text, ReviewingRules, ReviewingRefused)


def due_at(hours: StaffedHours, shared_at: datetime, *, working_days: int) -> datetime:
    """The end of the last working day on which it is answered in time. Where nobody is there any more, days of the
    calendar are counted: a date that comes is seen, one that never comes is not."""
    moment = shared_at
    try:
        for _day in range(working_days):
            moment = hours.next_working_day(moment)
    except NobodyThere:
        return shared_at + timedelta(days=working_days)
    return moment
