"""Somebody follows the programme on stress in a real browser, without JavaScript: the whole first module, and the words
that come back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NewPage
from tests.journeys.test_a_whole_programme import Follower

pytestmark = pytest.mark.browser

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
LONGEST = 15
"""Days after which somebody who does what each page asks has gone past the first module."""


def test_somebody_goes_through_the_first_module_and_the_second_opens(new_page: NewPage) -> None:
    suzanne = Follower(new_page, with_script=False)
    suzanne.sign_up("suzanne-stress", "Suzanne")
    suzanne.send()
    _starts(suzanne)
    days = 0
    while "the-brake" not in suzanne.steps:
        suzanne.a_day()
        if "the-brake" not in suzanne.steps:
            days += 1
            assert days < LONGEST, f"the second module does not open; last steps: {suzanne.steps[-5:]}"
            suzanne.a_day_passes()
    assert suzanne.steps[: len(FIRST_MODULE)] == FIRST_MODULE
    assert suzanne.said_back["my-pause"], "what eases her, in her own words"


def _starts(suzanne: Follower) -> None:
    suzanne.go("/programmes/")
    suzanne.page.locator("main a[href='/programmes/stress/']").first.click()
    expect(suzanne.page.get_by_role("heading", level=1)).to_contain_text("Desserrer")
    while (questionnaire := suzanne.page.locator("a.nhsuk-button[href*='/measures/']")).count():
        questionnaire.first.click()
        name = suzanne.path.rstrip("/").rsplit("/", 1)[-1]
        suzanne.answer(name, MILD[name])
        suzanne._goes_on()
    for question in suzanne.page.locator("main fieldset:has(input[value=no])").all():
        question.locator("input[value=no]").check()
    suzanne.send()
    expect(suzanne.page).to_have_url(re.compile("/programme/step/|/measures/"))
