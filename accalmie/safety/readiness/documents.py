"""The set of clinical rules that a site's clinician signs: documents that each room registers, and their digests."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

Row = tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A part of a document as a clinician reads it: what decides, from where, what follows."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Document:
    """One document of the set. `content` is what the signature covers, byte for byte.

    `titled` and `tables` say it in the reader's language ("fr", "en").
    """

    id: str
    version: str
    author: str
    source: str
    content: bytes
    titled: Callable[[str], str]
    tables: Callable[[str], tuple[Table, ...]]

    @property
    def digest(self) -> str:
        return sha256(self.content).hexdigest()


Loader = Callable[[], Iterable[Document]]
_REGISTERED: dict[str, Loader] = {}


def register(room: str, loader: Loader) -> None:
    """A room's documents join the set. The same room again takes the place of what it registered before."""
    _REGISTERED[room] = loader


def documents() -> tuple[Document, ...]:
    """The whole set as it stands now, in the order of its ids."""
    found = [document for loader in _REGISTERED.values() for document in loader()]
    return tuple(sorted(found, key=lambda document: document.id))


def digests(among: Iterable[Document]) -> dict[str, str]:
    """The digest of each document, by its id."""
    return {document.id: document.digest for document in among}


def digest_of(found: Mapping[str, str]) -> str:
    """The digest of a set, from those of its documents: hex SHA-256."""
    return sha256(json.dumps(sorted(found.items())).encode()).hexdigest()


@dataclass(frozen=True)
class Difference:
    """What is not as it was signed: ids of documents."""

    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changed or self.added or self.gone)


def difference(signed: Mapping[str, str], now: Mapping[str, str]) -> Difference:
    """What has changed between two sets of digests."""
    return Difference(
        changed=tuple(sorted(id for id in signed if id in now and signed[id] != now[id])),
        added=tuple(sorted(set(now) - set(signed))),
        gone=tuple(sorted(set(signed) - set(now))),
    )
