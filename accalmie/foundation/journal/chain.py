"""The chain: how an entry is tied to the one before it, and all heads of a day to one root. Pure functions of bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Header:
    """The clear part of an entry. Times are aware UTC, to the microsecond."""

    patient: UUID
    sequence: int
    id: UUID
    kind: str
    version: int
    occurred_at: datetime
    recorded_at: datetime
    by: UUID | None
    key_id: UUID


def canonical(header: Header) -> bytes:
    """The header as bytes that never change: form number, then each field, between bars (no field can hold one)."""
    fields = (
        "1",
        header.patient.hex,
        str(header.sequence),
        header.id.hex,
        header.kind,
        str(header.version),
        header.occurred_at.isoformat(timespec="microseconds"),
        header.recorded_at.isoformat(timespec="microseconds"),
        header.by.hex if header.by else "",
        header.key_id.hex,
    )
    return "|".join(fields).encode()


def genesis(patient: UUID) -> bytes:
    """Where a patient's chain begins."""
    return sha256(b"accalmie journal 1|" + patient.bytes).digest()


def link(previous: bytes, header: bytes, stored: bytes) -> bytes:
    """The chain's value after one more entry: SHA-256 over the previous value, the header and the bytes as stored."""
    return sha256(previous + len(header).to_bytes(4) + header + stored).digest()


@dataclass(frozen=True, slots=True)
class Leaf:
    """How far one patient's chain had come."""

    patient: UUID
    sequence: int
    chain: bytes


def root(leaves: Iterable[Leaf]) -> bytes:
    """The Merkle root over leaves in order of patient. Leaves and nodes are told apart as in RFC 6962, section 2.1."""
    level = [_leaf_hash(leaf) for leaf in sorted(leaves, key=lambda leaf: leaf.patient)]
    while len(level) > 1:
        odd = level[-1:] if len(level) % 2 else []
        level = [sha256(b"\x01" + a + b).digest() for a, b in zip(level[::2], level[1::2], strict=False)] + odd
    return level[0] if level else sha256(b"").digest()


def side_root(by_name: Mapping[str, Iterable[Leaf]]) -> bytes:
    """One value over the roots of several kinds of chain, in order of their names (no name can hold a bar)."""
    roots = (f"{name}|{root(leaves).hex()}" for name, leaves in sorted(by_name.items()))
    return sha256("|".join(("accalmie side chains 1", *roots)).encode()).digest()


def _leaf_hash(leaf: Leaf) -> bytes:
    return sha256(b"\x00" + leaf.patient.bytes + leaf.sequence.to_bytes(8) + leaf.chain).digest()
