"""Entries that follow from another at once: what is noticed in what somebody writes is kept with it, or neither is.

A companion is an entry of its own, so that a record computed again says what was noticed then, by the rules of then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from uuid import UUID, uuid5

from uuid6 import uuid7

from accalmie.core.entries import Entry
from accalmie.foundation.journal.records import Draft

Companion = Callable[[Entry, UUID], Entry | None]
"""From an entry about to be kept, and its id, to the one that is kept with it, if any."""

_REGISTERED: dict[str, tuple[tuple[type[Entry], ...], Companion]] = {}


def accompany(name: str, kinds: Iterable[type[Entry]], companion: Companion) -> None:
    """A room says what is kept with entries of these types; the companion's id is made of the entry's and `name`."""
    _REGISTERED[name] = (tuple(kinds), companion)


def companion_id(entry: UUID, name: str) -> UUID:
    """The id of what is kept with this entry under this name."""
    return uuid5(entry, name)


def with_ids(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, with an id for each that something may be kept with."""
    return [replace(one, id=uuid7()) if one.id is None and _may_have_any(one) else one for one in drafts]


def companions(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """What is kept with these drafts, by nobody's hand and of the same moment."""
    for draft in drafts:
        for name, (kinds, companion) in _REGISTERED.items():
            if draft.id is not None and isinstance(draft.entry, kinds):
                entry = companion(draft.entry, draft.id)
                if entry is not None:
                    yield Draft(entry=entry, by=None, occurred_at=draft.occurred_at, id=companion_id(draft.id, name))


def _may_have_any(draft: Draft) -> bool:
    return any(isinstance(draft.entry, kinds) for kinds, _companion in _REGISTERED.values())
