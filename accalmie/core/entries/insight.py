"""What a model noticed, kept as it was said: models change, and yesterday's notice may not change with them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from accalmie.core.entries.entry import Entry


class OffCourseNoticed(Entry, frozen=True, kw_only=True):
    """The score of the review at week 4 lay beyond the range in which eight in ten people who began like this are by
    then, on the side that is worse. Once an enrolment. `models`: the fingerprint of what said it."""

    enrolment: UUID
    instrument: str
    scored_at: datetime
    total: float
    low: float
    high: float
    models: str


class AdviceDecided(Entry, frozen=True, kw_only=True):
    """What a professional did with what a model, or a rule ("next_step"), proposed. `about`: "off_course", "dropout" or
    "next_step"; `week`: that of the stay in which it was said; `because`: why it was not followed."""

    enrolment: UUID
    about: str
    week: int
    proposed: str  # core.insight.dropout.Action, or next_step.NextAction
    reasons: tuple[str, ...]  # the predictors that were told
    followed: bool
    because: str
    models: str
