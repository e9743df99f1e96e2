"""Codes that change every thirty seconds (RFC 6238: six digits, SHA-1), as every application for them reads them."""

from __future__ import annotations

import secrets
from base64 import b32encode
from datetime import datetime

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

SECONDS, DIGITS = 30, 6
_SECRET_BYTES = 20
_DRIFT = 1  # steps that a telephone's clock may be early or late (RFC 6238, 5.2)


def new_secret() -> bytes:
    """20 random bytes, as long as the hash (RFC 4226, 4)."""
    return secrets.token_bytes(_SECRET_BYTES)


def code_at(secret: bytes, *, now: datetime) -> str:
    """The code of this moment."""
    return _code(secret, _step(now))


def step_of(code: str, secret: bytes, *, after: int, now: datetime) -> int | None:
    """The step to which this code belongs: the present one or its neighbours, and later than `after`; else None."""
    middle = _step(now)
    steps = range(max(middle - _DRIFT, after + 1), middle + _DRIFT + 1)
    return next((step for step in steps if secrets.compare_digest(_code(secret, step), code)), None)


def typed(code: str) -> str:
    """The digits of what somebody typed: applications show them in two groups."""
    return "".join(letter for letter in code if letter in "0123456789")


def address(secret: bytes, *, name: str, issuer: str) -> str:
    """What the square code holds, for the application."""
    return _machine(secret).get_provisioning_uri(name, issuer)


def in_letters(secret: bytes) -> str:
    """The secret for somebody who types it, in groups of four."""
    letters = b32encode(secret).decode("ascii").rstrip("=")
    return " ".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def _code(secret: bytes, step: int) -> str:
    return _machine(secret).generate(step * SECONDS).decode("ascii")


def _step(now: datetime) -> int:
    return int(now.timestamp()) // SECONDS


def _machine(secret: bytes) -> TOTP:
    return TOTP(secret, DIGITS, SHA1(), SECONDS)  # noqa: S303 - RFC 6238 says so, and applications know no other
