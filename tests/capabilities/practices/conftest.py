"""What the tests of practices share."""

from __future__ import annotations

import pytest

from tests.client import StrictClient
from tests.factories.people import patient_person


@pytest.fixture
def samira_browser() -> StrictClient:
    """A patient's own browser."""
    client = StrictClient()
    client.force_login(patient_person())
    return client
