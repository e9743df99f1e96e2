"""Where one person stands in one programme: all that the engine keeps, bounded by the programme and not by the
months.
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Literal
from uuid import UUID

import msgspec

How = Literal["done", "declined", "skipped", "elapsed", "reviewed"]
"""How a step was settled. `skipped`: its conditions left it out; `elapsed`:
a practice or a review that went on by itself.
"""


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """Base of what is kept: immutable, written to JSON as it stands."""


class Settled(Kept, frozen=True, kw_only=True):
    """A step that need not be done any more, and since when."""

    how: How
    at: datetime


class Practising(Kept, frozen=True, kw_only=True):
    """A practice taken on. `days` holds the latest note of each day, by ISO date; `noted_at` is the moment of the
    last note.
    """

    since: datetime
    noted_at: datetime
    days: dict[str, bool] = {}

    @property
    def done(self) -> int:
        """How many days were noted as done."""
        return sum(self.days.values())


class Score(Kept, frozen=True, kw_only=True):
    """What rules may read of an instrument: the first total, the latest one, the latest answer to each item."""

    at: datetime
    first: float | None
    total: float | None
    items: tuple[int | None, ...]
    end: float | None = None
    """The last total before the first one of after-care, once there is one."""


class Danger(Kept, frozen=True, kw_only=True):
    """A danger answer whose graded questions are not finished. `level` is set once the person left them unfinished."""

    source: UUID
    since: datetime
    graded: UUID | None = None
    level: str = ""
    contact_at: datetime | None = None


class Hold(Kept, frozen=True, kw_only=True):
    """The next step is the plan and a contact, until `source` is reviewed.

    `graded` is the entry that gave the level.
    """

    source: UUID
    graded: UUID
    level: str
    since: datetime
    contact_at: datetime | None = None


class Progress(Kept, frozen=True, kw_only=True):
    """The state of one enrolment. Steps are named `module/step`; a step that stands in no module `/step`.

    `module` is the current one: the module that was on offer when something last happened. `seen_at` is the latest
    moment
    of any entry, `last_active_at` of any entry by the person. `asked` says when each measure was last answered or
    declined. `interlude` waits to be read; `in_a_row` counts, for each interlude, the last measures at which its rule
    held. `endangered` stays true once an answer showed danger, whatever became of it.
    """

    enrolment: UUID
    programme: str
    graph: str
    mode: str
    language: str
    started_at: datetime
    last_active_at: datetime
    seen_at: datetime
    time_factor: float = 1.0
    module: str = ""
    paused_at: datetime | None = None
    paused_until: datetime | None = None
    resumed_at: datetime | None = None
    ended: str = ""
    ended_at: datetime | None = None
    steps: dict[str, Settled] = {}
    practices: dict[str, Practising] = {}
    answered: dict[str, tuple[str, ...]] = {}
    opened: dict[str, datetime] = {}
    finished: dict[str, datetime] = {}
    short: dict[str, bool] = {}
    rated: dict[str, datetime] = {}
    rating: str = ""
    returning: bool = False
    short_offered: str = ""
    scores: dict[str, Score] = {}
    asked: dict[str, datetime] = {}
    choices: dict[str, str] = {}
    numbers: dict[str, float] = {}
    words: dict[str, str] = {}
    danger: dict[str, Danger] = {}
    hold: Hold | None = None
    interlude: str = ""
    in_a_row: dict[str, int] = {}
    endangered: bool = False


@lru_cache(maxsize=8192)
def key(module: str, step: str) -> str:
    """How a step at its place is named in the progress."""
    return f"{module}/{step}"
