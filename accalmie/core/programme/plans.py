"""What the engine answers: the plan for now, and the moments at which something will change by itself."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Literal
from uuid import UUID

import msgspec

from accalmie.core.crisis import Level, worst as most_serious

Page = Literal[
    "step", "measures", "help", "hold", "review", "wait", "reentry", "rating", "paused", "done", "left", "interlude"
]
OtherWay = Literal["skip", "short", "exercise", "person"]

SLOWEST, FASTEST = 3.0, 0.5
"""The personal time factor stays between these: every delay at most three times as long, at least half as long."""

GOES_ON = frozenset({"none", "distress", "passive"})
"""Levels of danger at which the programme goes on. Any other level, known or not, holds it (clinical rules of the
house).
"""

UNFINISHED_LEVEL = "active"
"""Graded questions that nobody finished count as this level."""

CONTACT_HOLDS = timedelta(days=1)
"""In mode alone the hold ends so long after the person spoke with someone (docs/adr: when a hold ends)."""

START_COUNTS = timedelta(days=7)
"""A measure answered at most so long before the start counts as the measure of the start."""


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """Where this is: module 2 of 8, step 3 of 5. Steps that are not shown to this person are not counted, nor are
    boosters and modules that are for others among the modules: in a booster, `module` is 0."""

    module: int
    modules: int
    step: int
    steps: int


class ActivePractice(msgspec.Struct, frozen=True, kw_only=True):
    """A practice under way, to be noted day by day. `noted` are the days already noted, done or not."""

    module: str
    step: str
    done: int
    needed: int
    noted: tuple[date, ...]
    ends_at: datetime


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What is offered now. `done` with `opens_at`: the programme is behind, and a booster opens then.

    `module` and `step` together name the place (a StepRef) that an answer to this page carries. `opens_at` is the
    moment
    at which waiting ends, None when only a person can end it. `danger` is the entry that led to help or to the hold.
    `outcome` is where an orientation leads, once it is done or held.
    """

    page: Page
    module: str
    step: str = ""
    instruments: tuple[str, ...] = ()
    minutes: int = 0
    opens_at: datetime | None = None
    practices: tuple[ActivePractice, ...] = ()
    short_offered: bool = False
    position: Position | None = None
    other_ways: tuple[OtherWay, ...] = ()
    danger: UUID | None = None
    level: str = "none"
    outcome: str = ""

    @property
    def name(self) -> str:
        """How a people/ case calls this page: the step's id where a step is offered, else the page."""
        return self.step if self.page in ("step", "reentry", "interlude") else self.page


class Moments(msgspec.Struct, frozen=True, kw_only=True):
    """What will become true by waiting alone, for projections to keep and queries to compare with now.

    `opens_at`: something to do is there from then on. `due_at`: a professional's review is due by then.
    `measures_at`: a
    measure is due from then on. `drifts_at`: from then on the person has been away. None: never, by itself.
    """

    opens_at: datetime | None
    due_at: datetime | None
    measures_at: datetime | None
    drifts_at: datetime | None


def worst(*levels: str) -> str:
    """The most serious of some levels of danger. A level of a later release counts as the most serious."""
    return str(most_serious(map(Level.read, levels)))
