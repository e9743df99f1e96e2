"""What the attacks start from: somebody's record, and everybody who might attack it."""

from __future__ import annotations

import pytest
from django.core.cache import caches

from accalmie.foundation.people import organisations
from tests.factories import people
from tests.security.attackers import WHO, Attacker, attacker
from tests.security.records import Record, full_record


@pytest.fixture
def nobody_waits() -> None:
    """Whatever was tried too often before is forgotten."""
    caches["default"].clear()


@pytest.fixture
def record() -> Record:
    return full_record(organisations.first(now=people.NOW), called="Alizarine", words="fenouil-lunaire")


@pytest.fixture(params=WHO)
def enemy(request: pytest.FixtureRequest, record: Record) -> Attacker:
    return attacker(str(request.param), record)
