"""Writing and reading the access log. `queries.patient_of` writes it, without which nobody opens, and
`safety.pack` for each person in a pack that somebody takes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from threading import Lock
from uuid import UUID

from django.db import models, transaction

from accalmie.foundation import journal
from accalmie.foundation.access.log_models import AccessHead, AccessLine
from accalmie.foundation.people import whence
from accalmie.foundation.people.models import Person
from accalmie.foundation.rows import writing

QUARTER = timedelta(minutes=15)
SIDE = "access"
"""The name of this log among the chains that the seal of a day covers."""
_KEPT = 2048
_Key = tuple[UUID, UUID, str, datetime]
_noted: OrderedDict[_Key, None] = OrderedDict()
_lock = Lock()


def note_opening(*, person: Person, patient: UUID, organisation: UUID, basis: str, now: datetime) -> None:
    """One line for this person, record, ground and quarter of an hour. A page that was noted already costs no query."""
    key = (patient, person.id, basis, quarter_of(now))
    if key in _noted:
        return
    with transaction.atomic(), writing(patient):
        head, _is_new = AccessHead.objects.select_for_update().get_or_create(
            patient_id=patient, defaults={"chain": genesis(patient)}
        )
        if not _is_there(key):
            _write(head, key, person, organisation)
        transaction.on_commit(partial(_remember, key))


def quarter_of(moment: datetime) -> datetime:
    """The beginning of the quarter of an hour in which this moment lies."""
    return moment.replace(minute=moment.minute - moment.minute % 15, second=0, microsecond=0)


def opened_by(patient: UUID, *, at_most: int = 200) -> list[AccessLine]:
    """Who opened this record, the newest first."""
    return list(AccessLine.objects.filter(patient_id=patient).order_by("-sequence")[:at_most])


def in_organisation(organisation: UUID) -> models.QuerySet[AccessLine]:
    """Every opening of a record of this organisation, the newest first: for its data-protection officer."""
    return AccessLine.objects.filter(organisation_id=organisation).order_by("-quarter_at", "-id")


def heads() -> Iterator[journal.Leaf]:
    """How far the log of each record has come: what the seal of a day covers."""
    rows = AccessHead.objects.values_list("patient_id", "sequence", "chain")
    return (journal.Leaf(patient, sequence, bytes(chain)) for patient, sequence, chain in rows.iterator())


def genesis(patient: UUID) -> bytes:
    """Where the log of a record begins."""
    return sha256(b"accalmie access log 1|" + patient.bytes).digest()


def link(previous: bytes, line: AccessLine) -> bytes:
    """The chain's value after one more line: SHA-256 over the previous value and every field of the line."""
    fields = (
        line.patient_id.hex,
        str(line.sequence),
        line.id.hex,
        line.person_id.hex,
        line.role,
        line.organisation_id.hex,
        line.basis,
        line.quarter_at.isoformat(),
        line.device,
        line.network,
    )
    return sha256(previous + "|".join(fields).encode()).digest()


def _is_there(key: _Key) -> bool:
    patient, person, basis, quarter = key
    return AccessLine.objects.filter(patient_id=patient, person_id=person, basis=basis, quarter_at=quarter).exists()


def _write(head: AccessHead, key: _Key, person: Person, organisation: UUID) -> None:
    patient, _person, basis, quarter = key
    came_from = whence.here()
    line = AccessLine(
        patient_id=patient,
        sequence=head.sequence + 1,
        person_id=person.id,
        role=person.role,
        organisation_id=organisation,
        basis=basis,
        quarter_at=quarter,
        device=came_from.device,
        network=came_from.network,
    )
    line.chain = head.chain = link(bytes(head.chain), line)
    head.sequence = line.sequence
    line.save(force_insert=True)
    head.save(update_fields=["sequence", "chain"])


def _remember(key: _Key) -> None:
    with _lock:
        _noted[key] = None
        if len(_noted) > _KEPT:
            _noted.popitem(last=False)


def forget_noted() -> None:
    """Forgets what this process has noted: for tests that empty their database."""
    with _lock:
        _noted.clear()
