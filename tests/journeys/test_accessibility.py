"""axe-core on every page, in light, dark and 200 % text; no sideways scrolling on a narrow screen; a keyboard is
enough."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import RequestFactory
from playwright.sync_api import Page, expect

from accalmie.foundation.design.views import server_error
from tests.journeys.addresses import PAGES, WITHOUT_A_PAGE
from tests.journeys.conftest import NewPage
from tests.journeys.person import Someone
from tests.journeys.site import Site

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_RUN = """runOnly => axe.run(document, {runOnly, resultTypes: ["violations"]})
    .then(found => found.violations.map(one =>
        ({rule: one.id, help: one.help, at: one.nodes.map(node => node.target.join(" "))})))"""
_SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
_FOCUSED = """() => {
    const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
    return {href: one.getAttribute("href"), seen: box.width > 0 && box.left >= 0 && box.top >= 0,
            marked: style.outlineStyle !== "none" || style.boxShadow !== "none"};
}"""

WIDE = {"width": 1000, "height": 800}
NARROW = {"width": 320, "height": 640}


def test_every_address_that_shows_a_page_is_looked_at(site: Site) -> None:
    """A new page must be added to the list, or to those that show none."""
    said = subprocess.run(
        [sys.executable, "-c", _NAMES],
        env=os.environ
        | {"ACCALMIE_DATA": str(site.data), "ACCALMIE_DEMO": "1", "DJANGO_SETTINGS_MODULE": "accalmie.site.settings"},
        capture_output=True,
        text=True,
        check=True,
    )
    known = {name for names in PAGES.values() for name, _address in names} - {"home:nowhere"} | WITHOUT_A_PAGE
    assert set(json.loads(said.stdout)) == known


_NAMES = """
import django, json
django.setup()
from django.urls import get_resolver
print(json.dumps([f"{room.app_name}:{one.name}" for room in get_resolver().url_patterns for one in room.url_patterns]))
"""


def signed_in(new_page: NewPage, name: str, **wishes: object) -> Someone:
    person = Someone(new_page(bypass_csp=True, **wishes))
    if name:
        person.sign_in(name)
    return person


def faults(page: Page, *rules: str) -> list[str]:
    """What axe-core, which is on the page, finds wrong with it: by these rules, or by all of WCAG 2.2 AA."""
    asked = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": TAGS}
    return [f"{page.url}: {one['rule']} ({one['help']}) at {one['at']}" for one in page.evaluate(_RUN, asked)]


Faults = dict[str, list[str]]


@pytest.fixture(scope="module")
def seen() -> dict[str, Faults]:
    """What was found on each person's pages, so that each page is opened once."""
    return {}


@pytest.fixture(params=PAGES)
def found(request: pytest.FixtureRequest, new_page: NewPage, seen: dict[str, Faults]) -> Faults:
    """Everything wrong with the pages of one person, by the way of looking."""
    name = str(request.param)
    if name not in seen:
        person = signed_in(new_page, name, viewport=WIDE)
        seen[name] = {way: [] for way in ("light", "dark", "200 %", "320 px")}
        for _name, address in PAGES[name]:
            person.open(address)
            look(person.page, seen[name])
    return seen[name]


def look(page: Page, found: Faults) -> None:
    """By every rule in the light; the dark changes colours alone, larger text sizes alone."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found["light"] += faults(page)
    page.emulate_media(color_scheme="dark")
    found["dark"] += faults(page, "color-contrast")
    page.evaluate("() => document.documentElement.dataset.text = '200'")
    found["200 %"] += faults(page, "target-size") + _sideways(page)
    page.evaluate("() => document.documentElement.dataset.text = '100'")
    page.set_viewport_size(NARROW)
    found["320 px"] += _sideways(page)
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="light")


def _sideways(page: Page) -> list[str]:
    pixels = page.evaluate(_SIDEWAYS)
    return [f"{page.url} is {pixels} pixels too wide"] if pixels > 0 else []


@pytest.mark.parametrize("way", ["light", "dark", "200 %", "320 px"])
def test_axe_finds_nothing_and_nothing_needs_sideways_scrolling(found: Faults, way: str) -> None:
    assert not found[way], "\n".join(found[way])


def test_the_questions_after_a_danger_answer_and_what_follows_them_are_as_open_as_the_rest(new_page: NewPage) -> None:
    awa = signed_in(new_page, "awa", viewport=WIDE)
    found: Faults = {way: [] for way in ("light", "dark", "200 %", "320 px")}
    awa.go("/measures/phq-9/")
    awa.answer("phq-9", [1] * 9)
    awa.send()
    assert "/help/questions/" in awa.page.url
    look(awa.page, found)
    awa.send()
    look(awa.page, found)
    assert not any(found.values()), found


State = Callable[[Someone], None]


def nothing_answered(therese: Someone) -> None:
    therese.go("/exercises/new/thought-record/")
    therese.send()
    expect(therese.page.locator(".nhsuk-error-summary")).to_be_visible()


def sent_twice(therese: Someone) -> None:
    for number, mood in enumerate(("3", "9")):
        therese.go("/mood/")
        therese.page.check(f"input[name=mood][value='{mood}']")
        therese.page.fill("textarea[name=words]", f"un café dehors, {number}")
        therese.page.evaluate(_ALWAYS_THE_SAME_ID)
        therese.send()
    expect(therese.page.locator("main")).to_contain_text("un café dehors, 1")


def given_back(therese: Someone) -> None:
    therese.page.locator("main a[href*='kept=']").click()
    expect(therese.page.locator("textarea[name=words]")).to_have_value("un café dehors, 1")


def for_a_step_that_is_gone(therese: Someone) -> None:
    therese.go("/mood/")
    therese.page.check("input[name=mood][value='3']")
    therese.page.fill("textarea[name=words]", "trois pages, un soir")
    therese.page.evaluate(_SENT_TO, "/programme/step/the-circle/taken-out-since/")
    therese.send()
    expect(therese.page.locator("main")).to_contain_text("trois pages, un soir")


def words_that_say_danger(therese: Someone) -> None:
    therese.go("/mood/")
    therese.page.check("input[name=mood][value='3']")
    therese.page.fill("textarea[name=words]", "Je voudrais être mort.")
    therese.send()
    expect(therese.page.locator("main")).to_contain_text("Je voudrais être mort")


def far_too_long(therese: Someone) -> None:
    therese.go("/mood/")
    therese.page.check("input[name=mood][value='3']")
    therese.page.locator("textarea[name=words]").evaluate("field => { field.value = 'x'.repeat(9_000_000) }")
    therese.send()
    expect(therese.page.locator("h1")).to_have_text("Nous n’avons pas pu lire cet envoi")


def made_worse(therese: Someone) -> None:
    therese.go("/programme/module/the-circle/rate/")
    therese.fill_what_is_there("bien")
    therese.page.check("input[name=worse][value=yes]")
    therese.send()
    expect(therese.page.locator("h1")).to_be_visible()


def somebody_asked_for(therese: Someone) -> None:
    therese.go("/programme/step/the-circle/welcome/other-way/")
    therese.page.check("input[name=wish][value=person]")
    therese.send()
    expect(therese.page.locator("main")).to_contain_text("Claire Morel")


def closed_to_her(therese: Someone) -> None:
    therese.go("/desk/")
    expect(therese.page.locator("h1")).not_to_have_text("Mes patients")


def fallen_over(therese: Someone) -> None:
    therese.go("/about/")
    therese.page.set_content(server_error(RequestFactory().get("/")).content.decode())
    assert therese.page.evaluate(_DRESSED), "the page came without its style sheet"


STATES: tuple[State, ...] = (
    nothing_answered,
    sent_twice,
    given_back,
    for_a_step_that_is_gone,
    words_that_say_danger,
    far_too_long,
    made_worse,
    somebody_asked_for,
    closed_to_her,
    fallen_over,
)
_ALWAYS_THE_SAME_ID = (
    "() => document.querySelector('main form [name=id]').value = '0192f0c1-0000-7000-8000-000000000007'"
)
_DRESSED = "() => [...document.styleSheets].some(one => one.cssRules.length > 50)"
_SENT_TO = "path => document.querySelector('main form').action = path"


def test_pages_that_refuse_fail_or_answer_are_as_open_as_the_rest(new_page: NewPage) -> None:
    therese = signed_in(new_page, "therese", viewport=WIDE)
    found: Faults = {way: [] for way in ("light", "dark", "200 %", "320 px")}
    for state in STATES:
        state(therese)
        look(therese.page, found)
    assert not any(found.values()), found


@pytest.mark.parametrize("name", PAGES)
def test_the_first_tab_shows_the_way_past_the_header_and_the_next_ones_show_where_they_are(
    new_page: NewPage, name: str
) -> None:
    person = signed_in(new_page, name)
    person.open(PAGES[name][0][1])
    person.page.keyboard.press("Tab")
    assert person.page.evaluate(_FOCUSED) == {"href": "#content", "seen": True, "marked": True}
    for _ in range(8):
        person.page.keyboard.press("Tab")
        focused = person.page.evaluate(_FOCUSED)
        assert focused["seen"], focused
        assert focused["marked"], focused
