"""A supervisor writes to a colleague, about the work."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from uuid6 import uuid7

from accalmie.foundation import crypto
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.access.policy import may
from accalmie.foundation.people.models import Person
from accalmie.oversight.supervision import queries
from accalmie.oversight.supervision.models import SupervisionNote

MARKS = ("seen", "not_seen", "not_due")


class NotAllowed(PermissionError):
    """This person does not supervise, or not this colleague."""


def write_note(
    *,
    to: Person,
    words: str,
    by: Person,
    now: datetime,
    programme: str = "",
    marks: Mapping[str, str] | None = None,
    id: UUID | None = None,
) -> SupervisionNote:
    """Keep one note, with the checklist if one was filled. Sent twice under one id, the first is the answer.

    Raises NotAllowed, or ValueError for a mark that there is not.
    """
    if not may(by, Permission.SUPERVISION_GIVE, now=now) or to.id not in {one.id for one in queries.supervised(by)}:
        raise NotAllowed(by.role)
    given = dict(marks or {})
    if set(given.values()) - set(MARKS):
        raise ValueError(sorted(given.values()))
    sealed = crypto.seal_json(to.sealed_for, {"words": words, "marks": given}, purpose=queries.WORDS)
    note, _is_new = SupervisionNote.objects.get_or_create(
        id=id or uuid7(), defaults={"by": by, "to": to, "at": now, "programme": programme, "words": sealed}
    )
    return note
