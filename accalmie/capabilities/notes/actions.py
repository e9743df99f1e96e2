"""Signing a note, writing it again, and keeping working notes."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from accalmie.capabilities.notes.models import WorkingNote
from accalmie.capabilities.notes.queries import WORKING, Lines, note
from accalmie.core.entries import NoteSigned
from accalmie.foundation import crypto, journal


class NotThere(LookupError):
    """This patient has no such note."""


class AlreadyReplaced(ValueError):
    """Another version stands before this one already: a colleague was quicker."""


def sign(
    *,
    patient: UUID,
    lines: Lines,
    by: UUID,
    now: datetime,
    replaces: UUID | None = None,
    because: str = "",
    id: UUID | None = None,
) -> UUID:
    """Journal a note, or another version of one; returns its id.

    Raises NotThere, AlreadyReplaced, ValueError for another version that does not say why, or journal.EntryConflict.
    """
    if replaces is not None:
        _check_replaced(patient, replaces, because, id)
    entry = NoteSigned(
        contact=lines.contact,
        state=lines.state,
        risk=lines.risk,
        risk_asked=lines.risk_asked,
        next_step=lines.next_step,
        replaces=replaces,
        because=because,
    )
    return journal.append(patient, entry, by=by, now=now, id=id).entry.id


def _check_replaced(patient: UUID, replaces: UUID, because: str, id: UUID | None) -> None:
    before = note(patient, replaces)
    if before is None:
        raise NotThere(str(replaces))
    is_sent_again = id is not None and note(patient, id) is not None
    if not before.is_current and not is_sent_again:
        raise AlreadyReplaced(str(replaces))
    if not because:
        raise ValueError("another version says why it was written")


def keep_working(*, patient: UUID, author: UUID, words: str, now: datetime, id: UUID | None = None) -> None:
    """Keep a working note. The same form sent twice keeps one."""
    sealed = crypto.seal_json(patient, words, purpose=WORKING)
    fields = {"patient_id": patient, "author_id": author, "words": sealed, "written_at": now}
    if id is None:
        WorkingNote.objects.create(**fields)
    else:
        WorkingNote.objects.get_or_create(id=id, defaults=fields)


def throw_away(*, patient: UUID, author: UUID, id: UUID) -> None:
    """Throw one of one's own working notes away; one that is not there is no error."""
    WorkingNote.objects.filter(patient_id=patient, author_id=author, id=id).delete()
