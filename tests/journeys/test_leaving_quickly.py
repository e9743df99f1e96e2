"""Leaving quickly, in a real browser: the neutral page comes at once, and Back shows nothing of ours.

Another server, under another host name, stands for the weather page.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, Playwright, expect

from tests.journeys.conftest import ARGUMENTS, NewPage, installed_chromium
from tests.journeys.person import Someone
from tests.journeys.site import Site, serving

pytestmark = pytest.mark.browser

SECRET = "une phrase que personne d’autre ne doit lire"
OURS = re.compile("Accalmie|Thérèse|3114|Bonjour|Créer|Respirer|phrase que personne")


class Weather(BaseHTTPRequestHandler):
    """A page about something else, which remembers whence its readers say that they come."""

    came_from: list[str | None] = []  # noqa: RUF012 - one list for all requests of the test

    def do_GET(self) -> None:
        if self.path == "/":
            self.came_from.append(self.headers.get("Referer"))
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write("<!doctype html><title>Météo</title><h1>Demain, du soleil</h1>".encode())

    def log_message(self, *args: object) -> None:
        """Quiet."""


@pytest.fixture(scope="module")
def weather() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Weather) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="module")
def site(clinic: Path, tmp_path_factory: pytest.TempPathFactory, weather: str) -> Iterator[Site]:
    with serving(clinic, tmp_path_factory.mktemp("site"), ACCALMIE_NEUTRAL_SITE=weather) as running:
        yield running


@pytest.fixture(scope="module", params=[False, True], ids=["pages dropped", "pages kept in memory"])
def browser(request: pytest.FixtureRequest, playwright: Playwright) -> Iterator[Browser]:
    """Browsers keep whole pages in memory for Back; Playwright switches that off, and people do not."""
    keeps = ["--disable-back-forward-cache"] if request.param else []
    try:
        started = playwright.chromium.launch(
            executable_path=installed_chromium(), args=ARGUMENTS, ignore_default_args=keeps
        )
    except Error as error:
        pytest.skip(f"no Chromium could be started: {error.message.splitlines()[0]}")
    yield started
    started.close()


with_and_without_script = pytest.mark.parametrize(
    "with_script", [True, False], ids=["with JavaScript", "without JavaScript"]
)


def walked(new_page: NewPage, *, with_script: bool) -> Someone:
    """Thérèse, three pages deep, in the middle of a sentence."""
    therese = Someone(new_page(java_script_enabled=with_script))
    therese.sign_in("therese")
    therese.go("/exercises/")
    therese.go("/exercises/new/thought-record/")
    therese.page.locator("main form textarea").first.fill(SECRET)
    return therese


def is_away(page: Page, weather: str) -> None:
    expect(page).to_have_url(weather)
    expect(page.locator("h1")).to_have_text("Demain, du soleil")
    assert Weather.came_from[-1] is None


def shows_nothing(page: Page) -> None:
    expect(page.locator("h1")).to_have_text("Cette page est fermée")
    expect(page).to_have_title("Carnet")
    assert not OURS.search(page.content())


@with_and_without_script
def test_back_shows_nothing_however_often_it_is_pressed(new_page: NewPage, weather: str, with_script: bool) -> None:
    therese = walked(new_page, with_script=with_script)
    therese.page.click("a.leave-quickly")
    is_away(therese.page, weather)
    for _each in range(3):
        therese.page.go_back(wait_until="domcontentloaded")
        shows_nothing(therese.page)


@with_and_without_script
def test_the_one_link_leads_to_the_welcome_signed_out(new_page: NewPage, weather: str, with_script: bool) -> None:
    therese = walked(new_page, with_script=with_script)
    therese.page.click("a.leave-quickly")
    is_away(therese.page, weather)
    therese.page.go_back(wait_until="domcontentloaded")
    therese.page.click("main a")
    expect(therese.page.locator("h1")).to_contain_text("Quand tout pèse")
    therese.go("/exercises/")
    expect(therese.page).to_have_url(re.compile("/sign-in/"))


@with_and_without_script
def test_a_visitor_of_the_help_page_leaves_as_well(new_page: NewPage, weather: str, with_script: bool) -> None:
    page = new_page(java_script_enabled=with_script)
    page.goto("/")
    page.goto("/help/")
    page.click("main a.quick-exit")
    is_away(page, weather)
    page.go_back(wait_until="domcontentloaded")
    shows_nothing(page)


def test_escape_three_times_leaves_and_the_page_is_replaced(new_page: NewPage, weather: str) -> None:
    therese = walked(new_page, with_script=True)
    before = therese.page.evaluate("history.length")
    for key in ("Escape", "Escape", "a", "Escape"):
        therese.page.keyboard.press(key)
    expect(therese.page.locator("main form textarea").first).to_be_visible()
    for _each in range(2):
        therese.page.keyboard.press("Escape")
    is_away(therese.page, weather)
    assert therese.page.evaluate("history.length") == before


def test_who_signs_in_again_finds_the_sentence_that_was_being_written(new_page: NewPage, weather: str) -> None:
    therese = walked(new_page, with_script=True)
    therese.page.click("a.leave-quickly")
    is_away(therese.page, weather)
    therese.page.go_back(wait_until="domcontentloaded")
    therese.page.click("main a")
    therese.sign_in("therese")
    therese.go("/exercises/new/thought-record/")
    expect(therese.page.locator("main form textarea").first).to_have_value(SECRET)
