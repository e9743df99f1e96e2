"""Help without a network, in a real browser: the site is really stopped, and the numbers are there."""

from __future__ import annotations

import json
import re
from pathlib import Path
from time import monotonic

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import PATIENCE
from tests.journeys.person import Someone
from tests.journeys.site import serving

pytestmark = pytest.mark.browser

_ACTIVE = "async () => (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated'"
_KEPT = """async () => {
    const kept = {};
    for (const name of await caches.keys())
        for (const one of await (await caches.open(name)).keys())
            kept[new URL(one.url).pathname] = await (await caches.match(one)).text();
    return kept;
}"""


def keeps_help(page: Page) -> str:
    """Wait until the small script is at work; returns its address. A page that came before it is opened again: it is
    the next one that the script stands behind."""
    until = monotonic() + PATIENCE / 1000
    while not page.evaluate(_ACTIVE):
        assert monotonic() < until, "the script that keeps help did not start"
        page.wait_for_timeout(50)
    page.goto(page.url)
    return str(page.evaluate("navigator.serviceWorker.controller.scriptURL"))


def shows_the_numbers(page: Page) -> None:
    for address in ("tel:15", "tel:112", "sms:114", "tel:3114"):
        expect(page.locator(f"main a[href='{address}']").first).to_be_visible()
    expect(page.locator(".masthead .help-now")).to_have_css(
        "border-top-left-radius", "32px"
    )  # the style sheet is there


def test_the_numbers_are_there_when_the_site_is_not(browser: Browser, clinic: Path, tmp_path: Path) -> None:
    with serving(clinic, tmp_path / "site") as site:
        context = browser.new_context(base_url=site.address, locale="fr-FR")
        context.set_default_timeout(PATIENCE)
        therese = Someone(context.new_page())
        therese.sign_in("therese")
        assert keeps_help(therese.page).endswith("/service-worker.js")
        therese.go("/exercises/new/thought-record/")
        kept = therese.page.evaluate(_KEPT)
    try:
        therese.go("/help/")
        expect(therese.page.locator("h1")).to_have_text("Aide maintenant")
        shows_the_numbers(therese.page)
        therese.go("/today/")
        expect(therese.page.locator("h1")).to_have_text("Pas de réseau pour l’instant")
        shows_the_numbers(therese.page)
        therese.page.click(".masthead .help-now")
        expect(therese.page.locator("h1")).to_have_text("Aide maintenant")
        therese.page.click("text=English")
        expect(therese.page.locator("h1")).to_have_text("Help now")
        shows_the_numbers(therese.page)
        nothing_personal_is(kept)
        leaves_and_stays_away(therese)
    finally:
        context.close()


def leaves_and_stays_away(person: Someone) -> None:
    """Leave quickly without a network: what stands there says nothing, nor does Back, nor any address."""
    expect(person.page.locator("h2#talk")).to_be_visible()
    person.page.click(".leave-quickly")
    shows_nothing(person.page)
    person.page.go_back()
    shows_nothing(person.page)
    for path in ("/today/", "/help/"):
        person.go(path)
        shows_nothing(person.page)
    person.page.click("main a")
    expect(person.page.locator("h1")).to_have_text("Pas de réseau pour l’instant")


def shows_nothing(page: Page) -> None:
    expect(page.locator("h1")).to_have_text(re.compile("Cette page est fermée|This page is closed"))
    assert "Accalmie" not in page.content()


def test_whoever_left_without_a_network_is_signed_out_when_it_is_back(
    browser: Browser, clinic: Path, tmp_path: Path
) -> None:
    with serving(clinic, tmp_path / "site") as site:
        context = browser.new_context(base_url=site.address, locale="fr-FR")
        context.set_default_timeout(PATIENCE)
        therese = Someone(context.new_page())
        therese.sign_in("therese")
        keeps_help(therese.page)
        context.set_offline(True)
        therese.go("/today/")
        therese.page.click(".leave-quickly")
        expect(therese.page.locator("h1")).to_have_text("Cette page est fermée")
        context.set_offline(False)
        therese.go("/today/")
        expect(therese.page.locator("h1")).to_have_text("Cette page est fermée")
        therese.page.click("main a")
        therese.go("/today/")
        expect(therese.page).to_have_url(re.compile("/sign-in/"))
        context.close()


def nothing_personal_is(kept: dict[str, str]) -> None:
    pages = {path for path in kept if not path.startswith("/static/")}
    assert pages - {"/language"} == {
        f"/offline/{kind}/{code}/" for kind in ("help", "page", "rest", "plan") for code in ("fr", "en")
    }
    assert "Thérèse" not in json.dumps(kept, ensure_ascii=False)
    assert "csrfmiddlewaretoken" not in json.dumps(kept)


def test_who_reads_in_english_is_helped_in_english(browser: Browser, clinic: Path, tmp_path: Path) -> None:
    with serving(clinic, tmp_path / "site") as site:
        context = browser.new_context(base_url=site.address, locale="en-GB")
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.goto("/")
        keeps_help(page)
        page.goto("/help/")
        expect(page.locator("h1")).to_have_text("Help now")
    try:
        page.goto("/sign-in/")
        expect(page.locator("h1")).to_have_text("No network for the moment")
        shows_the_numbers(page)
    finally:
        context.close()


def test_a_form_that_the_network_did_not_take_is_still_there(browser: Browser, clinic: Path, tmp_path: Path) -> None:
    with serving(clinic, tmp_path / "site") as site:
        context = browser.new_context(base_url=site.address, locale="fr-FR")
        therese = Someone(context.new_page())
        therese.sign_in("therese")
        therese.go("/mood/")
        therese.page.check("input[name=mood][value='4']")
        therese.page.fill("textarea[name=words]", "des mots qui ne sont pas partis")
        context.route("**/mood/", lambda route: route.abort("internetdisconnected"))
        with therese.page.expect_event("requestfailed"):
            therese.page.click("form#writing button[type=submit]", no_wait_after=True)
        expect(therese.page.locator("form#writing")).to_have_count(0)
        context.unroute_all()
        therese.go("/mood/")
        expect(therese.page.locator("textarea[name=words]")).to_have_value("des mots qui ne sont pas partis")
        expect(therese.page.locator("input[name=mood][value='4']")).to_be_checked()
        context.close()


def test_without_a_script_they_are_plain_pages(browser: Browser, clinic: Path, tmp_path: Path) -> None:
    with serving(clinic, tmp_path / "site") as site:
        context = browser.new_context(base_url=site.address, locale="fr-FR", java_script_enabled=False)
        page = context.new_page()
        for path in ("/help/", "/offline/help/fr/", "/offline/page/fr/"):
            page.goto(path)
            shows_the_numbers(page)
        context.close()
