"""On which step of care somebody is: what the rules proposed, what a professional decided, what the person says."""

from __future__ import annotations

from uuid import UUID

from accalmie.core.entries.entry import Entry


class CareStepDecided(Entry, frozen=True, kw_only=True):
    """A professional decided the step of care from now on. `standing` is the step until then, `proposed` what the rules
    proposed for these `reasons`; `because`: why something else was decided; `said`: their words to the person."""

    standing: str  # core.stepping.CareStep
    proposed: str
    decided: str
    reasons: tuple[str, ...]
    because: str
    said: str
    rules_version: str


class CareStepAnswered(Entry, frozen=True, kw_only=True):
    """What the person says of it. A no keeps care as it was until both have spoken."""

    decision: UUID
    accepted: bool
    words: str
