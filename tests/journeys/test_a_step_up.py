"""A step of care from both sides: proposed by rules, decided by a professional, answered by the person."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NewPage
from tests.journeys.person import Someone
from tests.journeys.test_accessibility import AXE, NARROW, faults

pytestmark = pytest.mark.browser

SAID = "Je vous propose des séances, toutes les deux semaines."


def test_lucas_reads_what_changes_and_says_no(new_page: NewPage) -> None:
    claire = Someone(new_page())
    claire.sign_in("claire")
    claire.page.locator("main tbody a", has_text="Lucas").first.click()
    claire.page.locator("main a", has_text="Son accompagnement").click()
    claire.page.check("input[name=step][value=face_to_face]")
    claire.page.fill("textarea[name=said]", SAID)
    claire.page.locator("main form button", has_text="Décider").click()
    expect(claire.page.locator(".nhsuk-error-summary")).to_contain_text("Écrivez pourquoi")
    expect(claire.page.locator("textarea[name=said]")).to_have_value(SAID)
    claire.page.fill("textarea[name=because]", "Il a demandé à parler plutôt qu’à écrire.")
    claire.page.locator("main form button", has_text="Décider").click()
    expect(claire.page.locator("main")).to_contain_text("n’a pas encore répondu")
    place = claire.path

    lucas = Someone(new_page(viewport=NARROW, bypass_csp=True))
    lucas.sign_in("lucas")
    lucas.go("/today/")
    lucas.page.locator("main a", has_text="accompagner autrement").click()
    expect(lucas.page.locator("main .own-words")).to_contain_text(SAID)
    lucas.page.evaluate(AXE.read_text(encoding="utf-8"))
    assert faults(lucas.page) == []
    lucas.page.check("input[name=agreed][value=no]")
    lucas.page.locator("main form button", has_text="Envoyer ma réponse").click()
    expect(lucas.page.locator("[role=status]")).to_contain_text("Votre équipe le lit")

    claire.go(place)
    expect(claire.page.locator("main")).to_contain_text("La personne a dit non")
