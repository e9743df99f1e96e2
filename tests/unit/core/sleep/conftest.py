"""Each property says how many generated cases it tried: `sleep_property_cases` among the properties of its report.

pytest tests/unit/core/sleep -o junit_family=xunit1 --junitxml FILE      # and add them up
"""

from __future__ import annotations

import pytest

from tests.unit.core.sleep.diaries import CASES


@pytest.fixture(autouse=True)
def cases_are_said(request):
    before = CASES.total()
    yield
    if CASES.total() > before:
        request.node.user_properties.append(("sleep_property_cases", CASES.total() - before))
