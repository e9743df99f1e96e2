"""The key of each patient: made, fetched, kept warm for a moment, destroyed for good."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from secrets import token_bytes
from threading import Lock
from time import monotonic
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connections, transaction
from uuid6 import uuid7

from accalmie.foundation.crypto import ledger
from accalmie.foundation.crypto.master import MasterKeyRefused, master_key
from accalmie.foundation.crypto.models import Erasure, PatientKey
from accalmie.foundation.crypto.router import KEYS

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


def data_key(patient: UUID) -> DataKey:
    """The patient's key. Raises KeyDestroyed or KeyMissing."""
    if (key := kept.get(patient)) is not None:
        return key
    row = PatientKey.objects.filter(patient_id=patient).first()
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
            PatientKey.objects.bulk_create([_wrapped(patient, token_bytes(32))], ignore_conflicts=True)
        return data_key(patient)


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
    for patient, erased_at in ledger.noted():
        Erasure.objects.get_or_create(patient_id=patient, defaults={"erased_at": erased_at})
    returned = _returned(Erasure.objects.values_list("patient_id", flat=True))
    with transaction.atomic(using=KEYS):
        for patient in returned:
            _delete(patient)
    return len(returned)


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


def _wrapped(patient: UUID, key: bytes) -> PatientKey:
    name, nonce = uuid7(), token_bytes(NONCE)
    wrapping = AESGCM(master_key(may_create=not PatientKey.objects.exists()))
    return PatientKey(
        key_id=name, patient_id=patient, wrapped=nonce + wrapping.encrypt(nonce, key, _binding(name, patient))
    )


def _unwrapped(row: PatientKey) -> bytes:
    wrapped = bytes(row.wrapped)
    wrapping = AESGCM(master_key(may_create=False))
    try:
        return wrapping.decrypt(wrapped[:NONCE], wrapped[NONCE:], _binding(row.key_id, row.patient_id))
    except InvalidTag:
        raise MasterKeyRefused(
            f"The key of patient {row.patient_id} does not open with this master key: "
            "it is another one, or the key store was changed."
        ) from None


def _binding(name: UUID, patient: UUID) -> bytes:
    """Ties a wrapped key to its name and patient: a key put in another's row does not open."""
    return b"accalmie data key 1|" + name.bytes + patient.bytes
