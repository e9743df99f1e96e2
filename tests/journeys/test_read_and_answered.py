"""A professional reads what was shared, points at its words and answers; the person finds it where they wrote."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NewPage
from tests.journeys.person import Someone

pytestmark = pytest.mark.browser

WORDS = "J’ai éteint le téléphone et je suis sortie dix minutes."
ANSWER = "Vous êtes sortie malgré tout. Qu’est-ce qui a rendu ces dix minutes possibles ?"


@pytest.mark.parametrize("with_script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_what_samira_shared_is_read_quoted_answered_and_found_where_she_wrote(
    new_page: NewPage, with_script: bool
) -> None:
    samira = Someone(new_page(java_script_enabled=with_script))
    samira.sign_in("samira")
    samira.go("/exercises/new/thought-record/")
    samira.page.locator("main form textarea").first.fill(WORDS)
    samira.fill_what_is_there("Un soir")
    samira.page.check("input[name=share-with-team]")
    samira.send()
    expect(samira.page).to_have_url(re.compile("/exercises/written/"))
    expect(samira.page.locator("main")).to_contain_text(WORDS)
    where_she_wrote = samira.path

    claire = Someone(new_page(java_script_enabled=with_script))
    claire.sign_in("claire")
    claire.go("/desk/reviews/")
    claire.page.locator(f"main .task a[href*='{where_she_wrote.strip('/').split('/')[-1]}']").click()
    expect(claire.page.locator("h1")).to_contain_text("Samira")
    claire.page.fill("textarea[name=words]", ANSWER)
    claire.page.click("main form#answering button:has-text('Envoyer ma réponse')")
    expect(claire.page.locator(".nhsuk-error-summary")).to_contain_text("Cochez une de ses lignes")
    expect(claire.page.locator("textarea[name=words]")).to_have_value(ANSWER)
    claire.page.check("input[name=quoted]:first-of-type >> nth=0")
    claire.page.click("main form#answering button:has-text('Envoyer ma réponse')")
    expect(claire.page.locator(".notice[role=status]").first).to_contain_text("Votre réponse est envoyée")

    samira.go("/today/")
    samira.page.click("main a:has-text('vous a répondu') >> nth=0")
    assert samira.path == where_she_wrote
    expect(samira.page.locator("main")).to_contain_text(ANSWER)
    expect(samira.page.locator("main .own-words")).to_contain_text(WORDS)
