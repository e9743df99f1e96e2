"""What the tests of exercises share."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.test import Client

from accalmie.foundation.people.models import Person
from tests.factories import people


@pytest.fixture
def samira() -> Person:
    return people.patient_person()


@pytest.fixture
def record(samira: Person) -> UUID:
    assert samira.patient_id is not None
    return samira.patient_id


@pytest.fixture
def browser(client: Client, samira: Person) -> Client:
    """Samira's own browser."""
    client.force_login(samira)
    return client
