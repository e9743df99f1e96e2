"""Writing one row by its key, in one statement whose text is made once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db import DatabaseError, connections
from django.db.models import Field, Model


def save(row: Model, *columns: str, database: str = "default") -> None:
    """Write these columns of the row, or all; without `columns`, a row that is not there yet is added.

    Raises DatabaseError when there is no such row to be seen, as Django does for `update_fields`.
    For models without signals, automatic moments or parents: it does what `Model.save` does for these.
    """
    connection = connections[database]
    fields, update, insert = statements(type(row), columns)
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
    with connection.cursor() as cursor:
        if not row._state.adding or columns:
            cursor.execute(update, values)
            if cursor.rowcount:
                return
            if columns:
                raise DatabaseError(f"{type(row).__name__} {row.pk} is not there to be written, or not to be seen.")
        cursor.execute(insert, values)
    row._state.adding, row._state.db = False, database


@lru_cache(maxsize=256)
def statements(model: type[Model], columns: Sequence[str]) -> tuple[list[Field[Any, Any]], str, str]:
    """The fields in the order in which the statements take them, the key last; UPDATE and INSERT."""
    key = model._meta.pk
    chosen = [field for field in model._meta.concrete_fields if not field.primary_key]
    if columns:
        chosen = [field for field in chosen if field.attname in columns]
    fields = [*chosen, key]
    table = f'"{model._meta.db_table}"'
    names = [f'"{field.column}"' for field in fields]
    update = f"UPDATE {table} SET {', '.join(f'{name} = %s' for name in names[:-1])} WHERE {names[-1]} = %s"
    insert = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(['%s'] * len(names))})"
    return fields, update, insert
