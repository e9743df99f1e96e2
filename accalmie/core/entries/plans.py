"""The safety plan: what somebody wrote down beforehand for the hours when it gets heavy, and whom they let read it."""

from __future__ import annotations

from uuid import UUID

import msgspec

from accalmie.core.entries.entry import Entry


class ToReach(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody, or a line, to call; either part may be empty."""

    name: str
    telephone: str = ""


class PlanWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A whole plan, part by part (after Stanley and Brown): one line an idea, each part may be empty."""

    warning_signs: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    people: tuple[ToReach, ...] = ()
    professionals: tuple[ToReach, ...] = ()
    safe_place: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


class SafetyPlanWritten(Entry, frozen=True, kw_only=True):
    """The whole plan as it stands from now on. `together`: the author is a professional, who wrote it with the person;
    they may read it from then on."""

    words: PlanWords
    together: bool = False


class SafetyPlanShared(Entry, frozen=True, kw_only=True):
    """Which professionals the person lets read their plan from now on; none of them any more when it is empty."""

    readers: tuple[UUID, ...]


class SafetyPlanConfirmed(Entry, frozen=True, kw_only=True):
    """The person read their plan again and it is still right. `written` is the id of that SafetyPlanWritten."""

    written: UUID
