"""Sealing: AES-256-GCM under one patient's own key, bound to the place where the sealed bytes belong."""

from __future__ import annotations

from secrets import token_bytes
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from cryptography.exceptions import InvalidTag

from accalmie.foundation.crypto.keyring import NONCE, create_key, data_key

T = TypeVar("T")

_FORM = b"\x01"  # form 1: this byte, 12 bytes of nonce, then AES-256-GCM's ciphertext and 16-byte tag


class SealBroken(Exception):
    """The sealed bytes were changed, or belong to another patient or another place."""


def seal(patient: UUID, plaintext: bytes, *, aad: bytes) -> bytes:
    """The plaintext sealed for this patient and this place (`aad`). Makes the patient's key on first use.

    Raises KeyDestroyed.
    """
    nonce = token_bytes(NONCE)
    return _FORM + nonce + create_key(patient).cipher.encrypt(nonce, plaintext, aad)


def open_(patient: UUID, sealed: bytes | memoryview, *, aad: bytes) -> bytes:
    """What `seal` was given. Raises SealBroken, KeyDestroyed or KeyMissing."""
    sealed = bytes(sealed)
    cipher = data_key(patient).cipher
    nonce, rest = sealed[1 : 1 + NONCE], sealed[1 + NONCE :]
    if sealed[:1] != _FORM or len(nonce) != NONCE:
        raise SealBroken(f"Something sealed for patient {patient} is not in a form that this release knows.")
    try:
        return cipher.decrypt(nonce, rest, aad)
    except InvalidTag:
        raise SealBroken(f"Something sealed for patient {patient} was changed or moved.") from None


def seal_json(patient: UUID, value: Any, *, purpose: str) -> bytes:
    """A JSON value sealed for a projection's BinaryField. `purpose` names the column ("programmes.progress.state")."""
    return seal(patient, msgspec.json.encode(value), aad=_place(patient, purpose))


def open_json(patient: UUID, sealed: bytes | memoryview, *, purpose: str) -> Any:
    """What `seal_json` was given, as plain JSON values. Raises SealBroken, KeyDestroyed or KeyMissing."""
    return msgspec.json.decode(open_(patient, sealed, aad=_place(patient, purpose)))


def open_as(patient: UUID, sealed: bytes | memoryview, kind: type[T], *, purpose: str) -> T:
    """What `seal_json` was given, read as this type in one pass. Raises as `open_json`, and msgspec.ValidationError."""
    return msgspec.json.decode(open_(patient, sealed, aad=_place(patient, purpose)), type=kind)


def _place(patient: UUID, purpose: str) -> bytes:
    return f"{patient}|{purpose}".encode()
