"""A safety plan in a real browser: written with one thumb, kept on the device, read without a network, printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import PATIENCE, NewPage
from tests.journeys.person import Someone
from tests.journeys.site import Site, serving
from tests.journeys.test_accessibility import AXE, faults
from tests.journeys.test_help_without_a_network import keeps_help

pytestmark = pytest.mark.browser

BENCH = "Le banc derrière le gymnase"
SMALL = {"width": 320, "height": 640}
_SHELVES = "async () => (await caches.keys()).includes('plan-here')"


def writes(person: Someone) -> None:
    """On one page: an example with one touch, and words of their own."""
    person.go("/plan/")
    person.page.click("main a[href='/plan/write/']")
    person.page.click("button[name=add][value='alone:1']")
    expect(person.page.locator("#alone")).to_have_value(re.compile("douche"))
    person.page.click("button[name=add][value='professionals:0']")
    person.page.fill("#places", BENCH)
    person.page.fill("#people-0-name", "Karim")
    person.page.fill("#people-0-telephone", "06 39 98 00 11")
    person.page.click("#writing .step-card-actions button")
    expect(person.page.locator("[data-plan-parts]")).to_contain_text(BENCH)


def keeps(page: Page, *, stays: bool = False) -> None:
    if stays:
        page.check("input[name=stays]")
    page.click("[data-keep] button")
    expect(page.locator("[data-kept]")).to_be_visible()


def reads(page: Page) -> None:
    expect(page.locator("[data-plan-here]")).to_contain_text(BENCH)
    expect(page.locator("[data-plan-here] a[href='tel:0639980011']")).to_be_visible()


def test_a_plan_is_read_signed_out_and_without_a_network_and_taken_away_with_one_touch(
    browser: Browser, clinic: Path, tmp_path: Path
) -> None:
    with serving(clinic, tmp_path / "site") as site:
        context = browser.new_context(base_url=site.address, locale="fr-FR", viewport=SMALL)
        context.set_default_timeout(PATIENCE)
        therese = Someone(context.new_page())
        therese.sign_in("therese")
        keeps_help(therese.page)
        writes(therese)
        keeps(therese.page)
        therese.page.click("text=Se déconnecter")
        expect(therese.page).to_have_url(re.compile("signed-out"))
        for address in ("/sign-in/", "/nothing-here/", "/help/"):
            therese.go(address)
            therese.page.click("[data-plan-way] a")
            reads(therese.page)
    try:
        therese.go("/plan/here/")
        reads(therese.page)
        therese.go("/help/")
        therese.page.click("[data-plan-way] a")
        reads(therese.page)
        therese.page.click("[data-forget]")
        expect(therese.page.locator("[data-plan-none]")).to_be_visible()
        therese.go("/help/")
        expect(therese.page.locator("[data-plan-way]")).to_be_hidden()
        assert not therese.page.evaluate(_SHELVES)
    finally:
        context.close()


@pytest.mark.parametrize("stays", [False, True])
def test_leaving_quickly_takes_the_copy_away_unless_it_was_to_stay(new_page: NewPage, stays: bool) -> None:
    therese = Someone(new_page())
    therese.sign_in("therese")
    keeps_help(therese.page)
    writes(therese)
    keeps(therese.page, stays=stays)
    therese.page.click("a.leave-quickly")
    expect(therese.page).not_to_have_url(re.compile("/plan/"))
    therese.go("/plan/here/")
    expect(therese.page.locator("h1")).to_have_text("Cette page est fermée")
    therese.page.click("main a")
    therese.go("/plan/here/")
    expect(therese.page.locator("[data-plan-none]")).to_have_count(0 if stays else 1)
    assert therese.page.evaluate(_SHELVES) is stays


def test_a_change_renews_the_copy_and_an_emptied_plan_leaves_none(new_page: NewPage) -> None:
    therese = Someone(new_page())
    therese.sign_in("therese")
    writes(therese)
    keeps(therese.page)
    therese.go("/plan/write/reasons/")
    therese.page.fill("#reasons", "Mes petits-enfants.")
    therese.page.click("#writing .step-card-actions button")
    expect(therese.page.locator("[data-kept]")).to_be_visible()
    therese.go("/plan/here/")
    expect(therese.page.locator("[data-plan-here]")).to_contain_text("petits-enfants")
    therese.go("/plan/write/")
    for field in therese.page.locator("#writing textarea, #writing input:not([type=hidden])").all():
        field.fill("")
    therese.page.click("#writing .step-card-actions button")
    expect(therese.page.locator("[data-no-plan]")).to_have_count(1)
    expect(therese.page.locator("[data-no-plan]")).to_be_attached()
    therese.page.wait_for_function("async () => !(await caches.keys()).includes('plan-here')")


def test_the_page_that_says_that_all_is_erased_takes_the_copy_away(new_page: NewPage, site: Site) -> None:
    therese = Someone(new_page())
    therese.sign_in("therese")
    writes(therese)
    keeps(therese.page)
    therese.page.goto("/erased/", referer="https://elsewhere.example/")
    therese.page.wait_for_load_state("load")
    assert therese.page.evaluate(_SHELVES)
    therese.page.goto("/erased/", referer=f"{site.address}/my-rights/erase/")
    therese.page.wait_for_function("async () => !(await caches.keys()).includes('plan-here')")


def test_somebody_elses_plan_is_not_renewed_with_mine_nor_shown_as_mine(new_page: NewPage) -> None:
    page = new_page()
    therese = Someone(page)
    therese.sign_in("therese")
    writes(therese)
    keeps(page)
    page.click("text=Se déconnecter")
    noe = Someone(page)
    noe.sign_in("noe")
    writes(noe)
    expect(page.locator("[data-another]")).to_be_visible()
    expect(page.locator("[data-kept]")).to_be_hidden()


def test_without_a_script_a_plan_is_written_and_examples_are_taken_over(new_page: NewPage) -> None:
    yannick = Someone(new_page(java_script_enabled=False))
    yannick.sign_in("yannick")
    yannick.go("/plan/write/")
    yannick.page.fill("#places", BENCH)
    yannick.page.click("button[name=add][value='alone:1']")
    expect(yannick.page.locator("#alone")).to_have_value(re.compile("douche"))
    expect(yannick.page.locator("#places")).to_have_value(BENCH)
    yannick.page.fill("#people-0-name", "Karim")
    yannick.page.press("#people-0-name", "Enter")
    expect(yannick.page.locator("[data-plan-parts]")).to_contain_text(BENCH)
    expect(yannick.page.locator("[data-plan-parts]")).to_contain_text("Karim")


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize(
    "line", ["Un.", "Aller voir la mer, même sous la pluie, et revenir par le marché ! " + "é" * 4]
)
def test_the_longest_plan_is_one_sheet_of_paper(new_page: NewPage, site: Site, line: str) -> None:
    samira = Someone(new_page())
    samira.sign_in("samira")
    samira.go("/plan/write/")
    for field in samira.page.locator("#writing textarea").all():
        field.fill("\n".join([line] * 8)[:500])
    for row in range(5):
        for part in ("people", "professionals"):
            samira.page.fill(f"#{part}-{row}-name", (line * 3)[:80])
            samira.page.fill(f"#{part}-{row}-telephone", "06 39 98 00 11 (après 18 h)")
    samira.page.click("#writing .step-card-actions button")
    expect(samira.page.locator("[data-plan-parts]")).to_be_visible()
    assert pages_of(samira.page.pdf(format="A4", margin=dict.fromkeys(("top", "bottom", "left", "right"), "12mm"))) == 1


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.deep)])
def test_each_page_of_a_plan_that_is_written_is_one_for_everybody(new_page: NewPage, scheme: str) -> None:
    therese = Someone(new_page(bypass_csp=True, color_scheme=scheme, viewport=SMALL))
    therese.page.add_init_script(path=AXE)
    therese.sign_in("therese")
    writes(therese)
    keeps(therese.page)
    for address in ("/plan/", "/plan/write/", "/plan/write/people/", "/plan/versions/", "/plan/here/", "/help/"):
        therese.go(address)
        assert faults(therese.page) == [], address
        assert therese.page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"], address
    therese.open(("/plan/versions/", "main ol a"))
    assert faults(therese.page) == []
