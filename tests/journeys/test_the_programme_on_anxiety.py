"""Somebody with panic follows the programme on anxiety in a real browser, without JavaScript: the whole first module,
and a way that has nothing of the worries of others in it."""

from __future__ import annotations

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
DAYS = 3
"""Days on which the first module's practice is noted."""
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
    lucie.starts("anxiety", "Reprendre du terrain", MILD)
    lucie.goes_on_until("why-avoiding-holds", longest=LONGEST)
    assert lucie.steps[: len(FIRST_MODULE)] == FIRST_MODULE
    assert lucie.practised.count("circle-practice") >= DAYS
    assert lucie.rated == ["the-circle"]
    assert lucie.said_back["circle-practice"], "the prediction, in her own words"
    lucie.go("/programme/")
    way = lucie.page.locator("main")
    expect(way).to_contain_text("La fausse alarme")
    expect(way).not_to_contain_text("Une heure pour les soucis")
    expect(way).to_contain_text("1 sur 7")
