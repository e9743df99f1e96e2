"""A person goes through all eight modules in a real browser, at simulated dates, in French, with and without
JavaScript."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NewPage
from tests.journeys.person import Someone

pytestmark = pytest.mark.browser

LONGEST = 150
"""Days after which somebody who does what each page asks must have finished."""
MOST_PAGES = 40
"""Pages that one day may show."""
SCORES = [8, 7, 5, 4]
"""What the questionnaire gives, week after week."""
ITEMS = 9
UNDONE_PRACTICE = "li.task:not(.is-done) a[href*='/programme/practice/']"
OFFERED = ".step-card a.nhsuk-button"


class Follower(Someone):
    """Somebody who follows the programme to the letter, and remembers what the pages showed."""

    steps: list[str]
    said_back: dict[str, set[str]]
    measured: int

    def __init__(self, new_page: NewPage, *, with_script: bool) -> None:
        super().__init__(new_page(java_script_enabled=with_script))
        self.steps, self.said_back, self.measured = [], {}, 0

    def a_day(self) -> bool:
        """Do all that is offered today, page after page as the site leads; whether the programme is done."""
        for _ in range(MOST_PAGES):
            if self.path != "/today/":
                self._do_page()
            elif self.page.locator("form[action$='/come-back/']").count():
                return True
            elif (practice := self.page.locator(UNDONE_PRACTICE)).count():
                practice.first.click()
            elif (offered := self.page.locator(OFFERED)).count():
                offered.click()
            else:
                return False
        raise AssertionError(f"a day without an end, at {self.path}")

    def _note_practice(self) -> None:
        self.page.check("input[name=done][value=yes]")
        self.page.fill("textarea[name=words]", "fait, dix minutes")

    def _do_page(self) -> None:
        if "/programme/practice/" in self.path:
            self._note_practice()
        elif "/measures/phq-9/" in self.path:
            score = SCORES[min(self.measured, len(SCORES) - 1)]
            self.answer("phq-9", [1] * score + [0] * (ITEMS - score))
            self.measured += 1
        elif "/measures/" in self.path or "/rate/" in self.path:
            self.fill_what_is_there("bien")
        else:
            self._do_step()
        self._goes_on()

    def _do_step(self) -> None:
        step = self.path.rstrip("/").rsplit("/", 1)[-1]
        self.steps.append(step)
        shown = self.page.locator(".reading").inner_text()
        earlier = {words for path, all_words in self.wrote.items() if path != self.path for words in all_words}
        self.said_back[step] = {words for words in earlier if words in shown}
        self.fill_what_is_there(f"mes mots à {step}")

    def _goes_on(self) -> None:
        """Send the form; the next page is another one, without anything to put right."""
        before = self.page.url
        self.send()
        self.page.wait_for_load_state("domcontentloaded")
        wrong = self.page.locator(".nhsuk-error-summary")
        assert not wrong.count(), f"{before}: {wrong.inner_text()}"


@pytest.mark.parametrize("with_script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_somebody_goes_through_all_eight_modules_alone(new_page: NewPage, with_script: bool) -> None:
    camille = Follower(new_page, with_script=with_script)
    camille.sign_up("camille" if with_script else "camille-sans-script", "Camille")
    camille.send()
    _starts(camille)
    days = 0
    while not camille.a_day():
        days += 1
        assert days < LONGEST, f"not finished after {days} days; last steps: {camille.steps[-5:]}"
        camille.a_day_passes()
    _went_through(camille, days)
    _sees_the_curve(camille)


def _starts(camille: Follower) -> None:
    camille.go("/today/")
    camille.page.locator(OFFERED).click()
    camille.page.locator("main a[href='/programmes/depression/']").first.click()
    while (questionnaire := camille.page.locator("a.nhsuk-button[href*='/measures/']")).count():
        questionnaire.first.click()
        camille._do_page()
    for question in camille.page.locator("main fieldset").all():
        question.locator("input[value=no]").check()
    camille.send()
    expect(camille.page).to_have_url(re.compile("/programme/step/|/measures/"))


def _went_through(camille: Follower, days: int) -> None:
    """Every module was met, in its order; what was written came back; the waiting was real."""
    assert days >= len(LOOK_BACKS) * 2, "a practice takes at least three days, the first one included"
    looked_back = [step for step in camille.steps if step.startswith("look-back-")]
    assert looked_back == [f"look-back-{name}" for name in LOOK_BACKS]
    assert camille.steps[0] == "what-is-known"
    assert camille.steps[-1] == "your-letter"
    assert {"look-back-circle", "weigh-record", "your-letter"} <= {
        step for step, said in camille.said_back.items() if said
    }


LOOK_BACKS = ["circle", "plan", "matters", "catch", "weigh", "problem", "loop", "keep"]


def _sees_the_curve(camille: Follower) -> None:
    camille.go("/progress/")
    expect(camille.page.locator("svg .chart-dot").first).to_be_visible()
    camille.page.locator("summary").first.click()
    scores = camille.page.locator("figure").first.locator("td.figure").all_inner_texts()
    assert {str(score) for score in SCORES} == set(scores)


def test_the_psychologist_sees_a_guided_person_their_curve_and_what_they_shared(new_page: NewPage) -> None:
    claire = Someone(new_page())
    claire.sign_in("claire")
    claire.page.get_by_role("link", name="Thérèse").first.click()
    expect(claire.page.get_by_role("heading", level=1)).to_contain_text("Thérèse")
    expect(claire.page.locator("svg .chart-dot").first).to_be_visible()
    expect(claire.page.locator("main")).to_contain_text("Mon cercle")
