"""What each page weighs over the wire, as a browser sees it: at a first visit, at the next, and from which origins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench.arithmetic import percentile
from bench.serving import Server
from tests.journeys.addresses import PAGES
from tests.journeys.conftest import ARGUMENTS, installed_chromium
from tests.journeys.person import Someone

KB = 1000
VISITOR = ""
NEWCOMER = "noe"
MOST_QUESTIONS = 12


@dataclass
class Visit:
    """What one load of a page brought over the wire, headers included: bytes by address."""

    brought: dict[str, int] = field(default_factory=dict)

    @property
    def kb(self) -> float:
        return sum(self.brought.values()) / KB

    @property
    def css_kb(self) -> float:
        return sum(size for address, size in self.brought.items() if urlsplit(address).path.endswith(".css")) / KB

    def elsewhere(self, origin: str) -> list[str]:
        """What was asked of another origin."""
        return [address for address in self.brought if not address.startswith((f"{origin}/", "data:"))]


class Wire:
    """Counts what arrives at a page, asking the browser itself."""

    def __init__(self, page: Page) -> None:
        self._visit = Visit()
        self._addresses: dict[str, str] = {}
        self._session = page.context.new_cdp_session(page)
        self._session.send("Network.enable")
        # What the service worker keeps ahead is apart: a page that it serves would weigh nothing here.
        self._session.send("Network.setBypassServiceWorker", {"bypass": True})
        self._session.on("Network.requestWillBeSent", self._asked)
        self._session.on("Network.loadingFinished", self._arrived)

    def forget_all(self) -> None:
        """As at a first visit."""
        self._session.send("Network.clearBrowserCache")

    def taken(self) -> Visit:
        """What arrived since this was asked last."""
        visit, self._visit = self._visit, Visit()
        return visit

    def _asked(self, event: dict[str, Any]) -> None:
        self._addresses[event["requestId"]] = event["request"]["url"]
        self._visit.brought.setdefault(event["request"]["url"], 0)

    def _arrived(self, event: dict[str, Any]) -> None:
        address = self._addresses.get(event["requestId"], "")
        self._visit.brought[address] = self._visit.brought.get(address, 0) + int(event["encodedDataLength"])


@dataclass(frozen=True)
class Weighed:
    """One page of one person, at its first visit and at the next."""

    person: str
    path: str
    first: Visit
    then: Visit


def weighed(browser: Browser, origin: str) -> Iterator[Weighed]:
    """Every page that the site has, by everybody who can read it."""
    for person, addresses in PAGES.items():
        context = browser.new_context(base_url=origin, locale="fr-FR")
        someone = Someone(context.new_page())
        if person != VISITOR:
            someone.sign_in(person)
        wire = Wire(someone.page)
        for path in [_path(someone, address) for _name, address in addresses]:
            yield _weigh(person, path, someone.page, wire)
        context.close()
    yield from _along_the_way(browser, origin)


def _along_the_way(browser: Browser, origin: str) -> Iterator[Weighed]:
    """Each question of *M'orienter* as it comes, where it leads, and the graded questions after an answer about
    danger."""
    context = browser.new_context(base_url=origin, locale="fr-FR")
    someone = Someone(context.new_page())
    someone.sign_in(NEWCOMER)
    wire = Wire(someone.page)
    someone.go("/find-my-way/")
    someone.send()
    for _page in range(MOST_QUESTIONS):
        someone.go("/find-my-way/")
        path = someone.path
        yield _weigh(NEWCOMER, path, someone.page, wire)
        if path.endswith("/result/"):
            break
        someone.fill_what_is_there("peu")
        someone.send()
    someone.go("/measures/phq-9/")
    someone.answer("phq-9", [1] * 9)
    someone.send()
    yield _weigh(NEWCOMER, someone.path, someone.page, wire)
    context.close()


def _path(someone: Someone, address: Any) -> str:
    someone.open(address)
    return someone.path


def _weigh(person: str, path: str, page: Page, wire: Wire) -> Weighed:
    page.goto("about:blank")
    wire.forget_all()
    wire.taken()
    page.goto(path, wait_until="networkidle")
    first = wire.taken()
    page.goto("about:blank")
    wire.taken()
    page.goto(path, wait_until="networkidle")
    return Weighed(person, path, first, wire.taken())


def session_of(context: BrowserContext, name: str) -> str:
    return next(str(cookie["value"]) for cookie in context.cookies() if cookie["name"] == name)


def measure(server: Server) -> dict[str, float]:
    """The heaviest page at the first and at the next visit, the style sheet, and pages that ask another origin."""
    origin = f"http://127.0.0.1:{server.port}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed_chromium(), args=ARGUMENTS)
        pages = list(weighed(browser, origin))
        browser.close()
    return summed(pages, origin)


def summed(pages: list[Weighed], origin: str) -> dict[str, float]:
    unstyled = [one.path for one in pages if not one.first.css_kb]
    if unstyled:
        raise SystemExit(f"No style sheet arrived at a first visit to {', '.join(unstyled[:5])}: nothing was weighed.")
    heaviest = max(pages, key=lambda one: one.first.kb)
    print(f"  the heaviest of {len(pages)} pages: {heaviest.path} of {heaviest.person or 'visitors'}")
    return {
        "page_first_visit_kb_max": heaviest.first.kb,
        "page_first_visit_kb_median": percentile([one.first.kb for one in pages], 0.5),
        "page_next_visit_kb_max": max(one.then.kb for one in pages),
        "css_kb": max(one.first.css_kb for one in pages),
        "pages_with_another_origin": sum(bool(one.first.elsewhere(origin)) for one in pages),
    }
