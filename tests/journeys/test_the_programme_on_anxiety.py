"""Somebody with panic follows the programme on anxiety in a real browser, without JavaScript: the whole first module,
and a way that has nothing of the worries of others in it."""

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
    "what-brings-you",
    "the-alarm",
    "my-anxiety-circle",
    "circle-practice",
    "look-back-circle",
]
MILD = {"gad-7": [1] * 7, "phq-9": [1] * 7 + [0, 0]}
LONGEST = 15
"""Days after which somebody who does what each page asks has gone past the first module."""


class WithPanic(Follower):
    """Somebody who answers that panic brings them."""

    def fill_what_is_there(self, words: str) -> None:
        super().fill_what_is_there(words)
        if self.path.endswith("/what-brings-you/"):
            self.page.check("input[type=radio][value=panic]")


def test_somebody_goes_through_the_first_module_and_their_way_is_on_panic(new_page: NewPage) -> None:
    lucie = WithPanic(new_page, with_script=False)
    lucie.sign_up("lucie-panic", "Lucie")
    lucie.send()
    _starts(lucie)
    days = 0
    while "why-avoiding-holds" not in lucie.steps:
        lucie.a_day()
        if "why-avoiding-holds" not in lucie.steps:
            days += 1
            assert days < LONGEST, f"the second module does not open; last steps: {lucie.steps[-5:]}"
            lucie.a_day_passes()
    assert lucie.steps[: len(FIRST_MODULE)] == FIRST_MODULE
    assert lucie.said_back["circle-practice"], "the prediction, in her own words"
    lucie.go("/programme/")
    way = lucie.page.locator("main")
    expect(way).to_contain_text("La fausse alarme")
    expect(way).not_to_contain_text("Une heure pour les soucis")
    expect(way).to_contain_text("1 sur 7")


def _starts(lucie: WithPanic) -> None:
    lucie.go("/programmes/")
    lucie.page.locator("main a[href='/programmes/anxiety/']").first.click()
    expect(lucie.page.get_by_role("heading", level=1)).to_contain_text("Reprendre du terrain")
    while (questionnaire := lucie.page.locator("a.nhsuk-button[href*='/measures/']")).count():
        questionnaire.first.click()
        name = lucie.path.rstrip("/").rsplit("/", 1)[-1]
        lucie.answer(name, MILD[name])
        lucie._goes_on()
    for question in lucie.page.locator("main fieldset:has(input[value=no])").all():
        question.locator("input[value=no]").check()
    lucie.send()
    expect(lucie.page).to_have_url(re.compile("/programme/step/|/measures/"))
