"""What a backup says of itself: when, of what, how much, and the sums by which a change to it is seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

import msgspec

from accalmie.foundation.journal.chain import Leaf, root

FILE = "manifest.json"
Kind = Literal["sqlite", "postgresql"]
Rows = Callable[[str], Sequence[Sequence[Any]]]
_COUNTED = ("people_person", "people_patient", "journal_storedentry")


class BackupRefused(Exception):
    """This folder is not a whole backup, or may not be put back here; the message says why, and what to do."""


class Copy(msgspec.Struct, frozen=True):
    """One database's file: where in the folder, of which kind, and its SHA-256."""

    file: str
    kind: Kind
    sha256: str


class Content(msgspec.Struct, frozen=True):
    """How much a database held, and the root over all its journals: two that are equal hold the same entries."""

    people: int
    patients: int
    entries: int
    journal_root: str


class Manifest(msgspec.Struct, frozen=True):
    """The whole of it. `records`: people and journals; `keys`: the wrapped keys, which are kept apart."""

    form: int
    made_at: datetime
    records: Copy
    keys: Copy
    content: Content


def content(rows: Rows) -> Content:
    """What a database holds, asked in plain SQL: a copy on the disk is not one of the site's databases."""
    people, patients, entries = (int(rows(f"SELECT COUNT(*) FROM {table}")[0][0]) for table in _COUNTED)  # noqa: S608 the names above
    heads = rows("SELECT patient_id, sequence, chain FROM journal_head")
    leaves = (Leaf(UUID(str(patient)), sequence, bytes(chain)) for patient, sequence, chain in heads)
    return Content(people=people, patients=patients, entries=entries, journal_root=root(leaves).hex())


def sum_of(path: Path) -> str:
    """The file's SHA-256."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def write(folder: Path, manifest: Manifest) -> None:
    """Beside what it describes."""
    (folder / FILE).write_bytes(msgspec.json.format(msgspec.json.encode(manifest)) + b"\n")


def read(folder: Path) -> Manifest:
    """The manifest of a backup. Raises BackupRefused when there is none that this release understands."""
    try:
        found = msgspec.json.decode((folder / FILE).read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError):
        raise BackupRefused(f"{folder} is not a backup: it has no {FILE} that can be read.") from None
    if found.form != 1:
        raise BackupRefused(f"{folder} was made by a newer release than this one.")
    return found


def checked(folder: Path, copy: Copy) -> Path:
    """The file of one database, whose bytes are those of the day when it was made. Raises BackupRefused."""
    path = folder / copy.file
    if not path.is_file():
        raise BackupRefused(f"{path} is not there. Bring it back from where it is kept, then run this again.")
    if sum_of(path) != copy.sha256:
        raise BackupRefused(f"{path} was changed or damaged since the backup was made. Use another backup.")
    return path
