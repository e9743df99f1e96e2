"""What tests need that touch a record: a journal that can be emptied after them, and no key left from another test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management.commands.flush import Command as Flush
from django.db import connections

from accalmie.foundation.access import log_triggers
from accalmie.foundation.crypto import keyring, site_keys
from accalmie.foundation.journal import triggers


@pytest.fixture(autouse=True)
def no_key_kept() -> None:
    """A test that is rolled back takes its key store with it; the keys in memory would outlive it."""
    keyring.kept.clear()
    site_keys.site_key.cache_clear()
    site_keys.pass_key.cache_clear()


@pytest.fixture(autouse=True, scope="session")
def journal_emptied_between_tests() -> Iterator[None]:
    """A transactional test ends with a flush, which journal and access log refuse: lifted for that moment only."""
    handle = Flush.handle

    def lifted(self: Flush, **options: Any) -> None:
        connection = connections[options["database"]]
        if connection.alias != "default":
            return handle(self, **options)
        triggers.remove(connection)
        log_triggers.remove(connection)
        try:
            return handle(self, **options)
        finally:
            triggers.install(connection)
            log_triggers.install(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Flush, "handle", lifted)
        yield
