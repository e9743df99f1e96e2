"""Somebody follows the programme on alcohol in a real browser, without JavaScript: the whole first module, with its
questions and its diary, and the words that come back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PATIENCE, NewPage
from tests.journeys.test_a_whole_programme import Follower

pytestmark = pytest.mark.browser

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
LONGEST = 15
"""Days after which somebody who does what each page asks has gone past the first module."""


def test_somebody_goes_through_the_first_module_and_the_second_opens(new_page: NewPage) -> None:
    yvonne = Follower(new_page, with_script=False)
    yvonne.sign_up("yvonne-alcool", "Yvonne")
    yvonne.send()
    _starts(yvonne)
    days = 0
    while "my-reasons" not in yvonne.steps:
        yvonne.a_day()
        if "my-reasons" not in yvonne.steps:
            days += 1
            assert days < LONGEST, f"the second module does not open; last steps: {yvonne.steps[-5:]}"
            yvonne.a_day_passes()
    assert [step for step in yvonne.steps if step in FIRST_MODULE] == FIRST_MODULE
    assert "not-at-once" not in yvonne.steps, "nothing made stopping dangerous for her"
    assert yvonne.said_back["my-reasons"], "when her urge is strongest, in her own words"


def _starts(yvonne: Follower) -> None:
    yvonne.go("/programmes/")
    yvonne.page.locator("main a[href='/programmes/alcohol/']").first.click()
    expect(yvonne.page.get_by_role("heading", level=1)).to_contain_text("Reprendre de la place")
    while (questionnaire := yvonne.page.locator("a.nhsuk-button[href*='/measures/']")).count():
        questionnaire.first.click()
        name = yvonne.path.rstrip("/").rsplit("/", 1)[-1]
        yvonne.answer(name, MILD[name])
        yvonne._goes_on()
    for question in yvonne.page.locator("main fieldset:has(input[value=no])").all():
        question.locator("input[value=no]").check()
    yvonne.send()
    expect(yvonne.page).to_have_url(re.compile("/programme/step/|/measures/"), timeout=PATIENCE)
