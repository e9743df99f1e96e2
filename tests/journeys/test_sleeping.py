"""Sleep in a real browser without JavaScript: a week of nights, a window, and the window of the week after."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import NewPage
from tests.journeys.person import Someone
from tests.journeys.test_accessibility import AXE, faults

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("after_the_night")]

SMALL = {"width": 320, "height": 640}
ILL = {"into_bed": "22:30", "tried_to_sleep": "22:45", "latency": "60", "awakenings": "3", "awake": "75",
       "final_awakening": "06:15", "out_of_bed": "07:00", "naps": "0"}  # fmt: skip
KEPT = {
    **ILL,
    "into_bed": "00:30",
    "tried_to_sleep": "00:30",
    "latency": "10",
    "awake": "15",
    "final_awakening": "06:50",
}
Look = Callable[[str], None]


def notes(person: Someone, night: str, answers: dict[str, str]) -> None:
    person.go(night)
    for name, given in answers.items():
        person.page.fill(f"input[name={name}]", given)
    person.page.check("input[name=quality][value='2']")
    person.send()
    expect(person.page).to_have_url(re.compile(r"/sleep/$"))


def notes_the_week(person: Someone, answers: dict[str, str]) -> None:
    """Last night's from the card, the others from the list of those that are missing."""
    for _night in range(7):
        person.go("/sleep/")
        card = person.page.locator(".step-card a.nhsuk-button")
        missed = person.page.locator("main details li a")
        link = (card if card.count() else missed).first
        notes(person, str(link.get_attribute("href")), answers)


def answers_all(page: Page, answer: str) -> None:
    for one in page.locator(f"main input[type=radio][value={answer}]").all():
        one.check()


def sound(page: Page) -> None:
    """Nothing wider than the telephone."""
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"], page.url


def test_a_week_of_nights_becomes_a_window_and_the_next_week_another(new_page: NewPage) -> None:
    lucie = Someone(new_page(viewport=SMALL, java_script_enabled=False))
    lucie.sign_up("lucie-b", "Lucie")
    notes_the_week(lucie, ILL)
    sound(lucie.page)
    expect(lucie.page.locator("#week ~ dl")).to_contain_text("Temps de sommeil")
    lucie.page.click("text=Répondre aux questions sur ma santé")
    answers_all(lucie.page, "no")
    lucie.send()
    lucie.page.click("text=Choisir comment commencer")
    sound(lucie.page)
    lucie.page.check("input[name=method][value=restriction]")
    lucie.page.fill("input[name=rise]", "07:00")
    lucie.send()
    said = lucie.page.locator(".window-said")
    expect(said).to_contain_text(re.compile(r"Au lit à partir de 1\sh\s30, lever à 7\sh\s00"))
    lucie.a_day_passes(7)
    notes_the_week(lucie, KEPT)
    lucie.page.click("text=Faire le point de la semaine")
    sound(lucie.page)
    answers_all(lucie.page, "no")
    lucie.send()
    expect(said).to_contain_text(re.compile(r"Au lit à partir de 1\sh\s15"))
    expect(lucie.page.locator("main")).to_contain_text("Il y a de la place")
    sound(lucie.page)
    lucie.go("/sleep/week/")
    answers_all(lucie.page, "no")
    lucie.page.check("input[name=nodding][value=yes]")
    lucie.send()
    expect(lucie.page.locator("main")).to_contain_text("laissez le volant")
    expect(said).to_contain_text(re.compile(r"une fenêtre de 8\sh\s30"))


def test_its_pages_hold_for_everybody(new_page: NewPage) -> None:
    """The pages that need nights and a window, looked at with axe."""
    paul = Someone(new_page(viewport=SMALL))
    paul.sign_up("paul-s", "Paul")
    notes_the_week(paul, ILL)
    seen = ["/sleep/"]
    paul.go("/sleep/window/questions/")
    answers_all(paul.page, "no")
    paul.send()
    for path in (*seen, "/sleep/window/start/"):
        paul.go(path)
        paul.page.evaluate(AXE.read_text(encoding="utf-8"))
        assert not faults(paul.page), path
    paul.page.check("input[name=method][value=compression]")
    paul.page.fill("input[name=rise]", "07:00")
    paul.send()
    for path in ("/sleep/", "/sleep/window/", "/sleep/week/", "/sleep/window/too-hard/"):
        paul.go(path)
        paul.page.evaluate(AXE.read_text(encoding="utf-8"))
        assert not faults(paul.page), path
        sound(paul.page)
