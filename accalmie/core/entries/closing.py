"""How care here ends: said beforehand, with the person's last word, and never while somebody waits for an answer."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from accalmie.core.entries.entry import Entry


class CareEndProposed(Entry, frozen=True, kw_only=True):
    """A professional proposes that care ends on this day, with words that the person reads."""

    proposal: UUID
    reason: str  # "attained" | "wish" | "elsewhere" | "no_answer" | "moved" | "other"
    words: str
    ends_on: date


class LastWordSaid(Entry, frozen=True, kw_only=True):
    """What the person has to say of the care that ends. Said again, the new words stand."""

    proposal: UUID
    words: str


class CareEndTakenBack(Entry, frozen=True, kw_only=True):
    """Care goes on after all."""

    proposal: UUID


class CareEnded(Entry, frozen=True, kw_only=True):
    """The care team of this episode is no more. Whoever asks again is welcomed as anybody is."""

    proposal: UUID
    reason: str
