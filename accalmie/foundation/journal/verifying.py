"""Verifying: recomputing every chain and every signed day, and saying in a sentence what does not agree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from accalmie.foundation import crypto
from accalmie.foundation.journal import rows, side_chains
from accalmie.foundation.journal.chain import Leaf, canonical, genesis, link, root
from accalmie.foundation.journal.models import DayLeaf, DayRoot, Head, SideLeaf, StoredEntry
from accalmie.foundation.journal.roots import SignedRoot, all_roots, imported, latest_leaves

_ATTEMPTS = 3

Progress = Callable[[int, int], None]
"""Called with how many patients are done, and how many there are."""


class Problem(StrEnum):
    """What can be wrong, with the sentence that says it."""

    CHANGED = "this entry is not what was written: it was changed, moved or put in"
    FORGED = "this entry's seal does not open: it was not written by the journal"
    REMOVED = "an entry is missing here"
    INSERTED = "this entry stands after the end of the journal: it was put in, or the end was moved back"
    HEAD_CHANGED = "the end of this journal was changed"
    HEAD_MISSING = "this journal has lost its head"
    KEY_MISSING = "the key of this journal is not in the key store"
    CUT = "this journal no longer agrees with a signed day: entries were replaced or cut off"
    PATIENT_REMOVED = "this patient's whole journal was removed"
    ROOT_CHANGED = "the signed root of this day does not agree with the heads noted for it"
    SIDE_CHANGED = "the heads of the access log noted for this day are not those that were signed"
    SIGNATURE_BROKEN = "the seal of this day was not signed by this installation"
    DAY_REMOVED = "the day before this one was removed or changed"
    SEAL_LOST = "this exported seal is not the one that the journal holds for its day"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not agree: where (a patient and a place, or a day) and what."""

    problem: Problem
    patient: UUID | None = None
    sequence: int | None = None
    day: date | None = None

    @property
    def sentence(self) -> str:
        places = (
            f"patient {self.patient}" if self.patient else "",
            f"entry {self.sequence}" if self.sequence else "",
            f"day {self.day.isoformat()}" if self.day else "",
        )
        return f"{', '.join(place for place in places if place)}: {self.problem}."


def verify(patients: Iterable[UUID] | None = None, progress: Progress | None = None) -> list[Finding]:
    """Everything in these journals (all, unless told) that is not as it was written. Empty: all is well.

    With all patients, the signed days are checked too: only they show a patient who was taken out as a whole.
    """
    chosen = sorted(_everyone() if patients is None else set(patients))
    findings: list[Finding] = []
    for done, patient in enumerate(chosen, start=1):
        findings += _steady_findings(patient)
        if progress:
            progress(done, len(chosen))
    if patients is None:
        findings += verify_days()
    return findings


def verify_days() -> list[Finding]:
    """Every signed day that is not as it was signed, with the heads that are noted for it."""
    return [*_days(), *_side_leaves()]


def verify_exported(text: str) -> list[Finding]:
    """Whether the journal still holds the seal in this exported file. Raises ValueError for a file that is no seal."""
    seal = imported(text)
    if not _is_ours(seal):
        return [Finding(Problem.SIGNATURE_BROKEN, day=seal.day)]
    held = DayRoot.objects.filter(day=seal.day, root=seal.root, signature=seal.signature).exists()
    return [] if held else [Finding(Problem.SEAL_LOST, day=seal.day)]


def _everyone() -> set[UUID]:
    """Anyone of whom there is any trace: who lost only the head, or only the entries, is looked at too."""
    return {
        patient
        for model in (Head, StoredEntry, DayLeaf)
        for patient in model._default_manager.values_list("patient_id", flat=True).distinct()
    }


def _steady_findings(patient: UUID) -> list[Finding]:
    """Looks again when the patient wrote during the look: the journal is not locked for reading."""
    findings: list[Finding] = []
    for _attempt in range(_ATTEMPTS):
        head = _head(patient)
        findings = list(_findings(patient, head))
        if not findings or head == _head(patient):
            break
    return findings


def _head(patient: UUID) -> Leaf | None:
    found = Head.objects.filter(pk=patient).values_list("sequence", "chain").first()
    return found and Leaf(patient, found[0], bytes(found[1]))


def _findings(patient: UUID, head: Leaf | None) -> Iterator[Finding]:
    walk = _Walk(patient)
    yield from walk.findings()
    if walk.sequence == 0:
        if head is not None or walk.signed:
            yield Finding(Problem.PATIENT_REMOVED, patient)
        return
    yield from _end_findings(walk, head)
    if walk.signed:
        yield Finding(Problem.CUT, patient, min(walk.signed))


def _end_findings(walk: _Walk, head: Leaf | None) -> Iterator[Finding]:
    if head is None:
        yield Finding(Problem.HEAD_MISSING, walk.patient)
    elif head.sequence > walk.sequence:
        yield Finding(Problem.REMOVED, walk.patient, walk.sequence + 1)
    elif head.sequence < walk.sequence:
        yield Finding(Problem.INSERTED, walk.patient, head.sequence + 1)
    elif head.chain != walk.chain:
        yield Finding(Problem.HEAD_CHANGED, walk.patient, head.sequence)


class _Walk:
    """Goes along one patient's entries. What is left in `signed` at the end, a signed day remembers otherwise."""

    def __init__(self, patient: UUID) -> None:
        self.patient = patient
        self.sequence = 0
        self.chain = genesis(patient)
        leaves = DayLeaf.objects.filter(patient_id=patient).values_list("sequence", "chain")
        self.signed = {sequence: bytes(chain) for sequence, chain in leaves}
        self.can_open = True

    def findings(self) -> Iterator[Finding]:
        for row in rows.of_patient(self.patient):
            yield from self._look(row)
            self.sequence, self.chain = row.header.sequence, row.chain
            if self.signed.get(self.sequence) == self.chain:
                del self.signed[self.sequence]

    def _look(self, row: rows.Row) -> Iterator[Finding]:
        bound = canonical(row.header)
        if row.header.sequence != self.sequence + 1:
            yield Finding(Problem.REMOVED, self.patient, self.sequence + 1)
        elif link(self.chain, bound, row.payload) != row.chain:
            yield Finding(Problem.CHANGED, self.patient, row.header.sequence)
        elif self.can_open:
            yield from self._open(row, bound)

    def _open(self, row: rows.Row, bound: bytes) -> Iterator[Finding]:
        try:
            crypto.open_(self.patient, row.payload, aad=bound)
        except crypto.KeyDestroyed:
            self.can_open = False  # erased on purpose: the chain still holds, the words are gone
        except crypto.KeyMissing:
            self.can_open = False
            yield Finding(Problem.KEY_MISSING, self.patient)
        except crypto.SealBroken:
            yield Finding(Problem.FORGED, self.patient, row.header.sequence)


def _days() -> Iterator[Finding]:
    last: SignedRoot | None = None
    for seal in all_roots():
        if not _is_ours(seal):
            yield Finding(Problem.SIGNATURE_BROKEN, day=seal.day)
        if seal.previous != (last.digest if last else bytes(32)):
            yield Finding(Problem.DAY_REMOVED, day=seal.day)
        last = seal
    leaves = list(latest_leaves())
    if last is not None and (root(leaves), len(leaves)) != (last.root, last.patients):
        yield Finding(Problem.ROOT_CHANGED, day=last.day)


def _side_leaves() -> Iterator[Finding]:
    """Each day signed what was noted under it, so nothing can be put under a day, or be gone from it, later."""
    seals = {seal.day: seal for seal in all_roots()}
    for day in sorted({*seals, *SideLeaf.objects.values_list("day", flat=True).distinct()}):
        if not _is_as_signed(seals.get(day), *side_chains.noted_on(day)):
            yield Finding(Problem.SIDE_CHANGED, day=day)


def _is_as_signed(seal: SignedRoot | None, count: int, noted: bytes) -> bool:
    """A day of form 1, and one that nobody sealed, may have nothing noted under it."""
    if seal is None or seal.side_root is None:
        return count == 0
    return (seal.side_leaves, seal.side_root) == (count, noted)


def _is_ours(seal: SignedRoot) -> bool:
    return seal.public_key == crypto.public_key() and crypto.signature_holds(
        seal.message, seal.signature, key=seal.public_key
    )
