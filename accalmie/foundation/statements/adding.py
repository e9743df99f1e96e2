"""Adding many new rows of one table in one statement, run once a row."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connections
from django.db.models import Model

from accalmie.foundation.statements.writing import save, statements


def add_all(rows: Sequence[Model], *, database: str = "default") -> None:
    """Add these rows, all of one model. Raises IntegrityError when one of them is there already."""
    if len(rows) < 2:
        for row in rows:
            save(row, database=database)
        return
    connection = connections[database]
    fields, _update, insert = statements(type(rows[0]), ())
    values = [[field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields] for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(insert, values)
    for row in rows:
        row._state.adding, row._state.db = False, database
