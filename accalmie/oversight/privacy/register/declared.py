"""What each table says to privacy of each field, taken apart: what it is, how long it is kept, who is given it, how it
ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Model

NOT_PERSONAL = "no personal data"
NOTHING_ABOUT_PEOPLE = frozenset({"contenttypes.ContentType", "auth.Permission", "auth.Group"})
"""Tables of the framework in which nobody is named. The last two stay empty: roles and permissions are code."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a `class Privacy`, in the phrases of `phrases.py`. `kept` is empty for what follows the
    record."""

    what: str
    kept: str
    given: str
    ended: str


@dataclass(frozen=True, slots=True)
class Table:
    """What one table is for, and what each of its fields that is personal says of itself."""

    label: str
    purpose: str
    fields: dict[str, Statement]


def tables() -> Iterator[Table]:
    """Every table of the site, by name. Raises LookupError for one that says nothing of itself."""
    for model in sorted(apps.get_models(include_auto_created=True), key=lambda model: model._meta.label):
        label = model._meta.label
        if label not in NOTHING_ABOUT_PEOPLE and not model._meta.auto_created:
            purpose, fields = _said_by(model)
            said = {name: read(words) for name, words in fields.items() if not words.startswith(NOT_PERSONAL)}
            yield Table(label=label, purpose=purpose, fields=said)


def read(words: str) -> Statement:
    """A statement taken apart. Raises ValueError for one that does not end with what erasure does."""
    what, *middle, ended = words.split("; ")
    if not middle:
        raise ValueError(words)
    kept, _, given = ", ".join(middle).rpartition(", ")
    return Statement(what=what, kept=kept, given=given, ended=ended)


def _said_by(model: type[Model]) -> tuple[str, dict[str, str]]:
    privacy = model.__dict__.get("Privacy")
    if privacy is None:
        raise LookupError(model._meta.label)
    return privacy.purpose, dict(privacy.fields)
