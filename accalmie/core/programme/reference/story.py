"""What is told aloud of a person's way through a programme: the steps settled, the modules ended, the dangers open."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from accalmie.core import entries as e

Happened = tuple[e.Entry, UUID, datetime]


@dataclass
class Case:
    """A danger that is open. `level` is empty while nobody has met the graded questions."""

    instrument: str
    source: UUID
    since: datetime
    graded: UUID | None = None
    level: str = ""
    finished: bool = False
    contact_at: datetime | None = None


@dataclass
class Told:
    """The story so far."""

    settled: dict[tuple[str, str], tuple[str, datetime]] = field(default_factory=dict)
    ended: dict[str, datetime] = field(default_factory=dict)
    module: str = ""
    to_rate: str = ""
    returning: bool = False
    offer_short: str = ""
    cases: list[Case] = field(default_factory=list)
    interlude: str = ""
    in_a_row: dict[str, int] = field(default_factory=dict)
    endangered: bool = False
