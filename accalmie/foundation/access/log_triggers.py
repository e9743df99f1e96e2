"""The database's own refusal: a line of the access log can be neither changed nor replaced, nor taken out in its time.

It lets lines go that are older than the log is kept, and only up to the place at which the head says that the log
ended. It reads the row's own date and the clock of the database: no clock that somebody hands over runs ahead of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper

KEPT_DAYS = 3 * 365
"""No line goes earlier. It stands in the databases too: a migration that installs the triggers again changes it."""
_REFUSAL = "the access log is append-only"
_TABLE = "access_accessline"
_HAS_ENDED = "EXISTS (SELECT 1 FROM access_accesshead WHERE patient_id = OLD.patient_id AND ended >= OLD.sequence)"
# Where a second row would sit in the place of the first: SQLite's INSERT OR REPLACE deletes without asking a trigger.
_TAKEN = (
    f"EXISTS (SELECT 1 FROM {_TABLE} WHERE id = NEW.id "
    "OR (patient_id = NEW.patient_id AND sequence = NEW.sequence) OR (patient_id = NEW.patient_id "
    "AND person_id = NEW.person_id AND basis = NEW.basis AND quarter_at = NEW.quarter_at))"
)


def install(connection: BaseDatabaseWrapper) -> None:
    """Makes the log append-only from here on."""
    _execute(connection, _sqlite() if connection.vendor == "sqlite" else _postgresql())


def remove(connection: BaseDatabaseWrapper) -> None:
    """Takes the refusal away: for undoing the migration, and for tests that empty their database."""
    _execute(connection, _sqlite_gone() if connection.vendor == "sqlite" else _postgresql_gone())


def _execute(connection: BaseDatabaseWrapper, statements: Iterator[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _sqlite() -> Iterator[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
    is_old = f"OLD.quarter_at < datetime('now', '-{KEPT_DAYS} days')"
    yield f"CREATE TRIGGER IF NOT EXISTS {_TABLE}_keeps_update BEFORE UPDATE ON {_TABLE} {refuse}"
    yield (
        f"CREATE TRIGGER IF NOT EXISTS {_TABLE}_keeps_delete BEFORE DELETE ON {_TABLE} "
        f"WHEN NOT ({is_old} AND {_HAS_ENDED}) {refuse}"
    )
    yield f"CREATE TRIGGER IF NOT EXISTS {_TABLE}_keeps_insert BEFORE INSERT ON {_TABLE} WHEN {_TAKEN} {refuse}"


def _sqlite_gone() -> Iterator[str]:
    for event in ("update", "delete", "insert"):
        yield f"DROP TRIGGER IF EXISTS {_TABLE}_keeps_{event}"


def _postgresql() -> Iterator[str]:
    refuse = f"RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'"
    is_old = f"OLD.quarter_at < clock_timestamp() - interval '{KEPT_DAYS} days'"
    yield (
        f"CREATE OR REPLACE FUNCTION access_log_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {refuse}; END $$"
    )
    yield (
        "CREATE OR REPLACE FUNCTION access_log_let_go() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF {is_old} AND {_HAS_ENDED} THEN RETURN OLD; END IF; {refuse}; END $$"
    )
    yield (
        f"CREATE OR REPLACE TRIGGER {_TABLE}_keeps BEFORE UPDATE OR TRUNCATE ON {_TABLE} "
        "FOR EACH STATEMENT EXECUTE FUNCTION access_log_refuse()"
    )
    yield (
        f"CREATE OR REPLACE TRIGGER {_TABLE}_keeps_delete BEFORE DELETE ON {_TABLE} "
        "FOR EACH ROW EXECUTE FUNCTION access_log_let_go()"
    )


def _postgresql_gone() -> Iterator[str]:
    for name in ("keeps", "keeps_delete"):
        yield f"DROP TRIGGER IF EXISTS {_TABLE}_{name} ON {_TABLE}"
    for name in ("refuse", "let_go"):
        yield f"DROP FUNCTION IF EXISTS access_log_{name}()"
