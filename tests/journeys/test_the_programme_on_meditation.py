"""Somebody follows the programme on meditation in a real browser, without JavaScript: the whole first week, its
practices at hand, and the words that come back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NewPage
from tests.journeys.test_a_whole_programme import Follower

pytestmark = [pytest.mark.browser, pytest.mark.deep]

FIRST_MODULE = [
    "what-is-known",
    "in-short",
    "welcome",
    "on-autopilot",
    "first-notes",
    "week-one",
    "look-back-one",
]
MILD = {"gad-7": [1] * 7, "phq-9": [1] * 7 + [0, 0]}
LONGEST = 15
"""Days after which somebody who does what each page asks has gone past the first module."""


def test_somebody_goes_through_the_first_week_and_the_second_opens(new_page: NewPage) -> None:
    hamid = Follower(new_page, with_script=False)
    hamid.sign_up("hamid-revient", "Hamid")
    hamid.send()
    _starts(hamid)
    days = 0
    while "in-the-body" not in hamid.steps:
        hamid.a_day()
        if "in-the-body" not in hamid.steps:
            days += 1
            assert days < LONGEST, f"the second week does not open; last steps: {hamid.steps[-5:]}"
            hamid.a_day_passes()
    assert hamid.steps[: len(FIRST_MODULE)] == FIRST_MODULE
    assert hamid.said_back["week-one"], "the moment of the day, in his own words"
    _has_the_practices_at_hand(hamid)


def _has_the_practices_at_hand(hamid: Follower) -> None:
    """The week's practices can be opened from their step, also once it is done."""
    hamid.go("/programme/step/autopilot/week-one/")
    hamid.page.locator("main a[href*='/practices/first-sips-3/']").first.click()
    expect(hamid.page.get_by_role("heading", level=1)).to_contain_text("Les premières gorgées")


def _starts(hamid: Follower) -> None:
    hamid.go("/programmes/")
    hamid.page.locator("main a[href='/programmes/meditation/']").first.click()
    expect(hamid.page.get_by_role("heading", level=1)).to_contain_text("Revenir")
    while (questionnaire := hamid.page.locator("a.nhsuk-button[href*='/measures/']")).count():
        questionnaire.first.click()
        name = hamid.path.rstrip("/").rsplit("/", 1)[-1]
        hamid.answer(name, MILD[name])
        hamid._goes_on()
    for question in hamid.page.locator("main fieldset:has(input[value=no])").all():
        question.locator("input[value=no]").check()
    hamid.send()
    expect(hamid.page).to_have_url(re.compile("/programme/step/|/measures/"))
