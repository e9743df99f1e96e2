"""A person goes through all eight modules in a real browser, at simulated dates, in French: alone without JavaScript,
and with it beside a psychologist, who answers on the way and sees what she should."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PATIENCE, NewPage
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
REVIEWS = ["plan-review", "weigh-review", "keep-review"]
SHARED = "my-circle-drawn"
"""The step whose sheet is opened to the care team."""
ANSWER = "J’ai lu votre semaine, et j’y vois trois vraies sorties."


class Follower(Someone):
    """Somebody who follows the programme to the letter, and remembers what the pages showed."""

    steps: list[str]
    said_back: dict[str, set[str]]
    measured: int
    practised: list[str]
    """The practice noted, once for each day."""
    rated: list[str]
    """The modules whose two questions at the end were answered."""

    def __init__(self, new_page: NewPage, *, with_script: bool) -> None:
        super().__init__(new_page(java_script_enabled=with_script))
        self.steps, self.said_back, self.measured = [], {}, 0
        self.practised, self.rated = [], []

    def starts(self, programme: str, title: str, scores: dict[str, list[int]]) -> None:
        """From the list of programmes: the questionnaires that come first, then a no to each question of the start."""
        self.go("/programmes/")
        self.page.locator(f"main a[href='/programmes/{programme}/']").first.click()
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(title)
        while (questionnaire := self.page.locator("a.nhsuk-button[href*='/measures/']")).count():
            questionnaire.first.click()
            name = self._last_word()
            self.answer(name, scores[name])
            self._goes_on()
        for question in self.page.locator("main fieldset:has(input[value=no])").all():
            question.locator("input[value=no]").check()
        self.send()
        expect(self.page).to_have_url(re.compile("/programme/step/|/measures/"), timeout=PATIENCE)

    def goes_on_until(self, step: str, *, longest: int) -> None:
        """Day after day, until this step is done. `longest`: days after which it must have been on offer."""
        for _ in range(longest + 1):
            self.a_day(until=step)
            if step in self.steps:
                return
            self.a_day_passes()
        raise AssertionError(f"{step} is not offered; last steps: {self.steps[-5:]}")

    def a_day(self, *, until: str = "") -> bool:
        """Do all that is offered today, page after page as the site leads, at most until this step is done; whether the
        programme is done."""
        for _ in range(MOST_PAGES):
            if until in self.steps:
                return False
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
        self.practised.append(self._last_word())
        self.page.check("input[name=done][value=yes]")
        self.page.fill("textarea[name=words]", "fait, dix minutes")

    def _do_page(self) -> None:
        if "/programme/practice/" in self.path:
            self._note_practice()
        elif "/measures/phq-9/" in self.path:
            score = SCORES[min(self.measured, len(SCORES) - 1)]
            self.answer("phq-9", [1] * score + [0] * (ITEMS - score))
            self.measured += 1
        elif self.path.endswith("/rate/"):
            self.rated.append(self._last_word("/rate/"))
            self.fill_what_is_there("bien")
        elif "/measures/" in self.path:
            self.fill_what_is_there("bien")
        else:
            self._do_step()
        self._goes_on()

    def _do_step(self) -> None:
        step = self._last_word()
        self.steps.append(step)
        shown = self.page.locator(".reading").inner_text()
        earlier = {words for path, all_words in self.wrote.items() if path != self.path for words in all_words}
        self.said_back[step] = {words for words in earlier if words in shown}
        self.fill_what_is_there(f"mes mots à {step}")
        if step == SHARED:
            self.page.check("main form input[type=checkbox][value=yes]")

    def _last_word(self, end: str = "/") -> str:
        """What the address names last, before its end."""
        return self.path.removesuffix(end).rsplit("/", 1)[-1]

    def _goes_on(self) -> None:
        """Send the form; the next page is another one, without anything to put right."""
        before = self.page.url
        self.send()
        self.page.wait_for_load_state("domcontentloaded")
        wrong = self.page.locator(".nhsuk-error-summary")
        assert not wrong.count(), f"{before}: {wrong.inner_text()}"


class Psychologist(Someone):
    """Claire, at her desk, whenever there is something for her to answer."""

    answered: int = 0

    def at_the_desk(self) -> None:
        self.go("/desk/")
        if self.path == "/sign-in/":
            self.sign_in("claire")
            self.go("/desk/")

    def invites(self) -> str:
        """A code to give by voice or on paper."""
        self.at_the_desk()
        self.go("/desk/invite/")
        self.send()
        return self.page.locator("main li strong").last.inner_text()

    def opens(self, called: str) -> None:
        self.at_the_desk()
        self.page.locator("main tbody th a", has_text=called).click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text(called)

    def answers(self, called: str) -> None:
        """Write to the step that waits for her."""
        self.opens(called)
        form = self.page.locator("form[action$='/review-step/']")
        if form.locator("input[name=quoted]").count():
            form.locator("input[name=quoted]").first.check()
        form.locator("textarea").fill(ANSWER)
        form.locator("button[type=submit]").click()
        expect(self.page.locator("form[action$='/review-step/']")).to_have_count(0)
        self.answered += 1


def test_somebody_goes_through_all_eight_modules_alone_without_javascript(new_page: NewPage) -> None:
    camille = Follower(new_page, with_script=False)
    camille.sign_up("camille-seule", "Camille")
    camille.send()
    _starts(camille)
    _goes_through(camille)
    _sees_the_curve(camille)
    _comes_back(camille)


@pytest.mark.deep
def test_somebody_goes_through_them_beside_a_psychologist_who_sees_how_they_are(new_page: NewPage) -> None:
    claire, maelle = Psychologist(new_page()), Follower(new_page, with_script=True)
    maelle.sign_up("maelle", "Maëlle")
    maelle.send()
    maelle.go("/care/join/")
    maelle.page.fill("input[name=code]", claire.invites())
    maelle.send()
    expect(maelle.page.locator("main")).to_contain_text("Claire Morel")
    _starts(maelle)
    _goes_through(maelle, claire)
    assert claire.answered == len(REVIEWS)
    maelle.go(f"/programme/step/plan-the-week/{REVIEWS[0]}/")
    expect(maelle.page.locator("main")).to_contain_text(ANSWER)
    _sees_the_curve(maelle)
    _is_seen_by(claire, maelle)
    _comes_back(maelle)


def _goes_through(somebody: Follower, claire: Psychologist | None = None) -> None:
    days = 0
    while not somebody.a_day():
        days += 1
        assert days < LONGEST, f"not finished after {days} days; last steps: {somebody.steps[-5:]}"
        if (
            claire is not None
            and somebody.page.locator("main .notice", has_text="La personne qui vous suit lit").count()
        ):
            claire.answers("Maëlle")
        somebody.a_day_passes()
    _went_through(somebody, days)


def _starts(camille: Follower) -> None:
    camille.go("/today/")
    camille.page.get_by_role("link", name="Voir les programmes").click()
    camille.page.locator("main a[href='/programmes/depression/']").first.click()
    while (questionnaire := camille.page.locator("a.nhsuk-button[href*='/measures/']")).count():
        questionnaire.first.click()
        camille._do_page()
    for question in camille.page.locator("main fieldset:has(input[value=no])").all():
        question.locator("input[value=no]").check()
    camille.send()
    expect(camille.page).to_have_url(re.compile("/programme/step/|/measures/"))


def _went_through(camille: Follower, days: int) -> None:
    """Every module was met, in its order; what was written came back; the waiting was real."""
    assert days >= len(LOOK_BACKS) * 2, "a practice takes at least three days, the first one included"
    looked_back = [step for step in camille.steps if step.startswith("look-back-")]
    assert looked_back == [f"look-back-{name}" for name in LOOK_BACKS]
    assert len(camille.rated) == len(set(camille.rated)) == len(LOOK_BACKS)
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


def _is_seen_by(claire: Psychologist, maelle: Follower) -> None:
    """The curve, what was done, the one sheet that was opened, and what was said of the modules; no other words."""
    claire.opens("Maëlle")
    shown = claire.page.locator("main")
    expect(shown.locator("svg .chart-dot").first).to_be_visible()
    expect(shown.locator("section[aria-labelledby=doing] tbody tr").first).to_contain_text("8")
    expect(shown.locator("section[aria-labelledby=opinions]")).to_contain_text("bien")
    sheets = shown.locator("section[aria-labelledby=shared] article")
    expect(sheets).to_have_count(1)
    expect(sheets).to_contain_text(f"mes mots à {SHARED}")
    private = [words for path, words in maelle.wrote.items() if path.endswith("/your-letter/")]
    assert private
    assert all(one not in shown.inner_text() for words in private for one in words)


def _comes_back(somebody: Follower) -> None:
    """The way back is one touch from the end, and has the letter's words in it."""
    somebody.go("/today/")
    somebody.page.get_by_role("link", name="Revenir : trois minutes").click()
    expect(somebody.page).to_have_url(re.compile("/programme/step/-/welcome-back/"))
    expect(somebody.page.locator(".reading")).to_contain_text("mes mots à")
