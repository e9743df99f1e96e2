"""Somebody follows the programme on stress in a real browser, without JavaScript: the whole first module, and the words
that come back."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import NewPage
from tests.journeys.test_a_whole_programme import Follower

pytestmark = [pytest.mark.browser, pytest.mark.deep]

FIRST_MODULE = [
    "what-is-known",
    "in-short",
    "welcome",
    "what-loads",
    "week-watched",
    "week-practice",
    "look-back-week",
]
MILD = {"gad-7": [1] * 7, "phq-9": [1] * 7 + [0, 0]}
DAYS = 3
"""Days on which the first module's practice is noted."""
LONGEST = 15
"""Days after which somebody who does what each page asks has gone past the first module."""


def test_somebody_goes_through_the_first_module_and_the_second_opens(new_page: NewPage) -> None:
    suzanne = Follower(new_page, with_script=False)
    suzanne.sign_up("suzanne-stress", "Suzanne")
    suzanne.send()
    suzanne.starts("stress", "Desserrer", MILD)
    suzanne.goes_on_until("my-pause", longest=LONGEST)
    assert suzanne.steps[: len(FIRST_MODULE)] == FIRST_MODULE
    assert suzanne.practised.count("week-practice") >= DAYS
    assert suzanne.rated == ["my-stress"]
    assert suzanne.said_back["my-pause"], "what eases her, in her own words"
