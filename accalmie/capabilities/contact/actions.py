"""Asking for somebody, and answering."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from accalmie.capabilities.contact.models import TalkRequest
from accalmie.core.entries import TalkAnswered, TalkAsked
from accalmie.foundation import journal

WAYS = ("callback", "message", "visit")
SUBJECTS = ("how_i_am", "programme", "technical", "other")


class NotAsked(LookupError):
    """This patient made no such request."""


class AlreadyAnswered(ValueError):
    """A colleague was quicker: the first answer stands."""


def ask(
    *,
    patient: UUID,
    way: str,
    about: str,
    reach: str = "",
    when: str = "",
    words: str = "",
    by: UUID | None,
    now: datetime,
    id: UUID | None = None,
) -> UUID:
    """Journal a request to talk to somebody; returns its id. Raises ValueError or journal.EntryConflict."""
    if way not in WAYS or about not in SUBJECTS:
        raise ValueError(f"{way} / {about}")
    entry = TalkAsked(way=way, about=about, reach=reach, when=when, words=words)
    return journal.append(patient, entry, by=by, now=now, id=id).entry.id


def answer(*, patient: UUID, source: UUID, words: str, by: UUID, now: datetime, id: UUID | None = None) -> None:
    """A professional's answer to one request. Raises NotAsked, AlreadyAnswered or journal.EntryConflict."""
    found = TalkRequest.objects.filter(patient_id=patient, entry_id=source).first()
    if found is None:
        raise NotAsked(str(source))
    if found.answer_id not in (None, id):
        raise AlreadyAnswered(str(source))
    journal.append(patient, TalkAnswered(source=source, words=words), by=by, now=now, id=id)
