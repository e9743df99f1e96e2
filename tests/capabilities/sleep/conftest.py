"""What the tests of sleep share."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.test import Client

from accalmie.foundation.people.models import Person
from tests.factories import people


@pytest.fixture
def nadia() -> Person:
    return people.patient_person("Nadia")


@pytest.fixture
def record(nadia: Person) -> UUID:
    assert nadia.patient_id is not None
    return nadia.patient_id


@pytest.fixture
def browser(client: Client, nadia: Person) -> Client:
    """Nadia's own browser."""
    client.force_login(nadia)
    return client
