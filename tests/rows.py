"""Tests under the role of pages: what a request does is done under it, what a test arranges is done as the owner."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest
from django.conf import LazySettings
from django.db import connections, transaction
from django.test.client import ClientHandler

from accalmie.foundation import crypto, rows
from accalmie.foundation.rows.postgresql.base import DatabaseWrapper
from accalmie.site.rows.securing import secure

# Roles belong to the server, databases to each process of the tests: each makes roles of its own.
PAGES = f"accalmie_pages_{os.environ.get('PYTEST_XDIST_WORKER', 'tests')}"
PASSWORD = "only for the tests"
_AGAIN = "SELECT set_config('role', 'none', false), set_config('accalmie.pass', '', false)"


def _is_guarded() -> bool:
    return connections["default"].vendor == "postgresql"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The test database as `accalmie database secure` leaves it, with a key of passes that outlives each test's own."""
    with pytest.MonkeyPatch.context() as patch:
        if _is_guarded():
            patch.setattr(crypto, "pass_key", lambda: b"a key of passes for the tests..!", raising=False)
            with django_db_blocker.unblock():
                secure(PAGES, password=PASSWORD)
        yield


@pytest.fixture(autouse=True)
def pages_under_their_role(
    request: pytest.FixtureRequest, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On PostgreSQL every page that a test asks for is answered under the role of pages, as on a site."""
    if request.node.get_closest_marker("django_db") and _is_guarded():
        settings.PAGES_ROLE, settings.PAGES_PASSWORD = PAGES, PASSWORD
        answer = ClientHandler.__call__

        def as_on_a_site(self: ClientHandler, environ: Any) -> Any:
            with as_pages():
                return answer(self, environ)

        monkeypatch.setattr(ClientHandler, "__call__", as_on_a_site)


@contextmanager
def as_pages(person: UUID | None = None) -> Iterator[None]:
    """Inside, statements are asked under the role of pages, for this person."""
    database = connections["default"]
    assert isinstance(database, DatabaseWrapper)
    database.pages, database.held = PAGES, None
    try:
        with transaction.atomic(), rows.nobody_yet():
            if person is not None:
                rows.seen_by(person)
            yield
    finally:
        database.pages = ""
        with database.cursor() as cursor:
            cursor.execute(_AGAIN)
