"""Follows somebody's words through the demo's records: which entries carry them, and where they are remembered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from accalmie.core.entries import encode
from accalmie.foundation import journal
from accalmie.foundation.journal import rows


class Carrier(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of the journal that holds the words. `sealed_bytes` is its length as it is stored."""

    kind: str
    day: date
    sealed_bytes: int


class Memory(msgspec.Struct, frozen=True, kw_only=True):
    """A place in a projection that holds the words, opened: table, and the names that lead to them."""

    table: str
    place: str


class Trace(msgspec.Struct, frozen=True, kw_only=True):
    """Where the words of one person are."""

    words: str
    entries: tuple[Carrier, ...]
    remembered: tuple[Memory, ...]


def trace(patient: UUID, words: str) -> Trace:
    """Every entry and every remembered place of this patient that holds exactly these words."""
    return Trace(words=words, entries=tuple(_entries(patient, words)), remembered=tuple(_memories(patient, words)))


def _entries(patient: UUID, words: str) -> Iterator[Carrier]:
    stored = rows.of_patient(patient)
    for recorded, row in zip(journal.entries(patient), stored, strict=True):
        if any(_holding(msgspec.json.decode(encode(recorded.value)), words)):
            yield Carrier(kind=recorded.value.kind(), day=recorded.occurred_at.date(), sealed_bytes=len(row.payload))


def _memories(patient: UUID, words: str) -> Iterator[Memory]:
    for projection in journal.REGISTERED.values():
        for row in journal.snapshot(projection, patient):
            table = row.pop("table")
            yield from (Memory(table=table, place=place) for place in _holding(row, words))


def _holding(value: Any, words: str, place: str = "") -> Iterator[str]:
    """The places inside a JSON value whose text holds the words: `state.words.chosen_activity`."""
    match value:
        case str() if words in value:
            yield place
        case dict():
            for name, inside in value.items():
                yield from _holding(inside, words, f"{place}.{name}" if place else str(name))
        case list() | tuple():
            for number, inside in enumerate(value):
                yield from _holding(inside, words, f"{place}[{number}]")
