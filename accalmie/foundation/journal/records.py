"""What goes into the journal and what comes out of it, as plain values."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from datetime import UTC, datetime, timedelta
from typing import Generic
from uuid import UUID

from typing_extensions import TypeVar

from accalmie.core.entries import Entry

E_co = TypeVar("E_co", bound=Entry, covariant=True, default=Entry)

# A browser's clock may run a little ahead of ours; an answer from tomorrow is a fault worth hearing about.
_AHEAD = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Recorded(Generic[E_co]):
    """One entry of the journal, opened. `sequence` counts a patient's entries from 1; times are aware UTC."""

    patient: UUID
    sequence: int
    id: UUID
    occurred_at: datetime
    recorded_at: datetime
    by: UUID | None
    value: E_co


@dataclass(frozen=True, slots=True)
class Draft:
    """One entry to append: `id` when the client chose one, `occurred_at` when it happened before now."""

    entry: Entry
    _: KW_ONLY
    by: UUID | None
    occurred_at: datetime | None = None
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Appended:
    """The entry as the journal holds it. `repeated`: it was there already, nothing was written."""

    entry: Recorded
    repeated: bool


class EntryConflict(Exception):
    """This id already names another entry. `earlier` is that entry, or None when it belongs to another patient."""

    def __init__(self, id: UUID, earlier: Recorded | None) -> None:
        super().__init__(f"The id {id} already names another entry.")
        self.id = id
        self.earlier = earlier


class MomentRefused(ValueError):
    """A moment without a time zone, or one that has not come yet."""


def checked_moments(draft: Draft, now: datetime) -> tuple[datetime, datetime]:
    """When it occurred and when it is recorded, both in UTC. Raises MomentRefused."""
    recorded_at = _utc(now, "now")
    if draft.occurred_at is None:
        return recorded_at, recorded_at
    occurred_at = _utc(draft.occurred_at, "occurred_at")
    if occurred_at > recorded_at + _AHEAD:
        raise MomentRefused(f"occurred_at {occurred_at.isoformat()} is later than now, {recorded_at.isoformat()}.")
    return occurred_at, recorded_at


def _utc(moment: datetime, name: str) -> datetime:
    if moment.utcoffset() is None:
        raise MomentRefused(f"{name} has no time zone: {moment.isoformat()}.")
    return moment.astimezone(UTC)
