"""The journal's tables refuse to be emptied, and a transactional test ends by emptying every table: the two made to agree.

A conftest.py takes the fixture in by importing it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management.commands.flush import Command as Flush
from django.db import connections

from accalmie.foundation.journal import triggers


@pytest.fixture(autouse=True, scope="session")
def journal_emptied_between_tests() -> Iterator[None]:
    """Lifts the refusal while the flush after a transactional test runs, and only then."""
    handle = Flush.handle

    def lifted(self: Flush, **options: Any) -> None:
        connection = connections[options["database"]]
        if connection.alias != "default":
            return handle(self, **options)
        triggers.remove(connection)
        try:
            return handle(self, **options)
        finally:
            triggers.install(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Flush, "handle", lifted)
        yield
