"""Each property says how many generated cases it tried (`sleep_property_cases` in the properties of a JUnit report)."""

from __future__ import annotations

import pytest

from tests.unit.core.sleep.diaries import CASES


@pytest.fixture(autouse=True)
def cases_are_said(record_property):
    before = CASES.total()
    yield
    if CASES.total() > before:
        record_property("sleep_property_cases", CASES.total() - before)
