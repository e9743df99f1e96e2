"""The order of a caseload: who comes first, and for which reasons. Pure: figures and the moment come in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from uuid import UUID

from accalmie.capabilities.programmes.queries import Along
from accalmie.core.crisis import Level
from accalmie.core.measures import Instrument, change
from accalmie.safety.queries import Concern

ASKED = "ASKED"


class Group(IntEnum):
    """Why somebody stands where they stand; the smaller comes first."""

    CONCERN = 0
    WORSE = 1
    ASKED = 2
    DRIFTING = 3
    STEADY = 4


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
    asked_person_at: datetime | None = None
    worse_at: datetime | None = None
    led_at: datetime | None = None
    unread: tuple[str, ...] | list[str] = ()
    unread_at: datetime | None = None


@dataclass(frozen=True)
class Worsening:
    """A reliable worsening of the PHQ-9: `points` up, over `days`."""

    points: float
    days: int


@dataclass(frozen=True)
class Case:
    """One patient in the list, with all that its reasons are made of."""

    called: str
    figures: Figures
    concern: Concern | None
    worsening: Worsening | None
    along: Along = field(default_factory=Along)
    talk: tuple[str, datetime] | None = None

    @property
    def patient(self) -> UUID:
        return self.figures.patient_id

    @property
    def group(self) -> Group:
        """The first reason that holds."""
        if self.concern is not None and self.concern.origin != ASKED:
            return Group.CONCERN
        if self.worsening is not None or self.figures.worse_at is not None or self.along.is_call_due:
            return Group.WORSE
        asked = (self.figures.asked_person_at, self.figures.led_at, self.talk)
        if self.concern is not None or any(one is not None for one in asked):
            return Group.ASKED
        return Group.DRIFTING if self.along.is_drifting else Group.STEADY


def worsening(phq9: Instrument, figures: Figures) -> Worsening | None:
    """Whether the last PHQ-9 is reliably worse than the one before, or else than the first."""
    earlier = ((figures.phq9_previous, figures.phq9_previous_at), (figures.phq9_first, figures.phq9_first_at))
    for total, at in earlier:
        found = change(phq9, total, figures.phq9_last)
        if found.reliable == "worsened" and found.points is not None and at and figures.phq9_last_at:
            return Worsening(found.points, (figures.phq9_last_at - at).days)
    return None


def in_order(cases: list[Case]) -> list[Case]:
    """By group; concerns by level, then by what is due first; the others by how long they have waited, then by name."""
    return sorted(cases, key=lambda case: (case.group, *_urgency(case), case.called.casefold(), case.patient))


def _urgency(case: Case) -> tuple[float, float, float]:
    """Severity, due and waiting, each so that the smaller comes first."""
    concern = case.concern if case.group is Group.CONCERN else None
    if concern is not None:
        due = concern.due_at.timestamp() if concern.due_at else float("inf")
        return -Level.read(concern.level).severity, due, concern.opened_at.timestamp()
    points = case.worsening.points if case.worsening else 0
    return 0, -points, _since(case)


def _since(case: Case) -> float:
    moments = {
        Group.WORSE: case.figures.worse_at,
        Group.ASKED: _asked_at(case),
        Group.DRIFTING: case.figures.last_activity_at,
    }
    moment = moments.get(case.group)
    return moment.timestamp() if moment else float("inf")


def _asked_at(case: Case) -> datetime | None:
    """Since when the first of their requests for a person has waited."""
    moments = (
        case.figures.asked_person_at,
        case.figures.led_at,
        case.concern.opened_at if case.concern else None,
        case.talk[1] if case.talk else None,
    )
    return min((moment for moment in moments if moment), default=None)
