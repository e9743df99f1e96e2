"""Chains that other rooms keep beside the journal: the seal of a day covers how far each of them has come as well."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from uuid import UUID

from django.db.models import Max

from accalmie.foundation.journal.chain import Leaf, side_root
from accalmie.foundation.journal.models import SideLeaf

Heads = Callable[[], Iterable[Leaf]]
"""How far every chain of a room has come."""
REGISTERED: dict[str, Heads] = {}

_BATCH = 1000


def seal_too(name: str, heads: Heads) -> None:
    """From now on the seal of a day covers these heads, under this name: for a room to call when it is ready."""
    REGISTERED[name] = heads


def sealed_places(name: str, patient: UUID) -> list[tuple[date, Leaf]]:
    """How far this chain had come on the days that noted it, the first day first."""
    rows = SideLeaf.objects.filter(kind=name, patient_id=patient).order_by("day")
    columns = rows.values_list("day", "sequence", "chain")
    return [(day, Leaf(patient, sequence, bytes(chain))) for day, sequence, chain in columns]


def sealed_patients(name: str) -> set[UUID]:
    """Whose chain a signed day remembers."""
    return set(SideLeaf.objects.filter(kind=name).values_list("patient_id", flat=True).distinct())


def note_moved(day: date) -> None:
    """Writes down, under this day, each head that has moved since it was last noted."""
    for name, heads in sorted(REGISTERED.items()):
        noted = dict(SideLeaf.objects.filter(kind=name).values_list("patient_id").annotate(Max("sequence")))
        moved = (head for head in heads() if head.sequence > noted.get(head.patient, 0))
        SideLeaf.objects.bulk_create((_row(day, name, head) for head in moved), batch_size=_BATCH)


def noted_on(day: date) -> tuple[int, bytes]:
    """How many heads were noted under this day, and the root over them."""
    by_name: dict[str, list[Leaf]] = {}
    for name, leaf in _leaves(day):
        by_name.setdefault(name, []).append(leaf)
    return sum(map(len, by_name.values())), side_root(by_name)


def _leaves(day: date) -> Iterator[tuple[str, Leaf]]:
    rows = SideLeaf.objects.filter(day=day).values_list("kind", "patient_id", "sequence", "chain")
    for name, patient, sequence, chain in rows.iterator():
        yield name, Leaf(patient, sequence, bytes(chain))


def _row(day: date, name: str, head: Leaf) -> SideLeaf:
    return SideLeaf(day=day, kind=name, patient_id=head.patient, sequence=head.sequence, chain=head.chain)
