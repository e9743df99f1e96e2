"""The exposure ladder in a real browser without JavaScript, on a telephone: written, put right, gone on with, read by
the tool's page."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import NewPage
from tests.journeys.person import Someone
from tests.journeys.test_accessibility import AXE, faults

pytestmark = pytest.mark.browser

SMALL = {"width": 320, "height": 640}
LADDER = "/exercises/new/exposure-ladder/"
HIGHEST = 4_000
"""Pixels of the empty form at 320: it was six thousand when each row stood open."""


def row(page: Page, number: int) -> None:
    """Open a row that is closed."""
    fold = page.locator("details.fold").nth(number)
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()


def rung(page: Page, number: int, **cells: str) -> None:
    row(page, number)
    for name, given in cells.items():
        page.fill(f"[name=rungs-{number}-{name}]", given)


def sound(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"], page.url


def test_a_ladder_is_written_put_right_and_gone_on_with(new_page: NewPage) -> None:
    lucie = Someone(new_page(viewport=SMALL, java_script_enabled=False))
    lucie.sign_up("lucie-ladder", "Lucie")
    page = lucie.page
    lucie.go(LADDER)
    sound(page)
    assert page.evaluate("document.documentElement.scrollHeight") < HIGHEST
    page.fill("[name=goal]", "Emmener ma fille à la mer en bus")
    rung(page, 0, rung="Un arrêt, près de la porte", expected="50", prediction="Je vais courir")
    lucie.send()
    expect(page.locator(".nhsuk-error-summary")).to_contain_text("Un seul barreau")
    rung(page, 1, rung="Rester à l’arrêt", expected="30", prediction="Je vais tomber")
    page.check("input[name=touches][value=none]")
    lucie.send()
    expect(page).to_have_url(re.compile("/exercises/written/"))
    expect(page.locator(".notice")).to_contain_text("Rester à l’arrêt")
    sound(page)

    page.click("text=Continuer cette feuille")
    expect(page.locator("details.fold summary").first).to_have_text("1 · Rester à l’arrêt")
    rung(page, 0, before="40", peak="70", after="20", learned="Mes jambes tiennent")
    row(page, 0)
    page.select_option("[name=rungs-0-came]", "no")
    page.check("input[name=touches][value=none]")
    lucie.send()
    page.click("text=Toutes mes feuilles de ce genre")
    expect(page).to_have_url(re.compile("/exercises/tool/ladder/$"))
    expect(page.locator(".notice").first).to_contain_text("Prochain barreau")
    expect(page.locator("tbody tr").first).to_contain_text("Un arrêt, près de la porte")
    expect(page.locator("tbody tr").nth(1)).to_contain_text("40 → 70 → 20")
    sound(page)


def test_a_memory_of_shock_is_kept_and_never_proposed(new_page: NewPage) -> None:
    ousmane = Someone(new_page(viewport=SMALL, java_script_enabled=False))
    ousmane.sign_up("ousmane-ladder", "Ousmane")
    page = ousmane.page
    ousmane.go(LADDER)
    page.fill("[name=goal]", "Repasser par cette rue")
    rung(page, 0, rung="Le coin de la rue", expected="40")
    rung(page, 1, rung="Revoir la scène", expected="90")
    page.check("input[name=touches][value=memory]")
    ousmane.send()
    expect(page.locator(".notice")).to_contain_text("professionnel formé")
    expect(page.locator(".notice")).not_to_contain_text("Prochain barreau")
    expect(page.locator("main")).to_contain_text("Revoir la scène")


@pytest.mark.parametrize("path", [LADDER, "/exercises/new/drink-diary/", "/exercises/new/mood-checkin/"])
def test_the_forms_of_tools_are_sound_for_everybody(new_page: NewPage, path: str) -> None:
    therese = Someone(new_page(viewport=SMALL))
    therese.sign_up(f"therese-{path.split('/')[-2]}", "Thérèse")
    therese.go(path)
    sound(therese.page)
    therese.page.evaluate(AXE.read_text(encoding="utf-8"))
    assert faults(therese.page) == []
