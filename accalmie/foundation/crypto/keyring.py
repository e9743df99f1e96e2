"""The key of each patient: made, fetched, kept warm for a moment, destroyed for good."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from secrets import token_bytes
from threading import Lock
from time import monotonic
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connections, transaction
from uuid6 import uuid7

from accalmie.foundation.crypto import ledger
from accalmie.foundation.crypto.models import Erasure, PatientKey
from accalmie.foundation.crypto.router import KEYS
from accalmie.foundation.crypto.site_keys import is_empty, pass_key, site_key
from accalmie.foundation.crypto.wrapping import Wrapper, unwrapped, wrapper
from accalmie.foundation.statements import Query

log = logging.getLogger("accalmie.crypto")

NONCE = 12
_KEPT = 4096
# A key destroyed by another process stays usable in this one for at most this long: the cache is the only place
# where an unwrapped key lives, and nothing tells one process what another destroyed.
_SECONDS = 30.0


class KeyMissing(Exception):
    """This patient has no key in the key store, and no ledger says that it was destroyed."""


class KeyDestroyed(Exception):
    """This patient's key was destroyed: the record is ended and nothing more can be written or read."""


@dataclass(frozen=True, slots=True)
class DataKey:
    """One patient's key, unwrapped. It shows its name only, never itself."""

    key_id: UUID
    cipher: AESGCM = field(repr=False)


class _Kept:
    """A few thousand unwrapped keys, the least recently used forgotten first, each for a short time."""

    def __init__(self) -> None:
        self._keys: OrderedDict[UUID, tuple[float, DataKey]] = OrderedDict()
        self._lock = Lock()

    def get(self, patient: UUID) -> DataKey | None:
        with self._lock:
            until, key = self._keys.get(patient, (0.0, None))
            if key is None or until < monotonic():
                self._keys.pop(patient, None)
                return None
            self._keys.move_to_end(patient)
            return key

    def put(self, patient: UUID, key: DataKey) -> None:
        with self._lock:
            self._keys[patient] = (monotonic() + _SECONDS, key)
            if len(self._keys) > _KEPT:
                self._keys.popitem(last=False)

    def forget(self, patient: UUID) -> None:
        with self._lock:
            self._keys.pop(patient, None)

    def clear(self) -> None:
        with self._lock:
            self._keys.clear()


kept = _Kept()
_key_of = Query(lambda patient: PatientKey.objects.filter(patient_id=patient), database=KEYS)


def data_key(patient: UUID) -> DataKey:
    """The patient's key. Raises KeyDestroyed or KeyMissing."""
    if (key := kept.get(patient)) is not None:
        return key
    row = _key_of.first(patient)
    if row is None:
        raise _absent(patient)
    key = DataKey(row.key_id, AESGCM(_unwrapped(row)))
    kept.put(patient, key)
    return key


def create_key(patient: UUID) -> DataKey:
    """The patient's key, made and durable in the key store if this is the first time. Raises KeyDestroyed."""
    try:
        return data_key(patient)
    except KeyMissing:
        with transaction.atomic(using=KEYS):
            if Erasure.objects.filter(pk=patient).exists():
                raise KeyDestroyed(str(patient)) from None
            # Two processes may meet here: the unique patient keeps one of the two keys, and both read that one back.
            PatientKey.objects.bulk_create([_wrapped(patient, wrapper(may_create=is_empty()))], ignore_conflicts=True)
        return data_key(patient)


def create_keys(patients: Sequence[UUID]) -> None:
    """The keys of many patients, made and durable together. Raises KeyDestroyed when one of them was destroyed."""
    with transaction.atomic(using=KEYS):
        erased = Erasure.objects.filter(patient_id__in=patients).values_list("patient_id", flat=True).first()
        if erased is not None:
            raise KeyDestroyed(str(erased))
        wrapping = wrapper(may_create=is_empty())
        rows = [_wrapped(patient, wrapping) for patient in patients]
        PatientKey.objects.bulk_create(rows, ignore_conflicts=True)
    warm(patients)


def warm(owners: Iterable[UUID]) -> None:
    """Fetches the keys of many in one query, for what opens something of each. Those without a key are passed over."""
    missing = [owner for owner in owners if kept.get(owner) is None]
    if not missing:
        return
    for row in PatientKey.objects.filter(patient_id__in=missing):
        kept.put(row.patient_id, DataKey(row.key_id, AESGCM(_unwrapped(row))))


def key_id(patient: UUID) -> UUID:
    """The name of the patient's key, made if need be. Raises KeyDestroyed."""
    return create_key(patient).key_id


def destroy_key(patient: UUID, *, now: datetime) -> None:
    """Ends a record for good: the key goes, and a ledger keeps it gone after any restore. Doing it twice is no harm."""
    ledger.note(patient, now)
    with transaction.atomic(using=KEYS):
        Erasure.objects.get_or_create(patient_id=patient, defaults={"erased_at": now})
        _delete(patient)


def replay_erasures() -> int:
    """After a restore: destroys again every key that the ledger says was destroyed. Returns how many had come back."""
    note_erasures(erased())
    returned = _returned(Erasure.objects.values_list("patient_id", flat=True))
    with transaction.atomic(using=KEYS):
        for patient in returned:
            _delete(patient)
    return len(returned)


def erased() -> dict[UUID, datetime]:
    """Whose record was ended, and when: what the table says, and the file."""
    return dict(ledger.noted()) | dict(Erasure.objects.values_list("patient_id", "erased_at"))


def note_erasures(known: Mapping[UUID, datetime]) -> None:
    """Writes to the table what is known of erasures, before it is replayed."""
    for patient, erased_at in known.items():
        Erasure.objects.get_or_create(patient_id=patient, defaults={"erased_at": erased_at})


def forget_all() -> None:
    """After the key store was replaced: no key of the one before it stays in this process's memory."""
    kept.clear()
    site_key.cache_clear()
    pass_key.cache_clear()


def _returned(erased: Iterable[UUID]) -> list[UUID]:
    return [patient for patient in erased if PatientKey.objects.filter(patient_id=patient).exists()]


def _absent(patient: UUID) -> Exception:
    destroyed = Erasure.objects.filter(pk=patient).exists()
    return KeyDestroyed(str(patient)) if destroyed else KeyMissing(str(patient))


def _delete(patient: UUID) -> None:
    connection = connections[KEYS]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")  # a deleted row is otherwise still in the file
    PatientKey.objects.filter(patient_id=patient).delete()
    kept.forget(patient)
    transaction.on_commit(partial(_forget_and_scrub, patient), using=KEYS)


def _forget_and_scrub(patient: UUID) -> None:
    """The row is gone; now its copies: in this process's memory, and in SQLite's write-ahead log."""
    kept.forget(patient)
    connection = connections[KEYS]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        busy, *_rest = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        log.warning("the key store's write-ahead log was in use: a destroyed key leaves it at the next checkpoint")


def _wrapped(patient: UUID, wrapping: Wrapper) -> PatientKey:
    name = uuid7()
    return PatientKey(key_id=name, patient_id=patient, wrapped=wrapping.wrap(token_bytes(32), binding(name, patient)))


def _unwrapped(row: PatientKey) -> bytes:
    return unwrapped(bytes(row.wrapped), binding(row.key_id, row.patient_id), of=f"patient {row.patient_id}")


def binding(name: UUID, patient: UUID) -> bytes:
    """Ties a wrapped key to its name and patient: a key put in another's row does not open."""
    return b"accalmie data key 1|" + name.bytes + patient.bytes
