"""Who reads what a person shares, who reads it while they are away, and the answer to an exercise."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from accalmie.core.entries.entry import Entry


class ReviewAgreed(Entry, frozen=True, kw_only=True):
    """From here on `owner` reads what the person shares, within so many working days; `covered_by` reads it while they
    are away, unless another cover is arranged. `enrolment`: the programme with whose start it was agreed."""

    owner: UUID
    within_days: int
    covered_by: UUID | None = None
    enrolment: UUID | None = None


class CoverArranged(Entry, frozen=True, kw_only=True):
    """From `first_day` to `last_day`, both included, `covered_by` reads for `owner`. Without a last day: from then on,
    because the owner leaves. `absence`: the days away for which it was arranged."""

    absence: UUID
    owner: UUID
    covered_by: UUID
    first_day: date
    last_day: date | None


class CoverEnded(Entry, frozen=True, kw_only=True):
    """The owner is there after all: what was arranged for this absence counts no more."""

    absence: UUID


class ExerciseAnswered(Entry, frozen=True, kw_only=True):
    """A professional read an exercise that has no place in a programme, and answered. `quoted`: the person's own words
    of which the answer speaks."""

    written: UUID
    words: str
    quoted: tuple[str, ...] = ()
