"""The database's own refusal: what was written to the journal can be neither changed nor taken out.

Whoever owns the database can take the triggers away; the chain and the signed days are there for that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.backends.base.base import BaseDatabaseWrapper

# Where a second row would sit in the place of the first: SQLite's INSERT OR REPLACE deletes without asking a trigger.
_PLACES = {
    "journal_storedentry": "id = NEW.id OR (patient_id = NEW.patient_id AND sequence = NEW.sequence)",
    "journal_dayroot": "day = NEW.day",
    "journal_dayleaf": "id = NEW.id OR (patient_id = NEW.patient_id AND day = NEW.day)",
    "journal_sideleaf": "id = NEW.id OR (patient_id = NEW.patient_id AND kind = NEW.kind AND day = NEW.day)",
}
_REFUSAL = "the journal is append-only"


def install(connection: BaseDatabaseWrapper, tables: Iterable[str] = tuple(_PLACES)) -> None:
    """Makes the tables append-only from here on."""
    _execute(connection, _sqlite(tables) if connection.vendor == "sqlite" else _postgresql(tables))


def remove(connection: BaseDatabaseWrapper, tables: Iterable[str] = tuple(_PLACES)) -> None:
    """Takes the refusal away: for undoing a migration, and for tests that empty their database."""
    _execute(connection, _sqlite_gone(tables) if connection.vendor == "sqlite" else _postgresql_gone(tables))


def _execute(connection: BaseDatabaseWrapper, statements: Iterator[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _sqlite(tables: Iterable[str]) -> Iterator[str]:
    for table in tables:
        refuse = f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        yield f"CREATE TRIGGER IF NOT EXISTS {table}_keeps_update BEFORE UPDATE ON {table} {refuse}"
        yield f"CREATE TRIGGER IF NOT EXISTS {table}_keeps_delete BEFORE DELETE ON {table} {refuse}"
        taken = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {_PLACES[table]})"
        yield f"CREATE TRIGGER IF NOT EXISTS {table}_keeps_insert BEFORE INSERT ON {table} {taken} {refuse}"


def _sqlite_gone(tables: Iterable[str]) -> Iterator[str]:
    for table in tables:
        for event in ("update", "delete", "insert"):
            yield f"DROP TRIGGER IF EXISTS {table}_keeps_{event}"


def _postgresql(tables: Iterable[str]) -> Iterator[str]:
    yield (
        "CREATE OR REPLACE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    for table in tables:
        yield (
            f"CREATE OR REPLACE TRIGGER {table}_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()"
        )


def _postgresql_gone(tables: Iterable[str]) -> Iterator[str]:
    for table in tables:
        yield f"DROP TRIGGER IF EXISTS {table}_keeps ON {table}"
