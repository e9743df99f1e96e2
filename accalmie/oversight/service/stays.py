"""What is counted of one person, and the work that waits: values, without a name or an identifier."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from accalmie.oversight.service.outcomes import Course


def day_of(at: datetime) -> date:
    """The day of this moment where the site is."""
    return at.astimezone(timezone.get_default_timezone()).date()


@dataclass(frozen=True, slots=True)
class Stay:
    """What is counted of one person. `waits`: asked, reached (None while they wait). `courses`: by questionnaire;
    `measured_at`: the moment of its last total. `acts`: by the Monday of the week; `read`: minutes of
    reading and answering, by the day."""

    age: str
    waits: tuple[tuple[datetime, datetime | None], ...]
    began_at: datetime | None
    mode: str
    ended_at: datetime | None
    ending: str
    last_activity_at: datetime | None
    courses: dict[str, Course]
    measured_at: dict[str, datetime]
    acts: dict[date, int]
    died_at: datetime | None
    read: dict[date, int] = field(default_factory=dict)

    @property
    def began_on(self) -> date | None:
        return None if self.began_at is None else day_of(self.began_at)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Work that waits, counted now: shared exercises that nobody answered, and alerts past their time."""

    unread: int
    unread_people: int
    unread_since: datetime | None
    late_alerts: int
