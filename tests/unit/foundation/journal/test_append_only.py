"""The database itself refuses to change or take out what was written."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from accalmie.core.entries import MoodNoted
from accalmie.foundation import journal
from accalmie.foundation.journal import side_chains
from accalmie.foundation.journal.chain import Leaf
from accalmie.foundation.journal.models import DayLeaf, DayRoot, SideLeaf, StoredEntry

pytestmark = [pytest.mark.django_db(databases=["default", "keys"]), pytest.mark.database]

TABLES = [StoredEntry, DayRoot, DayLeaf, SideLeaf]
INSERT_OR_REPLACE = "INSERT OR REPLACE INTO journal_storedentry SELECT * FROM journal_storedentry"


@pytest.fixture(autouse=True)
def something_written(claire: UUID, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(side_chains.REGISTERED, "test", lambda: [Leaf(claire, 1, bytes(32))])
    journal.append(claire, MoodNoted(mood=1), by=claire, now=now)
    journal.seal_day(date(2026, 11, 24))


@pytest.mark.parametrize("table", TABLES)
def test_no_row_can_be_changed(table: type[StoredEntry]) -> None:
    column = table._meta.concrete_fields[-1].attname
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        table.objects.update(**{column: b""})


@pytest.mark.parametrize("table", TABLES)
def test_no_row_can_be_taken_out(table: type[StoredEntry]) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        table.objects.all().delete()
    assert table.objects.exists()


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="INSERT OR REPLACE is of SQLite")
def test_no_row_can_be_replaced_by_a_second_one_in_its_place() -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(INSERT_OR_REPLACE)


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite has no TRUNCATE")
@pytest.mark.parametrize("table", TABLES)
def test_no_table_can_be_emptied_at_once(table: type[StoredEntry]) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table._meta.db_table}")
