"""Trying to reach somebody: the ways, what may come of a try, and what tries prove. Alerts and recontacts keep theirs
in tables of their own, and go by the same rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from accalmie.foundation import crypto

WAYS = ("phone", "message", "visit", "trusted_person", "emergency", "colleague")
RESULTS = ("spoke", "no_answer", "message_left", "refused", "wrong_number", "told")
_CALLS = ("phone", "visit")
"""What counts as a call; writing to somebody, or asking others about them, does not."""


class NotYet(ValueError):
    """This outcome is not true yet. `code` says what is missing, as the form of that outcome has it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Tried:
    """One try to reach somebody."""

    at: datetime
    by: UUID | None
    way: str
    result: str
    words: str


class Kept(Protocol):
    """A try as a table keeps it: its words are sealed."""

    patient_id: UUID
    at: datetime
    by: UUID | None
    way: str
    result: str
    words: bytes | memoryview[int]


def opened(row: Kept, *, purpose: str) -> Tried:
    """One try with its words. Raises crypto.SealBroken, crypto.KeyMissing or crypto.KeyDestroyed."""
    words = str(crypto.open_json(row.patient_id, row.words, purpose=purpose))
    return Tried(row.at, row.by, row.way, row.result, words)


def check(way: str, result: str) -> None:
    """Raises ValueError for an unknown way or result."""
    if way not in WAYS or result not in RESULTS:
        raise ValueError(f"{way}, {result}")


def spoke(tried: Iterable[Tried]) -> bool:
    """Whether somebody spoke with the person: only that is *reached*."""
    return any(one.result == "spoke" for one in tried)


def calls(tried: Iterable[Tried]) -> list[datetime]:
    """When the person was called, or somebody went to see them."""
    return [one.at for one in tried if one.way in _CALLS]
