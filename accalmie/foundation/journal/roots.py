"""The seal of a day: one Merkle root over all heads, signed, tied to the day before, and exported as a small file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from accalmie.foundation import crypto
from accalmie.foundation.journal import side_chains
from accalmie.foundation.journal.chain import Leaf, root
from accalmie.foundation.journal.models import DayLeaf, DayRoot, Head

_NONE_BEFORE = bytes(32)
_BATCH = 1000


class DayRefused(ValueError):
    """A later day is sealed already: the chain of days only grows at its end."""


@dataclass(frozen=True, slots=True)
class SignedRoot:
    """What the journal was at the end of a day: enough, kept elsewhere, to show that something was taken out.

    `side_leaves`, `side_root`: the heads of other rooms' chains that moved on that day (form 2); None in the seals
    of form 1, from before there were any, which stay what they are.
    """

    day: date
    patients: int
    root: bytes
    previous: bytes
    public_key: bytes
    signature: bytes
    side_leaves: int | None = None
    side_root: bytes | None = None

    @property
    def message(self) -> bytes:
        """The bytes that were signed."""
        fields: dict[str, str | int] = {
            "form": 1,
            "day": self.day.isoformat(),
            "patients": self.patients,
            "root": self.root.hex(),
            "previous": self.previous.hex(),
        }
        if self.side_root is not None and self.side_leaves is not None:
            fields |= {"form": 2, "side_leaves": self.side_leaves, "side_root": self.side_root.hex()}
        return _canonical(fields)

    @property
    def digest(self) -> bytes:
        """What the next day's root names as the one before it."""
        return sha256(self.message).digest()


def seal_day(day: date) -> SignedRoot:
    """Signs the root over all heads as they stand now, under this day's name. A sealed day gives its seal again.

    Raises DayRefused when a later day is sealed already.
    """
    with transaction.atomic():
        last = last_root()
        if last is not None and last.day >= day:
            return _sealed(day)
        _note_moved_heads(day)
        side_chains.note_moved(day)
        signed = _signed(day, last.digest if last else _NONE_BEFORE)
        DayRoot.objects.create(**asdict(signed))
    return signed


def exported(signed: SignedRoot) -> str:
    """The seal as a small JSON file, for a place where nobody who can change the database can change it."""
    fields = json.loads(signed.message) | {"public_key": signed.public_key.hex(), "signature": signed.signature.hex()}
    return json.dumps(fields, indent=2, sort_keys=True) + "\n"


def imported(text: str) -> SignedRoot:
    """The seal in such a file. Raises ValueError when it is not one."""
    try:
        fields = json.loads(text)
        side = fields.get("side_root")
        return SignedRoot(
            day=date.fromisoformat(fields["day"]),
            patients=int(fields["patients"]),
            **{name: bytes.fromhex(fields[name]) for name in ("root", "previous", "public_key", "signature")},
            side_leaves=None if side is None else int(fields["side_leaves"]),
            side_root=None if side is None else bytes.fromhex(side),
        )
    except (AttributeError, KeyError, TypeError, ValueError):
        raise ValueError("This file is not the seal of a day.") from None


def all_roots() -> Iterator[SignedRoot]:
    """The seals of all days, the first day first."""
    return map(_of_row, DayRoot.objects.order_by("day").iterator())


def last_root() -> SignedRoot | None:
    row = DayRoot.objects.order_by("-day").first()
    return _of_row(row) if row else None


def latest_leaves() -> Iterator[Leaf]:
    """How far each patient's chain had come when it was last sealed."""
    leaves: dict[UUID, Leaf] = {}
    for patient, sequence, chain in DayLeaf.objects.order_by("day").values_list("patient_id", "sequence", "chain"):
        leaves[patient] = Leaf(patient, sequence, bytes(chain))
    return iter(leaves.values())


def _sealed(day: date) -> SignedRoot:
    row = DayRoot.objects.filter(day=day).first()
    if row is None:
        raise DayRefused(f"A day after {day.isoformat()} is sealed already.")
    return _of_row(row)


def _note_moved_heads(day: date) -> None:
    sealed = {leaf.patient: leaf.sequence for leaf in latest_leaves()}
    heads = Head.objects.values_list("patient_id", "sequence", "chain")
    moved = [
        DayLeaf(day=day, patient_id=patient, sequence=sequence, chain=bytes(chain))
        for patient, sequence, chain in heads
        if sequence > sealed.get(patient, 0)
    ]
    DayLeaf.objects.bulk_create(moved, batch_size=_BATCH)


def _signed(day: date, previous: bytes) -> SignedRoot:
    leaves = list(latest_leaves())
    unsigned = SignedRoot(
        day, len(leaves), root(leaves), previous, crypto.public_key(), b"", *side_chains.noted_on(day)
    )
    return replace(unsigned, signature=crypto.sign(unsigned.message))


def _of_row(row: DayRoot) -> SignedRoot:
    return SignedRoot(
        row.day,
        row.patients,
        bytes(row.root),
        bytes(row.previous),
        bytes(row.public_key),
        bytes(row.signature),
        row.side_leaves,
        None if row.side_root is None else bytes(row.side_root),
    )


def _canonical(fields: dict[str, str | int]) -> bytes:
    return json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()
