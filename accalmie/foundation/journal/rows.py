"""The journal's statements, written by hand: every answer waits for an append, and the ORM doubles its cost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any, cast
from uuid import UUID

from django.db import IntegrityError, connection

from accalmie.foundation.journal.chain import Header, genesis
from accalmie.foundation.journal.models import Head, StoredEntry

_HEAD = Head._meta.db_table
_ENTRY = StoredEntry._meta.db_table
_COLUMNS = (
    "id",
    "patient_id",
    "sequence",
    "kind",
    "version",
    "occurred_at",
    "recorded_at",
    '"by"',
    "key_id",
    "payload",
    "chain",
)
_LIST = ", ".join(_COLUMNS)

_SELECT_HEAD = f"SELECT sequence, chain, key_id, has_stale FROM {_HEAD} WHERE patient_id = %s"
_NEW_HEAD = (
    f"INSERT INTO {_HEAD} (patient_id, sequence, chain, key_id, has_stale) VALUES (%s, 0, %s, %s, %s) "
    "ON CONFLICT DO NOTHING"
)
_MOVE_HEAD = f"UPDATE {_HEAD} SET sequence = %s, chain = %s WHERE patient_id = %s"
_INSERT_NEW = f"INSERT INTO {_ENTRY} ({_LIST}) VALUES ({', '.join(['%s'] * len(_COLUMNS))}) ON CONFLICT (id) DO NOTHING"
_INSERT = f"INSERT INTO {_ENTRY} ({_LIST}) VALUES ({', '.join(['%s'] * len(_COLUMNS))})"
_SELECT = f"SELECT {_LIST} FROM {_ENTRY}"
_PAGE = 500


@dataclass(frozen=True, slots=True)
class LockedHead:
    """A patient's head, held until the transaction ends."""

    sequence: int
    chain: bytes
    key_id: UUID
    has_stale: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One stored entry: header, sealed bytes, and the chain's value after it."""

    header: Header
    payload: bytes
    chain: bytes


def lock_head(patient: UUID, key_id: UUID) -> LockedHead:
    """Locks the patient's head until the transaction ends, beginning a journal if there is none yet.

    On SQLite the transaction itself is the lock (it began IMMEDIATE).
    """
    return _locked(patient) or _begun(patient, key_id)


def move_head(patient: UUID, sequence: int, chain: bytes) -> None:
    """Raises IntegrityError when there is no such head to be seen: a journal would fork in silence."""
    with connection.cursor() as cursor:
        cursor.execute(_MOVE_HEAD, (sequence, chain, _uuid(patient)))
        if cursor.rowcount != 1:
            raise IntegrityError(f"The head of the journal of {patient} did not move.")


def insert(rows: Sequence[Row]) -> None:
    """Adds the entries. Raises IntegrityError when an id or a place is taken."""
    with connection.cursor() as cursor:
        if len(rows) == 1:
            cursor.execute(_INSERT, _stored(rows[0]))
        else:
            cursor.executemany(_INSERT, [_stored(row) for row in rows])


def insert_new(row: Row) -> bool:
    """Adds one entry, unless its id is taken; says whether it did."""
    with connection.cursor() as cursor:
        try:
            cursor.execute(_INSERT_NEW, _stored(row))
        except IntegrityError:
            # SQLite asks the append-only trigger first, whose refusal undoes this one statement and nothing else.
            if connection.vendor != "sqlite":
                raise
            return False
        return bool(cursor.rowcount)


def by_ids(ids: Sequence[UUID]) -> Iterator[Row]:
    """The entries of any patient that have these ids."""
    for start in range(0, len(ids), _PAGE):
        page = ids[start : start + _PAGE]
        yield from _fetched(f"WHERE id IN ({', '.join(['%s'] * len(page))})", [_uuid(one) for one in page])


def of_patient(patient: UUID, *, kinds: Iterable[str] | None = None, after: int = 0) -> Iterator[Row]:
    """One patient's entries in order, read page by page so that no cursor stays open while the caller writes."""
    names = sorted(kinds) if kinds is not None else None
    while page := _page(patient, names, after):
        yield from page
        after = page[-1].header.sequence


def _page(patient: UUID, names: list[str] | None, after: int) -> list[Row]:
    if names == []:
        return []
    wanted = f" AND kind IN ({', '.join(['%s'] * len(names))})" if names else ""
    where = f"WHERE patient_id = %s AND sequence > %s{wanted} ORDER BY sequence LIMIT {_PAGE}"
    return _fetched(where, [_uuid(patient), after, *(names or ())])


def _locked(patient: UUID) -> LockedHead | None:
    lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(_SELECT_HEAD + lock, (_uuid(patient),))
        row = cursor.fetchone()
    return row and LockedHead(row[0], bytes(row[1]), _as_uuid(row[2]), bool(row[3]))


def _begun(patient: UUID, key_id: UUID) -> LockedHead:
    with connection.cursor() as cursor:
        cursor.execute(_NEW_HEAD, (_uuid(patient), genesis(patient), _uuid(key_id), False))
    head = _locked(patient)
    return cast(LockedHead, head)  # just written, or written by another transaction that has ended since


def _fetched(where: str, values: Sequence[Any]) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(f"{_SELECT} {where}", values)
        return [_row(values) for values in cursor.fetchall()]


def _row(v: Sequence[Any]) -> Row:
    header = Header(
        id=_as_uuid(v[0]),
        patient=_as_uuid(v[1]),
        sequence=v[2],
        kind=v[3],
        version=v[4],
        occurred_at=_as_moment(v[5]),
        recorded_at=_as_moment(v[6]),
        by=_as_uuid(v[7]) if v[7] is not None else None,
        key_id=_as_uuid(v[8]),
    )
    return Row(header, bytes(v[9]), bytes(v[10]))


def _stored(row: Row) -> tuple[Any, ...]:
    h = row.header
    return (
        _uuid(h.id),
        _uuid(h.patient),
        h.sequence,
        h.kind,
        h.version,
        _moment(h.occurred_at),
        _moment(h.recorded_at),
        _uuid(h.by) if h.by else None,
        _uuid(h.key_id),
        row.payload,
        row.chain,
    )


@cache
def _is_native() -> bool:
    """Whether the database knows UUIDs and moments (PostgreSQL), or keeps both as text (SQLite, as Django does)."""
    return connection.features.has_native_uuid_field


def _uuid(value: UUID) -> UUID | str:
    return value if _is_native() else value.hex


def _moment(value: datetime) -> datetime | str:
    return value if _is_native() else str(value.replace(tzinfo=None))


def _as_uuid(value: UUID | str) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)


def _as_moment(value: datetime) -> datetime:
    """SQLite gives a moment back without its time zone, which is always UTC there."""
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
