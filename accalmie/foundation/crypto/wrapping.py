"""Who wraps keys: the master key of this machine, or a program that asks a key service. One protocol for both."""

from __future__ import annotations

import base64
import binascii
import json
import shlex
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_bytes
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from accalmie.foundation.crypto.master import MasterKeyRefused, given_before, master_key

NONCE = 12
_SECONDS = 20


class WrongWrapper(Exception):
    """This wrapper did not wrap these bytes, or they were changed or moved."""


class Wrapper(Protocol):
    """Wraps a key for one place (`binding`), so that it opens there and nowhere else."""

    def wrap(self, key: bytes, binding: bytes) -> bytes:
        """The key, wrapped. Raises MasterKeyRefused when the wrapper does not answer."""
        ...

    def unwrap(self, wrapped: bytes, binding: bytes) -> bytes:
        """What `wrap` was given. Raises WrongWrapper, or MasterKeyRefused when the wrapper does not answer."""
        ...


@dataclass(frozen=True, slots=True)
class LocalMaster:
    """AES-256-GCM under 32 bytes that this machine holds."""

    key: bytes = field(repr=False)

    def wrap(self, key: bytes, binding: bytes) -> bytes:
        nonce = token_bytes(NONCE)
        return nonce + AESGCM(self.key).encrypt(nonce, key, binding)

    def unwrap(self, wrapped: bytes, binding: bytes) -> bytes:
        try:
            return AESGCM(self.key).decrypt(wrapped[:NONCE], wrapped[NONCE:], binding)
        except (InvalidTag, ValueError):
            raise WrongWrapper from None


@dataclass(frozen=True, slots=True)
class KeyService:
    """A program of the operator's that asks a key service: one JSON object on its input, one on its output.

    In: `{"do": "wrap" or "unwrap", "bytes": base64, "binding": base64}`. Out: `{"bytes": base64}`, code 0; code 3 says
    that the service did not wrap these bytes; anything else says that it does not answer.
    """

    command: str

    def wrap(self, key: bytes, binding: bytes) -> bytes:
        return self._asked("wrap", key, binding)

    def unwrap(self, wrapped: bytes, binding: bytes) -> bytes:
        return self._asked("unwrap", wrapped, binding)

    def _asked(self, do: str, given: bytes, binding: bytes) -> bytes:
        question = json.dumps({"do": do, "bytes": _text(given), "binding": _text(binding)}).encode()
        try:
            done = subprocess.run(
                shlex.split(self.command), input=question, capture_output=True, timeout=_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise MasterKeyRefused(
                f"The program of ACCALMIE_KMS_COMMAND does not run: {type(error).__name__}."
            ) from None
        if done.returncode == 3:
            raise WrongWrapper
        return _answered(done)


def wrapper(*, may_create: bool) -> Wrapper:
    """Who wraps keys here now. `may_create`: nothing was wrapped yet. Raises MasterKeyRefused."""
    if settings.ACCALMIE_KMS_COMMAND:
        return KeyService(settings.ACCALMIE_KMS_COMMAND)
    return LocalMaster(master_key(may_create=may_create))


def earlier_wrappers() -> Iterator[Wrapper]:
    """Who wrapped keys here before, for as long as a rotation is under way."""
    if settings.ACCALMIE_KMS_COMMAND and (
        settings.ACCALMIE_MASTER_KEY or Path(settings.ACCALMIE_MASTER_KEY_FILE).exists()
    ):
        yield LocalMaster(master_key(may_create=False))
    for key in given_before():
        yield LocalMaster(key)


def unwrapped(wrapped: bytes, binding: bytes, *, of: str) -> bytes:
    """A wrapped key of the store, opened by whoever wraps now, or did before. `of` says whose, in the refusal.

    Raises MasterKeyRefused.
    """
    try:
        return wrapper(may_create=False).unwrap(wrapped, binding)
    except WrongWrapper:
        return _unwrapped_as_before(wrapped, binding, of)


def _unwrapped_as_before(wrapped: bytes, binding: bytes, of: str) -> bytes:
    for earlier in earlier_wrappers():
        try:
            return earlier.unwrap(wrapped, binding)
        except WrongWrapper:
            continue
    raise MasterKeyRefused(
        f"The key of {of} does not open with this master key: it is another one, or the key store was changed."
    )


def _answered(done: subprocess.CompletedProcess[bytes]) -> bytes:
    try:
        if done.returncode:
            raise ValueError
        return base64.b64decode(json.loads(done.stdout)["bytes"], validate=True)
    except (ValueError, KeyError, TypeError, binascii.Error):
        # What the program said stays out of the sentence: it might hold a key.
        raise MasterKeyRefused(
            f"The program of ACCALMIE_KMS_COMMAND gave no key back (code {done.returncode})."
        ) from None


def _text(given: bytes) -> str:
    return base64.b64encode(given).decode("ascii")
