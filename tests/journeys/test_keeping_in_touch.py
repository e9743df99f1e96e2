"""Keeping in touch after a crisis, in a real browser: proposed, read and stopped by the person; and after a death."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import PATIENCE
from tests.journeys.person import Someone
from tests.journeys.site import serving
from tests.journeys.test_accessibility import AXE, NARROW, WIDE, faults

pytestmark = pytest.mark.browser

_SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def look(page: Page) -> None:
    """axe-core finds nothing, on a desk and on a telephone, where nothing needs sideways scrolling."""
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        assert faults(page) == []
    assert page.evaluate(_SIDEWAYS) <= 0
    page.set_viewport_size(WIDE)


def press(page: Page, words: str) -> None:
    page.locator("main button[type=submit]", has_text=words).first.click()


def agrees(page: Page) -> None:
    """What Thérèse says when it is proposed to her."""
    for name, value in (
        ("after", "hospital"),
        ("said", "agreed"),
        ("attempts", "repeated"),
        ("by_message", "card"),
        ("doctor", "gp"),
    ):
        page.check(f"input[name={name}][value={value}]")
    page.fill("input[name=since]", page.evaluate("() => new Date(Date.now() - 864e5).toISOString().slice(0, 10)"))


def test_it_is_agreed_read_done_and_stopped_and_a_death_is_noted_in_two_steps(
    browser: Browser, clinic: Path, tmp_path: Path
) -> None:
    with serving(clinic, tmp_path / "site") as site:

        def somebody(name: str) -> Someone:
            context = browser.new_context(base_url=site.address, locale="fr-FR", bypass_csp=True, viewport=WIDE)
            context.set_default_timeout(PATIENCE)
            one = Someone(context.new_page())
            one.sign_in(name)
            return one

        claire, therese = somebody("claire"), somebody("therese")
        claire.go("/desk/")
        claire.page.click("main tbody th a:has-text('Thérèse')")
        record = claire.path
        claire.page.click("main a[href$='/recontact/']")
        press(claire.page, "Noter sa réponse")
        expect(claire.page.locator(".nhsuk-error-summary")).to_be_visible()
        look(claire.page)
        agrees(claire.page)
        press(claire.page, "Noter sa réponse")
        expect(claire.page.locator("[aria-labelledby=recontact]")).to_contain_text("Un appel")
        look(claire.page)

        claire.page.click("[aria-labelledby=recontact] a:has-text('La carte avec un numéro')")
        look(claire.page)
        claire.page.check("input[name=outcome][value=given]")
        press(claire.page, "Noter ce qu’il en est")
        expect(claire.page.locator("main [role=status]")).to_contain_text("Remis à la personne")
        for path in ("recontact/card/", "recontact/letter/"):
            claire.go(record + path)
            look(claire.page)
        claire.go(record)
        claire.page.click("[aria-labelledby=recontact] a:has-text('Un appel') >> nth=0")
        press(claire.page, "Noter cet essai")
        look(claire.page)

        therese.go("/today/")
        therese.page.click("main a[href='/recontact/']")
        expect(therese.page.locator("main")).to_contain_text("Claire Morel")
        look(therese.page)
        press(therese.page, "Arrêter de garder le lien")
        expect(therese.page.locator("main")).to_contain_text("C’est arrêté")
        look(therese.page)

        claire.go(f"{record}death/")
        claire.page.check("input[name=learnt_from][value=relative]")
        press(claire.page, "Continuer")
        expect(claire.page.locator("h1")).to_have_text("Ce qui s’arrête")
        look(claire.page)
        press(claire.page, "Le noter, et tout arrêter")
        expect(claire.page.locator("main")).to_contain_text("Cette personne est décédée")
        look(claire.page)
        therese.go("/today/")
        expect(therese.page).to_have_url(re.compile("/sign-in/"))
