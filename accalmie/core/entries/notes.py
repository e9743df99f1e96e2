"""What professionals write down about a visit, and what they are told of care given elsewhere."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from accalmie.core.entries.entry import Entry


class NoteSigned(Entry, frozen=True, kw_only=True):
    """Four lines about one contact, signed by whoever stands in the header. A signed note is never changed: another
    version `replaces` it, and says why (`because`)."""

    contact: str
    state: str
    risk: str
    risk_asked: bool  # whether the question was put to the person at this contact
    next_step: str
    replaces: UUID | None = None
    because: str = ""


class CareElsewhereNoted(Entry, frozen=True, kw_only=True):
    """Care that somebody else gives, as it was told here. `replaces` is the id of an earlier one that this corrects."""

    about: str  # "medication" | "therapist" | "gp" | "hospital" | "sick_leave"
    what: str
    who: str  # who gives it: a name, a ward, "" where it was not said
    told_by: str  # "patient" | "relative" | "doctor" | "document"
    since: date | None
    until: date | None
    replaces: UUID | None = None


class CareElsewhereStruck(Entry, frozen=True, kw_only=True):
    """It was noted by mistake: it stays in the history and stands nowhere any more."""

    noted: UUID
    because: str
