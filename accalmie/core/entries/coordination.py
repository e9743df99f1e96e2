"""What a person works towards, and who of their team does what for it, by when."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import msgspec

from accalmie.core.entries.entry import Entry


class GoalStep(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One step towards a goal, and by whom."""

    words: str
    by: str = "me"  # "me" (the person) | "team" | "together"
    done: bool = False


class GoalWritten(Entry, frozen=True, kw_only=True):
    """One goal, whole, as it stands from now on, in the person's words. `together`: the author is a professional, who
    says that these are the person's words."""

    goal: UUID
    words: str
    way_there: tuple[GoalStep, ...] = ()
    review_on: date | None = None
    together: bool = False


class GoalEnded(Entry, frozen=True, kw_only=True):
    """A goal that nobody works towards any more."""

    goal: UUID
    ending: str  # "attained" | "set_aside"
    words: str = ""


class TeamTaskGiven(Entry, frozen=True, kw_only=True):
    """Something that a professional of the care team does by that day. The same `task` again: it has another owner,
    another day or other words from now on."""

    task: UUID
    words: str
    owner: UUID
    due_on: date


class TeamTaskEnded(Entry, frozen=True, kw_only=True):
    task: UUID
    ending: str  # "done" | "dropped"
    words: str = ""
