"""Somebody in front of the pages: they read what is there, fill what they can, and press what a person would press."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

from tests.journeys.addresses import Address

PASSWORD = "un vent plus doux"
SENDS = "main form:not(.ways-out form) button[type=submit]"

_FIELDS = """form => [...form.elements].filter(one => one.name && one.type !== "hidden" && one.type !== "submit")
    .map(one => ({name: one.name, type: one.type, value: one.value, filled: one.type !== "radio" && !!one.value,
                  seen: one.closest("details:not([open])") === null,
                  options: one.type === "select-one" ? [...one.options].map(o => o.value) : []}))"""


@dataclass
class Someone:
    """One person at one browser. `wrote`: each text they gave, by the path of its page."""

    page: Page
    wrote: dict[str, list[str]] = field(default_factory=dict)

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    def go(self, path: str) -> None:
        self.page.goto(path, wait_until="domcontentloaded")

    def open(self, address: Address) -> None:
        """A path, or a page and the first such link on it, and on the page that it leads to."""
        path, *links = [address] if isinstance(address, str) else address
        self.go(path)
        for link in links:
            found = self.page.locator(link).first
            assert found.count(), f"{self.path} has no {link}"
            self.go(str(found.get_attribute("href")))

    def send(self) -> None:
        """Press the main button of the page's form."""
        self.page.locator(SENDS).first.click()

    def sign_up(self, name: str, called: str) -> None:
        """Age gate, pseudonym, consent; the contact page is left empty."""
        self.go("/sign-up/")
        self.page.check("input[name=age_band][value=FROM_25]")
        self.send()
        if self.page.locator("select[name=organisation]").count():
            self.page.select_option("select[name=organisation]", index=1)
        self.page.fill("input[name=sign_in_name]", name)
        self.page.fill("input[name=called]", called)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.check("input[name=care]")
        self.send()
        expect(self.page).to_have_url(re.compile(r"/settings/contact/"))

    def sign_in(self, name: str) -> None:
        self.go("/sign-in/")
        self.page.fill("input[name=username]", name)
        self.page.fill("input[name=password]", PASSWORD)
        self.send()
        if self.path == "/sign-in/code/":
            self.show_second_key()
        expect(self.page).not_to_have_url(re.compile(r"/sign-in/"))

    def show_second_key(self) -> None:
        """The demo's page says the code of the moment."""
        told = re.search(r"\b\d{6}\b", self.page.locator("main").inner_text())
        assert told, "the page does not say the code"
        self.page.fill("input[name=code]", told[0])
        self.send()

    def answer(self, instrument: str, answers: list[int]) -> None:
        """Answer a questionnaire, on its own page or inside a step."""
        for number, score in enumerate(answers, 1):
            self.page.check(f"input[name={instrument}-{number}][value='{score}']")

    def fill_what_is_there(self, words: str) -> None:
        """Fill the page's main form: words where words are asked, the first or middle answer elsewhere."""
        form = self.page.locator("main form").first
        asked = form.evaluate(_FIELDS)
        for number, one in enumerate(asked):
            if one["seen"] and not one["filled"] and not _is_a_later_row(one["name"]):
                self._fill(form, one, f"{words} {number}")
        for name in dict.fromkeys(one["name"] for one in asked if one["type"] == "radio" and one["seen"]):
            choices = form.locator(f"input[name='{name}']")
            choices.nth(choices.count() // 2 if choices.count() > 4 else 0).check()

    def _fill(self, form: Locator, one: dict[str, object], words: str) -> None:
        place = form.locator(f"[name='{one['name']}']")
        match one["type"]:
            case "textarea" | "text":
                text = "3" if place.get_attribute("inputmode") == "decimal" else words
                place.fill(text)
                if text is words:
                    self.wrote.setdefault(self.path, []).append(words)
            case "date":
                place.fill("2027-01-15")
            case "time":
                place.fill("18:30")
            case "select-one":
                place.select_option(next(value for value in one["options"] if value))  # type: ignore[attr-defined]

    def a_day_passes(self, days: int = 1) -> None:
        """Move the demo's date forward, on screen."""
        self.page.locator(f".demo-date button[value='{days}']").click()


def _is_a_later_row(name: str) -> bool:
    found = re.search(r"-(\d+)-", name)
    return found is not None and int(found[1]) > 0
