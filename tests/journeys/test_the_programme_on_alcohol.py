"""Somebody follows the programme on alcohol in a real browser, without JavaScript: the whole first module, with its
questions and its diary, and the words that come back."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import NewPage
from tests.journeys.test_a_whole_programme import Follower

pytestmark = [pytest.mark.browser, pytest.mark.deep]

FIRST_MODULE = [
    "what-is-known",
    "in-short",
    "welcome",
    "before-changing",
    "drinks-first",
    "look-practice",
    "look-back-look",
]
MILD = {"audit": [3, 1, 2, 1, 0, 0, 1, 0, 0, 2], "phq-9": [1] * 4 + [0] * 5}
DAYS = 3
"""Days on which the first module's practice is noted."""
LONGEST = 15
"""Days after which somebody who does what each page asks has gone past the first module."""


def test_somebody_goes_through_the_first_module_and_the_second_opens(new_page: NewPage) -> None:
    yvonne = Follower(new_page, with_script=False)
    yvonne.sign_up("yvonne-alcool", "Yvonne")
    yvonne.send()
    yvonne.starts("alcohol", "Reprendre de la place", MILD)
    yvonne.goes_on_until("my-reasons", longest=LONGEST)
    assert [step for step in yvonne.steps if step in FIRST_MODULE] == FIRST_MODULE
    assert yvonne.practised.count("look-practice") >= DAYS
    assert yvonne.rated == ["look-first"]
    assert "not-at-once" not in yvonne.steps, "nothing made stopping dangerous for her"
    assert yvonne.said_back["my-reasons"], "when her urge is strongest, in her own words"
