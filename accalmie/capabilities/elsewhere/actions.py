"""Noting care given elsewhere, correcting it, striking what was noted by mistake."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from accalmie.capabilities.elsewhere.queries import KINDS, SOURCES, Told, standing, was_kept
from accalmie.core.entries import CareElsewhereNoted, CareElsewhereStruck
from accalmie.foundation import journal


class NotThere(LookupError):
    """This patient has no such line, or it stands no more."""


def note(
    *, patient: UUID, told: Told, by: UUID, now: datetime, replaces: UUID | None = None, id: UUID | None = None
) -> UUID:
    """Journal one line, or another in the place of one; returns its id. Raises NotThere, ValueError for an unknown
    subject or source and for days that run backwards, or journal.EntryConflict."""
    if told.about not in KINDS or told.told_by not in SOURCES:
        raise ValueError(f"{told.about} / {told.told_by}")
    if told.since and told.until and told.until < told.since:
        raise ValueError(f"{told.since} / {told.until}")
    is_sent_again = id is not None and was_kept(patient, id)
    if replaces is not None and standing(patient, replaces) is None and not is_sent_again:
        raise NotThere(str(replaces))
    entry = CareElsewhereNoted(
        about=told.about,
        what=told.what,
        who=told.who,
        told_by=told.told_by,
        since=told.since,
        until=told.until,
        replaces=replaces,
    )
    return journal.append(patient, entry, by=by, now=now, id=id).entry.id


def strike(*, patient: UUID, line: UUID, because: str, by: UUID, now: datetime, id: UUID | None = None) -> None:
    """Strike a line that was noted by mistake. Raises NotThere or journal.EntryConflict; one that was struck already
    stays so."""
    if not was_kept(patient, line):
        raise NotThere(str(line))
    if standing(patient, line) is not None:
        journal.append(patient, CareElsewhereStruck(noted=line, because=because), by=by, now=now, id=id)
