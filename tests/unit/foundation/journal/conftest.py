"""What the tests of the journal share: a patient, a moment, and a projection with a table of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from accalmie.foundation import journal
from tests.tally import Line, Tally, projection


@pytest.fixture
def claire() -> UUID:
    """A patient whom nobody knows yet."""
    return uuid4()


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 11, 24, 21, 30, tzinfo=UTC)


@pytest.fixture
def no_other_projection(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests about the journal alone: the rooms of the house keep nothing of it meanwhile."""
    for name in list(journal.REGISTERED):
        monkeypatch.delitem(journal.REGISTERED, name)


@pytest.fixture(scope="session")
def tally_tables(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        with connection.schema_editor() as editor:
            editor.create_model(Tally)
            editor.create_model(Line)
        yield
        with connection.schema_editor() as editor:
            editor.delete_model(Line)
            editor.delete_model(Tally)


@pytest.fixture
def tally(tally_tables: None) -> Iterator[journal.Projection]:
    """A projection that works, beside those of the house."""
    registered = projection()
    yield registered
    del journal.REGISTERED[registered.name]


@pytest.fixture
def broken() -> Iterator[journal.Projection]:
    """A projection without handlers yet, for a test that breaks it in its own way."""
    registered = journal.Projection("tests.broken", models=[])
    yield registered
    del journal.REGISTERED[registered.name]


@pytest.fixture
def safety() -> Iterator[journal.Projection]:
    """A safety projection without handlers yet."""
    registered = journal.Projection("tests.safety", models=[], safety=True)
    yield registered
    del journal.REGISTERED[registered.name]
