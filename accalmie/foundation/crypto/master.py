"""The master key: read from the settings or from a file that only the service's own user may read."""

from __future__ import annotations

import base64
import binascii
import os
import secrets
import stat
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_LENGTH = 32
_READABLE_BY_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class MasterKeyRefused(Exception):
    """The master key is missing, malformed, or readable by others than the service."""


def master_key(*, may_create: bool) -> bytes:
    """The 32 bytes under which every data key is wrapped.

    `ACCALMIE_MASTER_KEY` (base64) wins; otherwise the file `ACCALMIE_MASTER_KEY_FILE`, made on first use when
    `may_create` says that nothing was sealed yet. Raises MasterKeyRefused.
    """
    if given := settings.ACCALMIE_MASTER_KEY:
        return _decoded(given, "ACCALMIE_MASTER_KEY")
    path = Path(settings.ACCALMIE_MASTER_KEY_FILE)
    if not path.exists():
        if not may_create:
            raise MasterKeyRefused(
                f"The key store holds keys, but their master key file {path} is not there. "
                "Put the file back; a new one would open none of them."
            )
        _create(path)
    return _read(path)


def derived(purpose: str, master: bytes) -> bytes:
    """32 bytes for one other purpose, from which the master key cannot be found (HKDF-SHA-256, RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"accalmie {purpose}".encode()).derive(master)


def _decoded(text: str, source: str) -> bytes:
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        raise MasterKeyRefused(f"{source} is not base64.") from None
    if len(key) != _LENGTH:
        raise MasterKeyRefused(f"{source} holds {len(key)} bytes; a master key has {_LENGTH}.")
    return key


def _read(path: Path) -> bytes:
    if path.stat().st_mode & _READABLE_BY_OTHERS:
        raise MasterKeyRefused(f"Others may read the master key file. Run: chmod 600 {path}")
    return _decoded(path.read_text("ascii"), str(path))


def _create(path: Path) -> None:
    """Written whole beside its place, then linked to it: two first starts at once agree on one key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(handle, base64.b64encode(secrets.token_bytes(_LENGTH)) + b"\n")
        os.fsync(handle)
        os.link(draft, path)
        _sync_folder(path.parent)
    except FileExistsError:
        return  # another process was first: its key is the one
    finally:
        os.close(handle)
        draft.unlink()


def _sync_folder(folder: Path) -> None:
    """A file is durable when its name is: without this a power cut may take the key and leave what it sealed."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
