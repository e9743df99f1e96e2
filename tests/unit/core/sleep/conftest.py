"""Each property says how many generated cases it tried: `sleep_property_cases` of `make library`."""

from __future__ import annotations

import pytest

from tests.figures import add
from tests.unit.core.sleep.diaries import CASES


@pytest.fixture(autouse=True)
def cases_are_said():
    before = CASES.total()
    yield
    if CASES.total() > before:
        add(sleep_property_cases=CASES.total() - before)
