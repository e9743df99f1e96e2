"""The end of a record: its key, and every row that says “deleted on erasure” of itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Model

from accalmie.foundation import crypto
from accalmie.foundation.crypto.models import Erasure
from accalmie.foundation.people import sessions
from accalmie.foundation.people.models import Patient, Person
from accalmie.oversight.privacy import ownership, rights_queries


class Held(Exception):
    """A legal hold stands on this record: nobody erases it for now."""


def erase(*, patient: UUID, now: datetime) -> None:
    """From here on nobody reads this record, in no backup either, and its owner is a stranger here. Raises Held.

    The key goes last inside the transaction: should the rows come back after it, the ledger of erasures knows, and
    `unfinished` finds them. Done twice, it does no harm.
    """
    if rights_queries.is_held(patient, now=now):
        raise Held
    with transaction.atomic():
        found = Patient.objects.filter(id=patient).first()
        if found is not None:
            sessions.end_all(found.person_id)
            _sweep(patient, found.person_id)
        crypto.destroy_key(patient, now=now)
        transaction.on_commit(_scrub)


def unfinished() -> Iterator[UUID]:
    """Records whose key is gone and whose rows are not: a machine stopped in between."""
    gone = list(Erasure.objects.values_list("patient_id", flat=True))
    yield from Patient.objects.filter(id__in=gone).values_list("id", flat=True)


def _sweep(patient: UUID, person: UUID) -> None:
    """Rows that point at the person or the patient first, then those two."""
    last: tuple[type[Model], ...] = (Patient, Person)
    others = [model for model in ownership.swept_tables() if model not in last]
    for model in (*others, *last):
        ownership.rows_of(model, patient, person).delete()


def _scrub() -> None:
    """SQLite overwrites what it deletes (settings); what was deleted is still in the write-ahead log until then."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
