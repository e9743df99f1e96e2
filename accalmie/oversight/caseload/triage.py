"""What a list says of one person: the group in which they stand, and all that its reasons are made of. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum
from uuid import UUID

from accalmie.capabilities.care.queries import Waiting as ToRead
from accalmie.capabilities.programmes.queries import Along
from accalmie.core.measures import Instrument, change
from accalmie.safety.queries import Concern, Waiting

ASKED = "ASKED"


class Group(IntEnum):
    """Why somebody stands where they stand; the smaller comes first (`needs.py` says who is in which)."""

    CONCERN = 0
    WORSE = 1
    ASKED = 2
    OFF_COURSE = 3
    DRIFTING = 4
    REVIEW = 5
    WAITING = 6
    STEADY = 7


@dataclass(frozen=True)
class Figures:
    """The columns of a row that a list reads."""

    patient_id: UUID
    phq9_first: float | None = None
    phq9_first_at: datetime | None = None
    phq9_previous: float | None = None
    phq9_previous_at: datetime | None = None
    phq9_last: float | None = None
    phq9_last_at: datetime | None = None
    gad7_last: float | None = None
    who5_last: float | None = None
    last_activity_at: datetime | None = None
    programme: str = ""
    mode: str = ""
    module: str = ""
    enrolment: UUID | None = None
    asked_person_at: datetime | None = None
    worse_at: datetime | None = None
    led_at: datetime | None = None
    usual_days: float | None = None
    off_course_at: datetime | None = None
    waits_since: datetime | None = None
    spoken_at: datetime | None = None


@dataclass(frozen=True)
class Worsening:
    """A reliable worsening of the PHQ-9: `points` up, over `days`."""

    points: float
    days: int


@dataclass(frozen=True)
class Cover:
    """Whoever follows this person is away until this day, included; None: they have left. `by` answers meanwhile; "":
    the reader."""

    called: str
    until: date | None
    by: str = ""


@dataclass(frozen=True)
class Case:
    """One patient in the list, with all that its reasons are made of. `came_at`: when they came to this service;
    `unread`: what they opened to their team and nobody has answered, what is due first at the top."""

    called: str
    figures: Figures
    group: Group
    concern: Concern | Waiting | None
    worsening: Worsening | None
    along: Along = field(default_factory=Along)
    talk: tuple[str, datetime] | None = None
    came_at: datetime | None = None
    cover: Cover | None = None
    unread: Sequence[ToRead] = ()

    @property
    def patient(self) -> UUID:
        return self.figures.patient_id

    @property
    def is_in_danger(self) -> bool:
        """Whether a sign of danger waits; a wish for somebody to talk to is none."""
        return self.concern is not None and self.concern.origin != ASKED

    @property
    def review_due_at(self) -> datetime | None:
        """By when the first thing that they wait to hear of is answered."""
        moments = (*(one.due_at for one in self.unread[:1]), self.along.review_at)
        return min((moment for moment in moments if moment), default=None)


def worsening(phq9: Instrument, figures: Figures) -> Worsening | None:
    """Whether the last PHQ-9 is reliably worse than the one before, or else than the first."""
    earlier = ((figures.phq9_previous, figures.phq9_previous_at), (figures.phq9_first, figures.phq9_first_at))
    for total, at in earlier:
        found = change(phq9, total, figures.phq9_last)
        if found.reliable == "worsened" and found.points is not None and at and figures.phq9_last_at:
            return Worsening(found.points, (figures.phq9_last_at - at).days)
    return None
