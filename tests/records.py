"""What tests need that touch a record: a journal that can be emptied after them, and no key left from another test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.management.commands.flush import Command as Flush
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from accalmie.foundation.access import log_triggers
from accalmie.foundation.crypto import keyring, site_keys
from accalmie.foundation.journal import triggers

OF_MODELS = {"django_content_type", "auth_permission", "django_migrations"}
REFUSING = ("journal_", "access_access")


@pytest.fixture(autouse=True)
def no_key_kept() -> None:
    """A test that is rolled back takes its key store with it; the keys in memory would outlive it."""
    keyring.kept.clear()
    site_keys.site_key.cache_clear()
    site_keys.pass_key.cache_clear()


@pytest.fixture(autouse=True, scope="session")
def journal_emptied_between_tests() -> Iterator[None]:
    """A transactional test ends with a flush, which journal and access log refuse: lifted for that moment only.

    Only the tables that hold something are emptied: a test fills a few of a hundred. What migrations say of the models
    stays, as Django would write it again the same.
    """

    def emptied(_self: Flush, **options: Any) -> None:
        connection = connections[options["database"]]
        filled = _filled(connection)
        with (
            transaction.atomic(using=connection.alias),
            _not_refusing(connection, filled),
            connection.cursor() as cursor,
        ):
            for table in filled:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Flush, "handle", emptied)
        yield


def _filled(connection: BaseDatabaseWrapper) -> list[str]:
    """The tables of this database that hold a row, but for those of the models' own names."""
    tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False)) - OF_MODELS
    each = (f"SELECT '{one}' WHERE EXISTS (SELECT 1 FROM {connection.ops.quote_name(one)})" for one in sorted(tables))
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(each))
        return [table for (table,) in cursor.fetchall()]


@contextmanager
def _not_refusing(connection: BaseDatabaseWrapper, tables: list[str]) -> Iterator[None]:
    """Without the triggers of journal and access log, where one of them is among these tables."""
    if not any(table.startswith(REFUSING) for table in tables):
        yield
        return
    triggers.remove(connection)
    log_triggers.remove(connection)
    yield
    triggers.install(connection)
    log_triggers.install(connection)
