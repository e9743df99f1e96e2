"""What a professional does with what a model proposes."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from accalmie.core.entries import AdviceDecided
from accalmie.foundation import journal
from accalmie.oversight.insight.queries import Advice


def decide(
    *, patient: UUID, advice: Advice, followed: bool, because: str, by: UUID, now: datetime, id: UUID | None = None
) -> None:
    """Journal what was done with it. Raises ValueError for a proposal that is overruled without a reason, or
    journal.EntryConflict."""
    if not followed and not because:
        raise ValueError("a proposal that is not followed says why")
    entry = AdviceDecided(
        enrolment=advice.enrolment,
        about=advice.about,
        week=advice.week,
        proposed=advice.action,
        reasons=tuple(one.name for one in advice.reasons),
        followed=followed,
        because=because,
        models=advice.models,
    )
    journal.append(patient, entry, by=by, now=now, id=id)
