"""Somebody with a long illness follows its programme in a real browser, without JavaScript: the whole first module, and
the page that tells whoever pays for an effort later never to push through, before any plan."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import NewPage
from tests.journeys.test_a_whole_programme import Follower

pytestmark = [pytest.mark.browser, pytest.mark.deep]

FIRST_MODULE = [
    "what-is-known",
    "in-short",
    "boom-and-bust",
    "my-energy",
    "when-effort-costs-days",
    "my-pacing",
    "pacing-practice",
    "look-back-pacing",
]
MILD = {"gad-7": [1] * 7, "phq-9": [1] * 7 + [0, 0]}
DAYS = 3
"""Days on which the first module's practice is noted."""
LONGEST = 15
"""Days after which somebody who does what each page asks has gone past the first module."""


def test_somebody_goes_through_the_first_module_and_the_second_opens(new_page: NewPage) -> None:
    nadia = Follower(new_page, with_script=False)
    nadia.sign_up("nadia-longue", "Nadia")
    nadia.send()
    nadia.starts("long-illness", "Vivre avec", MILD)
    nadia.goes_on_until("worry-and-illness", longest=LONGEST)
    assert nadia.steps[: len(FIRST_MODULE)] == FIRST_MODULE
    assert nadia.practised.count("pacing-practice") >= DAYS
    assert nadia.rated == ["pacing"]
    assert nadia.said_back["my-pacing"], "her first sign, in her own words"
