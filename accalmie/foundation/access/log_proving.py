"""Proving the access log: every chain read again, and compared with what the signed days remember of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from accalmie.foundation import journal
from accalmie.foundation.access.log import SIDE, genesis, link
from accalmie.foundation.access.log_models import AccessHead, AccessLine
from accalmie.foundation.access.log_triggers import KEPT_DAYS

_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Fault:
    """What is not as it was written: which record, at which place of its log."""

    patient: UUID
    sequence: int
    what: str


def verify(*, now: datetime) -> Iterator[Fault]:
    """Reads every log again; yields the first place of each that was changed, taken out or added.

    Whoever changes lines and head together is found by the signed days: whether these are as they were signed,
    `journal.verify_days` says.
    """
    for patient in sorted(_everyone()):
        fault = fault_of(patient, now=now)
        if fault is not None:
            yield fault


def _everyone() -> set[UUID]:
    """Whoever has lost only the lines, or only the head, is looked at too."""
    lines = AccessLine.objects.values_list("patient_id", flat=True).distinct()
    return {*lines, *AccessHead.objects.values_list("patient_id", flat=True), *journal.sealed_patients(SIDE)}


def fault_of(patient: UUID, *, now: datetime) -> Fault | None:
    """The first thing that is wrong in one log. Looks again when it grew during the look: it is not locked for it."""
    fault = None
    for _attempt in range(_ATTEMPTS):
        head = _head(patient)
        fault = _Walk(patient, head, now).fault()
        if fault is None or _stands(head) == _stands(_head(patient)):
            break
    return fault


def _head(patient: UUID) -> AccessHead | None:
    return AccessHead.objects.filter(pk=patient).first()


def _stands(head: AccessHead | None) -> tuple[int, int] | None:
    return None if head is None else (head.sequence, head.ended)


class _Walk:
    """Goes along one log, from its beginning: the first line ever, or the place at which old lines ended."""

    def __init__(self, patient: UUID, head: AccessHead | None, now: datetime) -> None:
        self.patient, self.head = patient, head
        self.signed = {leaf.sequence: (day, leaf.chain) for day, leaf in journal.sealed_places(SIDE, patient)}
        self.kept_from = (now - timedelta(days=KEPT_DAYS)).date()

    def fault(self) -> Fault | None:
        """The first thing that is wrong."""
        if self.head is None:
            return Fault(self.patient, 0, "the head is gone")
        begin = self._begin(self.head.ended)
        if begin is None:
            return Fault(self.patient, self.head.ended, "lines were taken out before their time was over")
        return self._along(self.head, begin)

    def _begin(self, ended: int) -> bytes | None:
        """The chain's value at the beginning: a log is cut only where a day remembers it, signed so long ago."""
        if not ended:
            return genesis(self.patient)
        day, chain = self.signed.get(ended, (date.max, b""))
        return chain if day <= self.kept_from else None

    def _along(self, head: AccessHead, begin: bytes) -> Fault | None:
        chain, last = begin, head.ended
        for line in AccessLine.objects.filter(patient_id=self.patient).order_by("sequence").iterator(chunk_size=500):
            if line.sequence != last + 1:
                return Fault(self.patient, last + 1, "a line is missing")
            chain, last = link(chain, line), line.sequence
            if bytes(line.chain) != chain:
                return Fault(self.patient, last, "this line was changed")
            if self.signed.get(last, (None, chain))[1] != chain:
                return Fault(self.patient, last, "lines up to here are not those of a signed day")
        if max(self.signed, default=0) > last:
            return Fault(self.patient, last + 1, "lines that a signed day remembers were taken out")
        if (head.sequence, bytes(head.chain)) != (last, chain):
            return Fault(self.patient, last + 1, "the last lines were taken out, or one was added")
        return None
