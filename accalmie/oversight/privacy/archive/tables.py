"""The rows of every table that are about one person, with the fields that they are to be given."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import Field, ForeignKey, Model

from accalmie.foundation import crypto, journal
from accalmie.foundation.people.contact import PURPOSE as CONTACT
from accalmie.foundation.people.identity import PURPOSE as IDENTITY
from accalmie.oversight.privacy import ownership
from accalmie.oversight.privacy.rights_models import ANSWER, REASON, WORDS

_SEALED = {
    "people.Patient": {"contact_sealed": CONTACT},
    "people.Person": {"identity_sealed": IDENTITY},
    "privacy.RightsRequest": {"words": WORDS, "answer": ANSWER},
    "privacy.LegalHold": {"reason": REASON},
}
"""The sealed columns of tables that are no projection; a projection names its own."""


def rows(model: type[Model], patient: UUID, person: UUID) -> Iterator[dict[str, Any]]:
    """Each row as plain values, read a few hundred at a time.

    A note that a clinician reads over first stands empty here: once read, it is given with its entry.
    """
    fields, sealed = ownership.exported_fields(model), _sealed(model)
    for row in ownership.rows_of(model, patient, person).order_by("pk").iterator(chunk_size=500):
        yield {field.name: _value(model, row, field, patient, sealed) for field in fields}


def _sealed(model: type[Model]) -> dict[str, str]:
    found = dict(_SEALED.get(model._meta.label, {}))
    for projection in journal.REGISTERED.values():
        if model in projection.models:
            found |= projection.sealed
    return found


def _value(
    model: type[Model],
    row: Model,
    field: Field[object, object],
    patient: UUID,
    sealed: dict[str, str],
) -> Any:
    if ownership.is_held(ownership.statements(model)[field.name]):
        return None
    value = getattr(row, field.attname)
    if value is None or not isinstance(value, bytes | memoryview):
        return str(value) if isinstance(field, ForeignKey) and value is not None else msgspec.to_builtins(value)
    return crypto.open_json(patient, value, purpose=sealed[field.name])
