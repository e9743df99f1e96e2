"""*Understanding* in a real browser: a visitor gives an example and gets it back, and leaves nothing behind."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import NewPage
from tests.journeys.test_accessibility import AXE, NARROW, faults

pytestmark = pytest.mark.browser

MOMENT = "Dans la file, à la pharmacie"
BOTH = pytest.mark.parametrize("with_script", [True, False], ids=["with JavaScript", "without JavaScript"])


def go_on(page: Page) -> None:
    page.click("main .step-card-actions >> text=Continuer")


def asked(page: Page) -> None:
    """From the first page of the site to the question of the piece on panic."""
    page.goto("/")
    page.click("text=Comprendre ce qui se passe")
    expect(page.locator("h1")).to_have_text("Comprendre")
    page.click("text=Qu’est-ce qu’une attaque de panique")
    go_on(page)
    go_on(page)
    expect(page.get_by_label("Où étiez-vous")).to_be_visible()


def answered(page: Page, reading: str) -> None:
    asked(page)
    page.get_by_label("Où étiez-vous").fill(MOMENT)
    page.get_by_label("le cœur").check()
    page.get_by_label("À cet instant").fill(reading)
    page.get_by_label("Combien de temps").fill("15")
    go_on(page)


@BOTH
def test_a_visitor_gets_their_own_example_back(new_page: NewPage, with_script: bool) -> None:
    page = new_page(java_script_enabled=with_script)
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))
    answered(page, "Je vais tomber")
    main = page.locator("main")
    expect(main).to_contain_text(f"«\u00a0{MOMENT}\u00a0»")
    expect(main).to_contain_text("Votre cercle a commencé par le cœur")
    go_on(page)
    page.locator("input[name=sure_then][value='9']").check()
    page.locator("input[name=sure_now][value='2']").check()
    go_on(page)
    expect(main).to_contain_text("9 sur 10 pendant l’alarme, 2 maintenant")
    go_on(page)
    expect(page.get_by_role("heading", name="Et ensuite")).to_be_visible()
    page.click("text=La page d’avant")
    expect(main).to_contain_text("9 sur 10 pendant l’alarme, 2 maintenant")
    assert not [address for address in addresses if "pharmacie" in address or "tomber" in address]


@BOTH
def test_going_back_finds_what_was_typed_or_a_page_to_type_in(new_page: NewPage, with_script: bool) -> None:
    page = new_page(java_script_enabled=with_script)
    answered(page, "Je vais tomber")
    page.click("text=La page d’avant")
    expect(page.get_by_label("Où étiez-vous")).to_have_value(MOMENT)
    expect(page.get_by_label("le cœur")).to_be_checked()
    go_on(page)
    expect(page.locator("main")).to_contain_text(MOMENT)


def test_the_browsers_own_back_leads_to_the_question(new_page: NewPage) -> None:
    page = new_page()
    answered(page, "Je vais tomber")
    page.wait_for_load_state()  # the browser's history is not its own while a page is still coming
    page.go_back()
    expect(page.get_by_label("Où étiez-vous")).to_be_visible()


@BOTH
def test_words_of_danger_show_help_at_once_and_the_way_on(new_page: NewPage, with_script: bool) -> None:
    page = new_page(java_script_enabled=with_script)
    answered(page, "je ne veux plus vivre")
    expect(page.locator("h1")).to_have_text("Avant de continuer")
    for number in ("15", "112", "3114"):
        expect(page.locator(f"main a[href='tel:{number}']")).to_be_visible()
    page.click("text=Continuer la page")
    expect(page.locator("main")).to_contain_text("«\u00a0je ne veux plus vivre\u00a0»")


def test_nothing_stays_in_the_browser(new_page: NewPage) -> None:
    page = new_page()
    answered(page, "Je vais tomber")
    page.goto("/")
    assert {cookie["name"] for cookie in page.context.cookies()} == {"accalmie-form"}
    assert "pharmacie" not in page.evaluate("() => JSON.stringify([{...localStorage}, {...sessionStorage}])")
    asked(page)
    expect(page.get_by_label("Où étiez-vous")).to_have_value("")


@pytest.mark.parametrize("theme", ["light", pytest.param("dark", marks=pytest.mark.deep)])
def test_its_pages_are_as_open_as_the_rest(new_page: NewPage, theme: str) -> None:
    """Those that only an answer shows; the others are in the list of all pages."""
    page = new_page(bypass_csp=True, viewport=NARROW, color_scheme=theme)
    found: list[str] = []

    def look() -> None:
        page.evaluate(AXE.read_text("utf-8"))
        found.extend(faults(page))
        assert page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0

    answered(page, "Je vais tomber")
    look()
    page.click("text=La page d’avant")
    page.get_by_label("Combien de temps").fill("longtemps")
    page.get_by_label("Où étiez-vous").fill("a" * 300)
    go_on(page)
    expect(page.locator(".nhsuk-error-summary")).to_be_visible()
    look()
    page.get_by_label("Combien de temps").fill("15")
    page.get_by_label("À cet instant").fill("je ne veux plus vivre")
    go_on(page)
    expect(page.locator("h1")).to_have_text("Avant de continuer")
    look()
    page.click("text=Continuer la page")
    look()
    assert found == []
