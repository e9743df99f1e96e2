"""A whole morning of a professional by keyboard alone: triage, three answers, a call noted, a letter, a step up."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests import figures
from tests.journeys.conftest import NewPage
from tests.journeys.person import Someone

pytestmark = pytest.mark.browser

ANSWER = "Vous l’avez fait malgré la fatigue. Qu’est-ce qui vous y a aidée ?"
_FOCUSED = """([selector, words]) => {
    const one = document.activeElement;
    return one !== null && one.matches(selector) && (words === "" || one.textContent.includes(words));
}"""


@dataclass
class Hands:
    """A keyboard, and no mouse. `presses`: every key that was struck."""

    page: Page
    presses: int = 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.presses += 1

    def write(self, words: str) -> None:
        self.page.keyboard.type(words)
        self.presses += len(words)

    def to(self, selector: str, words: str = "", *, at_most: int = 200) -> None:
        """On with the Tab key until this has the focus."""
        for _time in range(at_most):
            if self.page.evaluate(_FOCUSED, [selector, words]):
                return
            self.press("Tab")
        pytest.fail(f"{self.page.url}: nothing like {selector} “{words}” comes within {at_most} tabs")

    def enter(self, selector: str, words: str = "") -> None:
        """Follow a link, or press a button, and wait for the page that comes."""
        self.to(selector, words)
        with self.page.expect_navigation(wait_until="load"):
            self.press("Enter")


def shared(new_page: NewPage, count: int) -> None:
    """Samira opens so many exercises to her team."""
    samira = Someone(new_page())
    samira.sign_in("samira")
    for number in range(count):
        samira.go("/exercises/new/thought-record/")
        samira.page.locator("main form textarea").first.fill(f"Je n’y arriverai pas, pensée {number + 1}.")
        samira.fill_what_is_there("Un soir")
        samira.page.check("input[name=share-with-team]")
        samira.send()


def looks_over_the_list(hands: Hands) -> None:
    page = hands.page
    hands.to("[data-list], [data-list] *")
    hands.press("j")
    first = page.locator("tbody th[scope=row] a").first
    expect(first).to_be_focused()
    expect(page.locator("tbody tr").first).to_contain_text(re.compile(r"\w{4}"))


def answers(hands: Hands) -> None:
    hands.enter(".task a")
    hands.to("#answering input[name=quoted]")
    hands.press("Space")
    hands.to("#answering textarea[name=words]")
    hands.write(ANSWER)
    hands.enter("#answering button", "Envoyer ma réponse")
    expect(hands.page.locator(".notice[role=status]").first).to_contain_text("Votre réponse est envoyée")


def opens(hands: Hands, called: str) -> None:
    """From any page to somebody’s, through the search of the list."""
    hands.page.goto("/desk/")
    hands.to("[data-list], [data-list] *")
    hands.press("/")
    hands.write(called)
    with hands.page.expect_navigation(wait_until="load"):
        hands.press("Enter")
    hands.to("tbody th[scope=row] a")
    with hands.page.expect_navigation(wait_until="load"):
        hands.press("Enter")
    expect(hands.page.locator("h1")).to_contain_text(called)


def notes_a_call(hands: Hands) -> None:
    hands.to("details:has(form[action$='/contacts/']) > summary")
    hands.press("Enter")
    hands.to("form[action$='/contacts/'] input[name=channel]")
    hands.press("Space")
    hands.to("form[action$='/contacts/'] textarea[name=words]")
    hands.write("Voix posée, dort mieux.")
    hands.enter("form[action$='/contacts/'] button")
    expect(hands.page.locator("main")).to_contain_text("Voix posée, dort mieux.")


def writes_to_the_doctor(hands: Hands) -> None:
    hands.enter("a[href$='/goals/']")
    hands.enter("a[href$='/letters/new/']")
    hands.to("input[name=aim]")
    hands.press("Space")
    hands.to("input[name=recipient]")
    hands.press("Control+a")
    hands.write("Dr Lenoir")
    hands.to("textarea[name=why]")
    hands.write("Nous suivons cette personne depuis cinq semaines.")
    hands.enter("#preparing button", "")
    expect(hands.page.locator("main")).to_contain_text("Dr Lenoir")


def decides_a_step_up(hands: Hands) -> None:
    hands.enter("main a[href$='/step/']")
    hands.to("input[name=step]")
    while not hands.page.locator("input[name=step][value=face_to_face]").is_checked():
        hands.press("ArrowDown")
    hands.to("textarea[name=because]")
    hands.write("Préfère parler.")
    hands.to("textarea[name=said]")
    hands.write("Je vous propose que nous nous voyions toutes les deux semaines.")
    hands.enter("main form button", "Décider")
    expect(hands.page.locator("main")).to_contain_text("n’a pas encore répondu")


def test_a_morning_without_a_mouse(new_page: NewPage) -> None:
    shared(new_page, 3)
    claire = Someone(new_page())
    claire.sign_in("claire")
    claire.go("/desk/")
    hands = Hands(claire.page)
    looks_over_the_list(hands)
    hands.press("Home")
    claire.go("/desk/reviews/")
    for _time in range(3):
        answers(hands)
    opens(hands, "Samira")
    notes_a_call(hands)
    opens(hands, "Lucas")
    writes_to_the_doctor(hands)
    opens(hands, "Lucas")
    decides_a_step_up(hands)
    figures.note(morning_keys=hands.presses)
    assert hands.presses < 2_500
