"""Which rows of which table are about one person, read from what each table says to privacy (`class Privacy`).

A table that nobody has thought of yet is found the same way: its statement decides what is exported and erased.
"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.apps import apps
from django.db.models import Field, ForeignKey, Model, Q, QuerySet

from accalmie.foundation.people.models import Patient, Person

_HELD = "after clinician review"


def statements(model: type[Model]) -> dict[str, str]:
    """What a table says of each of its fields; empty for tables that are not ours."""
    return dict(getattr(model.__dict__.get("Privacy"), "fields", {}))


def is_exported(statement: str) -> bool:
    """Whether the person is given this field."""
    return "exported" in statement and "not exported" not in statement and "never exported" not in statement


def is_held(statement: str) -> bool:
    """Whether a clinician reads this field before the person is given it."""
    return _HELD in statement


def exported_fields(model: type[Model]) -> tuple[Field[object, object], ...]:
    """The fields of a table that a person is given, in the order of the table."""
    said = statements(model)
    return tuple(field for field in model._meta.local_fields if is_exported(said.get(field.name, "")))


def tables() -> Iterator[type[Model]]:
    """Each table of ours whose rows may be about a patient, by name. Keys are no rows of a record: crypto ends them."""
    ours = (model for model in apps.get_models() if statements(model) and model._meta.app_label != "crypto")
    yield from sorted((model for model in ours if _owner(model) is not None), key=lambda model: model._meta.label)


def exported_tables() -> Iterator[type[Model]]:
    """Those that hold something a person is given, beside the journal itself."""
    yield from (model for model in tables() if exported_fields(model) and model._meta.label != "journal.StoredEntry")


def swept_tables() -> Iterator[type[Model]]:
    """Those whose rows go on erasure."""
    for model in tables():
        if any("deleted on erasure" in said for said in statements(model).values()):
            yield model


def rows_of(model: type[Model], patient: UUID, person: UUID) -> QuerySet[Model]:
    """The rows of one of `tables()` that are about this patient."""
    name = _owner(model)
    if name is None:
        raise LookupError(model._meta.label)
    wanted = person if _leads_to_person(model, name) else patient
    return model._default_manager.filter(Q((name, wanted)))


def _owner(model: type[Model]) -> str | None:
    """The field by which a row says whose it is; None for tables of the house."""
    if model in (Patient, Person):
        return "pk"
    names = {field.name for field in model._meta.local_fields}
    return next((name for name in ("patient_id", "patient", "used_by", "person") if name in names), None)


def _leads_to_person(model: type[Model], name: str) -> bool:
    if model is Person:
        return True
    field = None if name == "pk" else model._meta.get_field(name)
    return isinstance(field, ForeignKey) and field.related_model is Person
