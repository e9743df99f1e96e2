"""From an answer to a proof: a person says danger, somebody on call answers, tries, speaks with them, and closes."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import NewPage
from tests.journeys.person import Someone
from tests.journeys.test_danger_answer import answers_questions, says_so

pytestmark = pytest.mark.browser


def press(page: Page, words: str) -> None:
    page.locator("main button[type=submit]", has_text=words).first.click()


@pytest.mark.parametrize("with_script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_from_an_answer_to_a_closed_alert_with_its_proof(new_page: NewPage, with_script: bool) -> None:
    moussa = Someone(new_page(java_script_enabled=with_script))
    moussa.sign_up(f"moussa-au-bord-{with_script:d}", "Moussa")
    says_so(moussa)
    answers_questions(moussa, wish="yes", intent="yes", plan="yes")

    claire = Someone(new_page(java_script_enabled=with_script))
    claire.sign_in("claire")
    expect(claire.page.locator("[aria-labelledby=alerts-above]")).to_be_visible()
    claire.go("/desk/alerts/")
    waiting = claire.page.locator("main article", has_text="Un plan").first
    assert "Moussa" not in claire.page.locator("main").inner_text()
    waiting.locator("button").click()
    expect(claire.page.locator("h1")).to_have_text("Moussa")

    claire.page.check("input[name=outcome][value=reached]")
    claire.page.check("input[name=goes_on][value=no]")
    claire.page.locator("section[aria-labelledby=closing] textarea").fill("Il est avec sa sœur ce soir.")
    press(claire.page, "Clore cette alerte")
    expect(claire.page.locator(".nhsuk-error-summary")).to_contain_text("Notez d’abord")
    expect(claire.page.locator("section[aria-labelledby=closing] textarea")).to_have_value(
        "Il est avec sa sœur ce soir."
    )

    claire.page.check("input[name=way][value=phone]")
    claire.page.check("input[name=result][value=spoke]")
    press(claire.page, "Noter cet essai")
    expect(claire.page.locator("section[aria-labelledby=tries] li")).to_contain_text("J’ai parlé à la personne")

    claire.page.check("input[name=outcome][value=reached]")
    claire.page.check("input[name=goes_on][value=no]")
    claire.page.locator("section[aria-labelledby=closing] textarea").fill("Il est avec sa sœur ce soir.")
    press(claire.page, "Clore cette alerte")
    expect(claire.page.locator("main [role=status]")).to_contain_text("Close par Claire Morel")
    expect(claire.page).to_have_url(re.compile("/desk/alerts/"))
    claire.go("/desk/alerts/")
    assert "Moussa" not in claire.page.locator("main").inner_text()

    moussa.go("/care/")
    expect(moussa.page.locator("main")).to_contain_text("Claire Morel")
