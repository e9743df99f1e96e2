"""Somebody follows the programme on insomnia in a real browser, without JavaScript: the whole first module, a night
noted in the step itself, and the words that come back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NewPage
from tests.journeys.test_a_whole_programme import Follower

pytestmark = [pytest.mark.browser, pytest.mark.deep, pytest.mark.usefixtures("after_the_night")]

FIRST_MODULE = [
    "what-is-known",
    "in-short",
    "welcome",
    "nights-start",
    "first-night",
    "diary-practice",
    "look-back-nights",
]
DIARY = ("first-night", "my-week")
"""The steps in which a night is noted."""
A_NIGHT = {
    "into_bed": "22:30",
    "tried_to_sleep": "23:00",
    "latency": "40",
    "awakenings": "2",
    "awake": "55",
    "final_awakening": "05:10",
    "out_of_bed": "06:15",
}
MILD = {"gad-7": [1] * 7, "phq-9": [1] * 7 + [0, 0]}
DAYS = 5
"""Days on which the first module's practice is noted."""
LONGEST = 20
"""Days after which somebody who does what each page asks has gone past the first module."""


class Sleeper(Follower):
    """Somebody who notes last night where the step asks for it."""

    def _do_step(self) -> None:
        step = self.path.rstrip("/").rsplit("/", 1)[-1]
        if step not in DIARY:
            super()._do_step()
            return
        self.steps.append(step)
        for name, value in A_NIGHT.items():
            if (asked := self.page.locator(f"main form input[name={name}]")).count():
                asked.fill(value)


def test_somebody_notes_their_nights_through_the_first_module_and_the_second_opens(new_page: NewPage) -> None:
    ghislaine = Sleeper(new_page, with_script=False)
    ghislaine.sign_up("ghislaine-nuits", "Ghislaine")
    ghislaine.send()
    ghislaine.starts("insomnia", "Laisser venir le sommeil", MILD)
    ghislaine.goes_on_until("my-night-plan", longest=LONGEST)
    assert ghislaine.steps[: len(FIRST_MODULE)] == FIRST_MODULE
    assert ghislaine.practised.count("diary-practice") >= DAYS
    assert ghislaine.rated == ["my-nights"]
    assert ghislaine.said_back["my-night-plan"], "the time they get up, in their own words"
    _sees_the_night(ghislaine)


def _sees_the_night(ghislaine: Sleeper) -> None:
    ghislaine.go("/sleep/")
    expect(ghislaine.page.locator("main .nights")).to_be_visible()
