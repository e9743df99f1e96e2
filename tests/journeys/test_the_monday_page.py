"""Whoever answers for a service reads one page on Monday, and a supervisor looks at the cases of the week."""

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
    for said in ("demandes la semaine dernière", "hors délai", "non lu", "pas encore compté"):
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


def test_the_monday_page_prints_on_one_sheet(new_page: NewPage) -> None:
    ana = Someone(new_page(java_script_enabled=False))
    ana.sign_in("admin")
    ana.go("/service/monday/")
    printed = ana.page.pdf(format="A4")
    assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") <= 1


def test_a_supervisor_opens_a_case_and_writes_about_the_work(new_page: NewPage) -> None:
    sofia = Someone(new_page(java_script_enabled=False))
    sofia.sign_in("sofia")
    sofia.go("/supervision/")
    case = sofia.page.locator("main article h3 a").first
    called = str(case.text_content())
    case.click()
    expect(sofia.page.locator("h1")).to_have_text(called)
    sofia.go("/supervision/")
    sofia.page.locator("main a[href$='programme=depression']").click()
    sofia.page.select_option("select[name=to]", label="Claire Morel (Psychologue)")
    sofia.page.select_option("select[name=item-0]", "seen")
    sofia.page.fill("textarea[name=words]", "Vous êtes partie de ses mots. À essayer : une seule étape.")
    sofia.page.locator("main form button[type=submit]").click()
    expect(sofia.page.locator("main")).to_contain_text("Vous êtes partie de ses mots.")

    claire = Someone(new_page(java_script_enabled=False))
    claire.sign_in("claire")
    claire.page.locator("a[href='/supervision/notes/']").click()
    expect(claire.page.locator("main")).to_contain_text("une seule étape")
    expect(claire.page.locator("main")).to_contain_text("Vu, comme prévu")
