"""Which cases a supervisor looks at, in which order. Pure: cases, a seed and the moment come in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from hashlib import sha256
from uuid import UUID

SAMPLED = 3
"""How many cases without any flag are drawn each week."""
LONG = timedelta(days=14)
"""From so long on, a shared exercise has waited long for a review."""
LONGEST = 365
"""Days without a supervisor's look after which a case is no more likely to be drawn."""


class Flag(IntEnum):
    """Why a case stands in the queue; the smaller comes first."""

    ALONE = 0
    DANGER = 1
    WORSE = 2
    UNREAD = 3
    IN_TRAINING = 4
    SAMPLED = 5


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of one case. `looked_at`: when a supervisor last opened the record."""

    patient: UUID
    is_alone: bool = False
    is_in_danger: bool = False
    is_worse: bool = False
    unread_since: datetime | None = None
    is_in_training: bool = False
    looked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """One case of the queue, and why."""

    case: Case
    flags: tuple[Flag, ...]


def queue(cases: Iterable[Case], *, seed: str, now: datetime) -> list[Chosen]:
    """The flagged cases, the gravest first and among them the longest unlooked-at; then those drawn by lot."""
    known = list(cases)
    flagged = [Chosen(case, found) for case in known if (found := _flags(case, now))]
    flagged.sort(key=lambda one: (one.flags[0], -_days_unseen(one.case, now), str(one.case.patient)))
    rest = [case for case in known if not _flags(case, now)]
    return [*flagged, *(Chosen(case, (Flag.SAMPLED,)) for case in drawn(rest, seed=seed, now=now))]


def drawn(cases: Iterable[Case], *, seed: str, now: datetime, count: int = SAMPLED) -> list[Case]:
    """A lot without replacement, each weighted by the days for which no supervisor has looked (Efraimidis and Spirakis
    2006). The same seed draws the same cases."""
    ordered = sorted(cases, key=lambda case: _ticket(case, seed, now), reverse=True)
    return ordered[:count]


def _ticket(case: Case, seed: str, now: datetime) -> float:
    return float(_uniform(f"{seed}:{case.patient}") ** (1 / (1 + _days_unseen(case, now))))


def _uniform(text: str) -> float:
    """A number between 0 and 1 that follows from the text."""
    return (int.from_bytes(sha256(text.encode()).digest()[:7], "big") + 0.5) / 2**56


def _days_unseen(case: Case, now: datetime) -> int:
    return LONGEST if case.looked_at is None else max(0, min((now - case.looked_at).days, LONGEST))


def _flags(case: Case, now: datetime) -> tuple[Flag, ...]:
    told = {
        Flag.ALONE: case.is_alone,
        Flag.DANGER: case.is_in_danger,
        Flag.WORSE: case.is_worse,
        Flag.UNREAD: case.unread_since is not None and now - case.unread_since >= LONG,
        Flag.IN_TRAINING: case.is_in_training,
    }
    return tuple(flag for flag, is_so in told.items() if is_so)
