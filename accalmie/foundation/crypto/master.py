"""The master key: read from the settings or from a file that only the service's own user may read."""

from __future__ import annotations

import base64
import binascii
import os
import secrets
import stat
from collections.abc import Iterator
from datetime import date
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


def given_before() -> Iterator[bytes]:
    """Master keys that a rotation is taking away: from `ACCALMIE_MASTER_KEY_PREVIOUS`, and the file beside the key's.

    Raises MasterKeyRefused when one is malformed or readable by others.
    """
    if given := settings.ACCALMIE_MASTER_KEY_PREVIOUS:
        yield _decoded(given, "ACCALMIE_MASTER_KEY_PREVIOUS")
    if (path := previous_file()).exists():
        yield _read(path)


def previous_file() -> Path:
    """Where the master key before this one stands while a rotation is under way."""
    return Path(f"{settings.ACCALMIE_MASTER_KEY_FILE}.previous")


def begin_rotation() -> None:
    """Puts a new master key in the place of the one in the file, which stays beside it as the previous one.

    Each step is a link or a rename, and the new key is on the disk before its first: whatever kills the process, the
    next call goes on from where it was. Does nothing while the previous key is there already.
    """
    path, previous = Path(settings.ACCALMIE_MASTER_KEY_FILE), previous_file()
    new = path.with_name(f"{path.name}.new")
    if previous.exists() and not new.exists():
        return
    if not new.exists():
        _create(new)
    if not previous.exists():
        os.link(path, previous)
        _sync_folder(path.parent)
    new.replace(path)
    _sync_folder(path.parent)


def end_rotation(*, day: date) -> Path:
    """Takes the previous master key out of use, under a name that says since when. Returns where it is now."""
    previous = previous_file()
    retired = previous.with_name(f"{previous.stem}.retired-{day.isoformat()}")
    number = 1
    while retired.exists():
        number += 1
        retired = previous.with_name(f"{previous.stem}.retired-{day.isoformat()}-{number}")
    previous.rename(retired)
    _sync_folder(retired.parent)
    return retired


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
