"""Writing the journal: the one way in for everything that happens to a patient."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from uuid6 import uuid7

from accalmie.core.entries import Entry, decode, encode
from accalmie.foundation import crypto
from accalmie.foundation.journal import rows
from accalmie.foundation.journal.chain import Header, canonical, link
from accalmie.foundation.journal.companions import companions, with_ids
from accalmie.foundation.journal.reading import opened
from accalmie.foundation.journal.records import Appended, Draft, EntryConflict, Recorded, checked_moments
from accalmie.foundation.journal.replaying import project
from accalmie.foundation.rows import writing


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A draft that is checked and encoded, so that nothing slow or refusable is left to do under the lock."""

    draft: Draft
    id: UUID
    payload: bytes
    occurred_at: datetime
    recorded_at: datetime


def append(
    patient: UUID,
    entry: Entry,
    *,
    by: UUID | None,
    now: datetime,
    occurred_at: datetime | None = None,
    id: UUID | None = None,
) -> Appended:
    """Appends one entry, in the caller's transaction or its own; when that commits, it is on the disk.

    The same id with the same entry writes nothing and gives back the first. Raises EntryConflict when the id names
    another entry, MomentRefused for a moment without time zone or in the future, KeyDestroyed for an erased record,
    and whatever a safety handler raises, nothing being kept then.
    """
    return append_many(patient, [Draft(entry=entry, by=by, occurred_at=occurred_at, id=id)], now=now)[0]


def hold(patient: UUID) -> None:
    """Nobody else appends to this journal until the caller's transaction ends: what is read from here on, and decides
    whether an entry may be appended, still holds when it is. Outside a transaction it holds nothing."""
    with writing(patient):
        rows.lock_head(patient, crypto.key_id(patient))


def append_many(patient: UUID, drafts: Sequence[Draft], *, now: datetime) -> list[Appended]:
    """Appends entries in order, all or none, under one lock, and what is kept with them. As `append` for each."""
    drafts = with_ids(drafts)
    asked = len(drafts)
    drafts += _not_kept_yet(list(companions(drafts)))
    prepared = [_prepared(draft, now) for draft in drafts]
    if not prepared:
        return []
    key_id = crypto.key_id(patient)  # made, if need be, in its own database before the lock is taken
    with transaction.atomic(), writing(patient):
        head = rows.lock_head(patient, key_id)
        if head.key_id != key_id:
            raise crypto.KeyMissing(
                f"The journal of {patient} was sealed under key {head.key_id}, which is not in the key store."
            )
        if len(prepared) == 1:
            return [_append_one(patient, head, prepared[0])]
        return _append(patient, head, prepared)[:asked]


def _not_kept_yet(drafts: list[Draft]) -> list[Draft]:
    """Without those that were kept with an entry that is now sent again: rules may have changed since."""
    kept = {row.header.id for row in rows.by_ids([one.id for one in drafts if one.id])} if drafts else set()
    return [one for one in drafts if one.id not in kept]


def _append_one(patient: UUID, head: rows.LockedHead, one: _Prepared) -> Appended:
    """What nearly every answer is: one entry. Its own insertion says whether the id is taken, so that none is looked
    up before.
    """
    chained = _Chained(patient, head)
    recorded = chained.add(one)
    if not rows.insert_new(chained.rows[0]):
        return _in_the_way(chained, one)
    rows.move_head(patient, chained.sequence, chained.chain)
    project(patient, [recorded], has_stale=head.has_stale)
    return Appended(recorded, repeated=False)


def _append(patient: UUID, head: rows.LockedHead, prepared: Sequence[_Prepared]) -> list[Appended]:
    earlier = _earlier(prepared)
    chained = _Chained(patient, head)
    answers = [_repeated(patient, one, earlier) or _added(chained, one, earlier) for one in prepared]
    if chained.rows:
        _insert(chained, prepared)
        new = [answer.entry for answer in answers if not answer.repeated]
        project(patient, new, has_stale=head.has_stale)
    return answers


def _in_the_way(chained: _Chained, one: _Prepared) -> Appended:
    repeated = _repeated(chained.patient, one, {row.header.id: row for row in rows.by_ids([one.id])})
    if repeated is not None:
        return repeated
    if next(rows.of_patient(chained.patient, after=chained.sequence - 1), None):
        raise IntegrityError(f"A place in the journal of {chained.patient} was taken without its lock.")
    raise EntryConflict(one.id, None)  # of another record, whose rows are not shown while this one is written


class _Chained:
    """The rows to insert, each tied to the one before it."""

    def __init__(self, patient: UUID, head: rows.LockedHead) -> None:
        self.patient = patient
        self.key_id = head.key_id
        self.sequence = head.sequence
        self.chain = head.chain
        self.rows: list[rows.Row] = []

    def add(self, one: _Prepared) -> Recorded:
        self.sequence += 1
        header = Header(
            patient=self.patient,
            sequence=self.sequence,
            id=one.id,
            kind=one.draft.entry.kind(),
            version=one.draft.entry.version,
            occurred_at=one.occurred_at,
            recorded_at=one.recorded_at,
            by=one.draft.by,
            key_id=self.key_id,
        )
        bound = canonical(header)
        sealed = crypto.seal(self.patient, one.payload, aad=bound)
        self.chain = link(self.chain, bound, sealed)
        self.rows.append(rows.Row(header, sealed, self.chain))
        return Recorded(
            self.patient, self.sequence, one.id, one.occurred_at, one.recorded_at, one.draft.by, one.draft.entry
        )


def _prepared(draft: Draft, now: datetime) -> _Prepared:
    occurred_at, recorded_at = checked_moments(draft, now)
    return _Prepared(draft, draft.id or uuid7(), encode(draft.entry), occurred_at, recorded_at)


def _earlier(prepared: Sequence[_Prepared]) -> dict[UUID, rows.Row | Recorded]:
    """What already has one of the ids that clients chose; ids that we chose are new."""
    chosen = [one.id for one in prepared if one.draft.id is not None]
    return {row.header.id: row for row in rows.by_ids(chosen)}


def _repeated(patient: UUID, one: _Prepared, earlier: dict[UUID, rows.Row | Recorded]) -> Appended | None:
    """The entry of the same id, if there is one. Raises EntryConflict when it says something else."""
    found = earlier.get(one.id)
    if found is None:
        return None
    if isinstance(found, rows.Row):
        if found.header.patient != patient:
            raise EntryConflict(one.id, None)
        found = opened(found)
    if type(found.value) is not type(one.draft.entry) or _as_read(found.value) != _as_read(one.draft.entry):
        raise EntryConflict(one.id, found)
    return Appended(found, repeated=True)


def _as_read(entry: Entry) -> bytes:
    """As it is once it was kept and read: a total of 9 is read as 9.0, and is the same answer."""
    return encode(decode(entry.kind(), entry.version, encode(entry)))


def _added(chained: _Chained, one: _Prepared, earlier: dict[UUID, rows.Row | Recorded]) -> Appended:
    recorded = chained.add(one)
    earlier[one.id] = recorded
    return Appended(recorded, repeated=False)


def _insert(chained: _Chained, prepared: Sequence[_Prepared]) -> None:
    try:
        rows.insert(chained.rows)
    except IntegrityError as error:
        # Under this patient's lock only another patient's entry, written this instant, can have taken an id.
        chosen = [one.id for one in prepared if one.draft.id is not None]
        if not chosen:
            raise
        raise EntryConflict(chosen[0], None) from error
    rows.move_head(chained.patient, chained.sequence, chained.chain)
