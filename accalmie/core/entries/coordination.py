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


class TeamMessageWritten(Entry, frozen=True, kw_only=True):
    """What somebody of the care team wrote to colleagues about the person. `to`: to whom; nobody named: to all."""

    words: str
    to: tuple[UUID, ...] = ()


class LetterLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of a letter. `part` is what the person agrees to, or not, to send."""

    part: str  # "why" | "scores" | "programme" | "goals" | "next"
    text: str


class ReferralPrepared(Entry, frozen=True, kw_only=True):
    """A letter about the person, to inform somebody or to ask them to take over. Nothing has left yet. `outside`: of
    the care team, so that the person agrees before, to each part."""

    referral: UUID
    aim: str  # "inform" | "take_over"
    role: str  # "gp" | "psychiatrist" | "psychologist" | "hospital" | "other"
    recipient: str
    outside: bool
    letter: tuple[LetterLine, ...]
    language: str


class ReferralAnswered(Entry, frozen=True, kw_only=True):
    """Which parts the person lets go; none: the letter does not leave. `aloud`: they said so to the professional who
    notes it."""

    referral: UUID
    parts: tuple[str, ...]
    aloud: bool = False


class ReferralSent(Entry, frozen=True, kw_only=True):
    """The letter left, with these parts and no others."""

    referral: UUID
    parts: tuple[str, ...]
    way: str  # "secure_mail" | "post" | "by_hand"
    receipt_by: date


class ReferralReceived(Entry, frozen=True, kw_only=True):
    """Somebody there, by name, said that they have it."""

    referral: UUID
    confirmed_by: str


class ReferralEnded(Entry, frozen=True, kw_only=True):
    """`refused`: by whoever it went to; `taken_back`: by the professional or the person."""

    referral: UUID
    ending: str  # "refused" | "taken_back"
    words: str = ""
