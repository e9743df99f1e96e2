"""Dangers that no professional has settled, kept as the entries that told them: a start must not forget one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import msgspec

from accalmie.core.crisis import Level, worst
from accalmie.core.entries import ConcernReviewed, ContactMade, DangerGraded, Entry, MeasureScored, decode, encode
from accalmie.core.programme.plans import GOES_ON, UNFINISHED_LEVEL

Telling = MeasureScored | DangerGraded | ContactMade


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """One entry about a danger. `source`: the answer that began it; `rests`: its questions were finished, at a level at
    which a programme goes on."""

    source: UUID
    id: UUID
    at: datetime
    kind: str
    version: int
    payload: str
    rests: bool = False

    @property
    def entry(self) -> Entry:
        return decode(self.kind, self.version, self.payload.encode())


def told(kept: Iterable[Kept], entry: Telling, *, id: UUID, at: datetime) -> list[Kept]:
    """What is kept after one more entry: a dangerous answer, its graded questions, or a contact.

    Of the dangers at rest only the newest stays, however many weeks somebody answers the same.
    """
    rests = isinstance(entry, DangerGraded) and entry.finished and entry.level in GOES_ON
    source = id if isinstance(entry, MeasureScored) else entry.source
    earlier = _without_those_at_rest(list(kept), source) if rests else list(kept)
    as_kept = decode(entry.kind(), entry.version, encode(entry))  # a total may be 9 now and 9.0 when it is read again
    payload = encode(as_kept).decode()
    newest = Kept(source=source, id=id, at=at, kind=entry.kind(), version=entry.version, payload=payload, rests=rests)
    return [*earlier, newest]


def _without_those_at_rest(kept: list[Kept], source: UUID) -> list[Kept]:
    latest = {one.source: one.rests for one in kept if one.kind == DangerGraded.kind()}
    return [one for one in kept if one.source == source or not latest.get(one.source)]


def gravest(kept: Iterable[Kept]) -> Level:
    """The gravest level of those kept; questions that nobody answered, or finished, count as active."""
    levels: dict[UUID, Level] = {}
    for one in kept:
        entry = one.entry
        level = Level.read(entry.level) if isinstance(entry, DangerGraded) else Level(UNFINISHED_LEVEL)
        if isinstance(entry, DangerGraded) and not entry.finished:
            level = worst((level, Level(UNFINISHED_LEVEL)))
        if not isinstance(entry, ContactMade):
            levels[one.source] = level
    return worst(levels.values())


def reviewed(kept: Iterable[Kept], review: ConcernReviewed) -> list[Kept]:
    """What is kept after a review: a danger of which somebody said that the programme goes on is settled."""
    kept = list(kept)
    if not review.programme_goes_on:
        return kept
    settled = {review.source, *(one.source for one in kept if one.id == review.source)}
    return [one for one in kept if one.source not in settled]
