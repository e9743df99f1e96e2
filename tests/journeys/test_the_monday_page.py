"""Whoever answers for a service reads one page on Monday."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NewPage
from tests.journeys.person import Someone

pytestmark = pytest.mark.browser


def test_a_manager_reads_the_week_on_one_page_and_the_year_on_another(new_page: NewPage) -> None:
    ana = Someone(new_page(java_script_enabled=False))
    ana.sign_in("admin")
    ana.go("/team/")
    ana.page.locator("main a[href='/service/monday/']").click()
    main = ana.page.locator("main")
    expect(main.locator("h1")).to_have_text("La page du lundi")
    for said in ("demandes la semaine dernière", "hors délai", "non lu", "Minutes de lecture et de réponse"):
        expect(main).to_contain_text(said)
    for called in ("Thérèse", "Nadia", "Samira", "Claire"):
        expect(main).not_to_contain_text(called)
    main.locator("a[href='/service/']").click()
    expect(main.locator("h1")).to_have_text("Les chiffres du service")
    expect(main).to_contain_text("Kaplan et Meier")
    expect(main).to_contain_text("aucune adresse n’est gardée ici")
    with ana.page.expect_download() as taken:
        main.locator("a[href='/service/figures.csv']").click()
    assert taken.value.suggested_filename == "figures.csv"
