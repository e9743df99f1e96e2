"""Reading the journal: one patient's entries, opened, in the order in which they were written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TypeVar, overload
from uuid import UUID

from accalmie.core.entries import Entry, decode
from accalmie.foundation import crypto
from accalmie.foundation.journal import rows
from accalmie.foundation.journal.chain import canonical
from accalmie.foundation.journal.models import Head, StoredEntry
from accalmie.foundation.journal.records import Recorded

E = TypeVar("E", bound=Entry)


@overload
def entries(patient: UUID, kinds: None = None, *, after: int = 0) -> Iterator[Recorded]: ...
@overload
def entries(patient: UUID, kinds: Iterable[type[E]], *, after: int = 0) -> Iterator[Recorded[E]]: ...
def entries(patient: UUID, kinds: Iterable[type[Entry]] | None = None, *, after: int = 0) -> Iterator[Recorded]:
    """The patient's entries, of these types or of all, after this sequence number.

    Raises KeyDestroyed for a record that was erased, SealBroken for an entry that was changed, UnknownEntry for one
    that a later release wrote.
    """
    names = None if kinds is None else {kind.kind() for kind in kinds}
    return map(opened, rows.of_patient(patient, kinds=names, after=after))


def entry(patient: UUID, id: UUID) -> Recorded | None:
    """One entry of this patient, or None when there is none of that id in this record."""
    return next((opened(row) for row in rows.by_ids([id]) if row.header.patient == patient), None)


def wrote_since(patient: UUID, by: UUID, since: datetime) -> bool:
    """Whether this person added anything to this record since then; nothing is opened for it."""
    return StoredEntry.objects.filter(patient_id=patient, by=by, occurred_at__gt=since).exists()


def patients() -> Iterator[UUID]:
    """Everyone who has a journal, in a stable order."""
    return Head.objects.order_by("patient_id").values_list("patient_id", flat=True).iterator()


def opened(row: rows.Row) -> Recorded:
    """The stored entry as a value. The seal is bound to the header: a changed one does not open."""
    header = row.header
    payload = crypto.open_(header.patient, row.payload, aad=canonical(header))
    return Recorded(
        patient=header.patient,
        sequence=header.sequence,
        id=header.id,
        occurred_at=header.occurred_at,
        recorded_at=header.recorded_at,
        by=header.by,
        value=decode(header.kind, header.version, payload),
    )
