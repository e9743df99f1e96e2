"""A person refuses who was to cover; whoever is away reads it, and whom they may name instead."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from accalmie.foundation import clock
from tests.journeys.conftest import NewPage
from tests.journeys.person import Someone
from tests.journeys.test_accessibility import AXE, NARROW, faults

pytestmark = pytest.mark.browser


def test_emily_refuses_claire_and_karim_reads_it(new_page: NewPage) -> None:
    karim, emily = Someone(new_page(viewport=NARROW, bypass_csp=True)), Someone(new_page())
    karim.sign_in("karim")
    karim.go("/desk/away/")
    day = (clock.now() + timedelta(days=40)).date().isoformat()
    karim.page.select_option("select[name=why]", "leave")
    for field in ("first_day", "last_day"):
        karim.page.fill(f"input[name={field}]", day)
    karim.page.select_option("select[name=everybody]", label="Claire Morel")
    karim.page.locator("main button", has_text="Enregistrer ces jours").click()
    expect(karim.page.locator("main article")).to_have_count(1)

    emily.sign_in("emily")
    emily.go("/care/")
    emily.page.locator("button", has_text="followed by Claire Morel").click()

    karim.go("/desk/reviews/")
    karim.page.locator("a.notice, .notice a", has_text="n’a plus personne").click()
    karim.page.locator("main a", has_text="Choisir quelqu’un pour Emily").click()
    karim.page.evaluate(AXE.read_text(encoding="utf-8"))
    assert faults(karim.page) == []
    karim.page.locator("main form button").click()
    expect(karim.page.locator(".nhsuk-error-summary")).to_contain_text("Choisissez")
    expect(karim.page.locator("select[name=cover]")).not_to_contain_text("Claire Morel")
    expect(karim.page.locator("main")).to_contain_text("Parlez-en avec la personne")
    karim.page.locator(".nhsuk-back-link").click()
    karim.page.locator("main article button").click()
    expect(karim.page.locator("main")).not_to_contain_text("Choisir quelqu’un pour Emily")
