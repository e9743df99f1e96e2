"""Naming somebody close to one, and taking it back. Only the person does either."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from uuid6 import uuid7

from accalmie.capabilities.relatives.queries import MAY, MOST, relative_of, relatives
from accalmie.core.entries import RelativeNamed, RelativeTakenBack
from accalmie.foundation import journal

TEXT_VERSION = "2026-12"
"""Of the page on which the person agrees: what may be done, and that nothing else is."""


class TooMany(ValueError):
    """Three stand already."""


@transaction.atomic
def name(
    *,
    patient: UUID,
    called: str,
    relation: str,
    reach: str,
    may: Collection[str],
    by: UUID,
    now: datetime,
    relative: UUID | None = None,
    id: UUID | None = None,
) -> UUID:
    """Name somebody, or say anew how one who stands (`relative`) is reached and for what; returns their id.

    Raises TooMany, ValueError without a name, a way or a purpose, LookupError for somebody else's, or
    journal.EntryConflict.
    """
    if not called.strip() or not reach.strip() or not may or not set(may) <= set(MAY):
        raise ValueError(f"{sorted(may)}")
    entry = id or uuid7()
    journal.hold(patient)
    if relative is not None and relative_of(patient, relative) is None:
        raise LookupError(str(relative))
    standing = {one.id for one in relatives(patient)}
    if relative is None and entry not in standing and len(standing) >= MOST:
        raise TooMany
    value = RelativeNamed(
        relative=relative or entry,
        called=called,
        relation=relation,
        reached_by=reach,
        may=tuple(sorted(may)),
        text_version=TEXT_VERSION,
    )
    journal.append(patient, value, by=by, now=now, id=entry)
    return value.relative


def take_back(*, patient: UUID, relative: UUID, by: UUID, now: datetime) -> None:
    """Nobody speaks with them any more, from the next page on. Somebody who does not stand: nothing happens."""
    if relative_of(patient, relative) is not None:
        journal.append(patient, RelativeTakenBack(relative=relative), by=by, now=now)
