"""Which database a table lives in: the key store in "keys", everything else in "default", never mixed."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

KEYS = "keys"
_LABEL = "crypto"


class KeyStoreRouter:
    """Sends the key store to its own database, so that a copy of the main one opens nothing."""

    def db_for_read(self, model: type[Model], **_hints: Any) -> str | None:
        return KEYS if model._meta.app_label == _LABEL else None

    def db_for_write(self, model: type[Model], **_hints: Any) -> str | None:
        return KEYS if model._meta.app_label == _LABEL else None

    def allow_relation(self, one: Model, other: Model, **_hints: Any) -> bool | None:
        labels = {one._meta.app_label, other._meta.app_label}
        return None if _LABEL not in labels else labels == {_LABEL}

    def allow_migrate(self, db: str, app_label: str, **_hints: Any) -> bool:
        return (db == KEYS) == (app_label == _LABEL)
