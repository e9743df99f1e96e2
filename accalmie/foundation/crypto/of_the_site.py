"""Sealing what belongs to no record: under a key of the site, bound to the place where the sealed bytes belong."""

from __future__ import annotations

from secrets import token_bytes
from typing import Any
from uuid import UUID

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from accalmie.foundation.crypto.keyring import NONCE
from accalmie.foundation.crypto.sealing import SealBroken
from accalmie.foundation.crypto.site_keys import NOTICES, site_key

_FORM = b"\x01"


def seal_of_site(row: UUID, value: Any, *, purpose: str) -> bytes:
    """A JSON value sealed for one row of one column (`purpose`, "outbox.notice.sealed"). Raises MasterKeyRefused."""
    nonce = token_bytes(NONCE)
    return _FORM + nonce + _cipher().encrypt(nonce, msgspec.json.encode(value), _place(row, purpose))


def open_of_site(row: UUID, sealed: bytes | memoryview, *, purpose: str) -> Any:
    """What `seal_of_site` was given. Raises SealBroken."""
    sealed = bytes(sealed)
    if sealed[:1] != _FORM or len(sealed) <= NONCE + 1:
        raise SealBroken(f"What the site sealed for row {row} is not in a form that this release knows.")
    try:
        return msgspec.json.decode(_cipher().decrypt(sealed[1 : 1 + NONCE], sealed[1 + NONCE :], _place(row, purpose)))
    except InvalidTag:
        raise SealBroken(f"What the site sealed for row {row} was changed or moved.") from None


def _cipher() -> AESGCM:
    return AESGCM(site_key(NOTICES))


def _place(row: UUID, purpose: str) -> bytes:
    return f"site|{row}|{purpose}".encode()
