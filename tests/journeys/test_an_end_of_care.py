"""An end of care from both sides: proposed, read, answered with a last word, and held by a wish for help."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from accalmie.foundation import clock
from tests.journeys.conftest import NewPage
from tests.journeys.person import Someone
from tests.journeys.test_accessibility import AXE, NARROW, faults

pytestmark = pytest.mark.browser

WORDS = "Vous avez fait tout le chemin du programme. Ma porte reste ouverte."
SAID = "Merci. Les marches du matin m’ont tenue."


def test_therese_reads_it_has_the_last_word_and_still_asks_for_help(new_page: NewPage) -> None:
    claire = Someone(new_page(bypass_csp=True))
    claire.sign_in("claire")
    claire.page.locator("main tbody a", has_text="Thérèse").first.click()
    claire.page.locator("main a", has_text="Fin de suivi").click()
    claire.page.check("input[name=reason][value=attained]")
    claire.page.fill("input[name=ends_on]", (clock.now() + timedelta(days=14)).date().isoformat())
    claire.page.locator("main form button", has_text="Proposer").click()
    expect(claire.page.locator(".nhsuk-error-summary")).to_contain_text("Écrivez quelques mots")
    claire.page.fill("textarea[name=words]", WORDS)
    claire.page.locator("main form button", has_text="Proposer").click()
    expect(claire.page.locator("#proposed")).to_be_visible()
    ending = claire.path

    therese = Someone(new_page(viewport=NARROW, bypass_csp=True))
    therese.sign_in("therese")
    therese.go("/today/")
    therese.page.locator("main a", has_text="votre suivi ici se termine").click()
    expect(therese.page.locator("main")).to_contain_text(WORDS)
    therese.page.evaluate(AXE.read_text(encoding="utf-8"))
    assert faults(therese.page) == []
    therese.page.fill("textarea[name=words]", SAID)
    therese.page.locator("main form button", has_text="voici mon mot").click()
    expect(therese.page.locator("[role=status]")).to_contain_text("Votre équipe le lit")
    therese.page.locator("main a", has_text="J’aimerais encore de l’aide").click()
    therese.page.check("input[name=way][value=callback]")
    therese.page.check("input[name=about][value=how_i_am]")
    therese.page.fill("input[name=reach]", "06 39 98 00 22")
    therese.page.locator("#asking button[type=submit]").click()

    claire.go(ending)
    expect(claire.page.locator("main .own-words")).to_contain_text(SAID)
    expect(claire.page.locator("#waits")).to_be_visible()
    expect(claire.page.locator("main")).to_contain_text("a demandé quelqu’un")
    expect(claire.page.locator("button", has_text="Terminer le suivi")).to_have_count(0)
    claire.page.locator("button", has_text="Le suivi continue").click()
    therese.go("/today/")
    expect(therese.page.locator("main")).not_to_contain_text("votre suivi ici se termine")
