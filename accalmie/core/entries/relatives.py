"""Somebody close to a person, whom their team may speak with as far as the person says."""

from __future__ import annotations

from uuid import UUID

from accalmie.core.entries.entry import Entry


class RelativeNamed(Entry, frozen=True, kw_only=True):
    """The person names somebody, or says anew what may be done. `may`: "crisis" | "worried" | "guide"; nothing else is
    allowed by it, and nothing of the record is shown."""

    relative: UUID
    called: str
    relation: str
    reached_by: str
    may: tuple[str, ...]
    text_version: str


class RelativeTakenBack(Entry, frozen=True, kw_only=True):
    """Nobody speaks with them any more."""

    relative: UUID
