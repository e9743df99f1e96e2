"""A strict test client: every HTML page that any test gets is held to the manners of the house."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

from django.conf import settings
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

_UNRENDERED = re.compile(r"\{\{|\}\}|\{%|%\}")
_ELSEWHERE = re.compile(r"^(https?:)?//", re.IGNORECASE)
_NEED_NO_LABEL = {"hidden", "submit", "button", "reset", "image"}
# What a tab, a history or a shared screen must not say for somebody.
_TELLING = re.compile(
    r"accalmie|sant[ée]\b|health|th[ée]rap|psy|d[ée]press|suicid|anxi|angoiss|humeur|mood|danger|crise|crisis|patient"
    r"|\bsoins?\b|\bcare\b|malad|m[ée]dec|doctor|phq|gad-|who-5|sommeil|sleep|insomni|alcool",
    re.IGNORECASE,
)
_TITLED = {"h1", "h2", "h3", "h4", "h5", "h6"}


class PageFault(AssertionError):
    """A page that no test may let pass; the message lists all that is wrong with it."""


class StrictClient(Client):
    """Django's own client, except that a page with a fault fails the test that got it."""

    def request(self, **request: Any) -> Any:
        response = super().request(**request)
        if is_page(response):
            check_page(response.content.decode(response.charset), response)
        return response


def is_page(response: HttpResponseBase) -> bool:
    return response.headers.get("Content-Type", "").startswith("text/html") and not response.streaming


def check_page(html: str, response: HttpResponseBase) -> None:
    """Raises PageFault unless this page keeps every rule."""
    faults = faults_of(html)
    if "Content-Security-Policy" not in response.headers:
        faults.append("there is no Content-Security-Policy header")
    if faults:
        raise PageFault("; ".join(faults))


def faults_of(html: str) -> list[str]:
    """All that is wrong with a page, in sentences."""
    if not html.strip():
        return []
    reading = _Reading()
    reading.feed(html)
    reading.close()
    return reading.faults + reading.at_the_end()


class _Reading(HTMLParser):
    """Reads one page from top to bottom and notes what should not be there."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self._language = ""
        self._headings: list[int] = []
        self._ids: list[str] = []
        self._labelled: set[str] = set()
        self._fields: list[tuple[str, str]] = []
        self._links: set[str] = set()
        self._label_depth = 0
        self._title: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self._language = given.get("lang", "")
        elif tag == "title" and self._title is None:
            self._title = ""
        elif tag in _TITLED:
            self._headings.append(int(tag[1]))
        elif tag == "label":
            self._label_depth += 1
            self._labelled.add(given.get("for", ""))
        elif tag == "a":
            self._links.add(given.get("href", ""))
        self._note_field(tag, given)
        self._note_inline(tag, given)
        self._note_elsewhere(tag, given)
        if "id" in given:
            self._ids.append(given["id"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "label":
            self._label_depth -= 1

    def handle_data(self, data: str) -> None:
        if self.lasttag == "title" and not self._title:
            self._title = data
        if _UNRENDERED.search(data):
            self.faults.append(f"a template shows through: {data.strip()[:60]}")

    def at_the_end(self) -> list[str]:
        """What can only be said of the whole page."""
        return [*self._outline(), *self._names(), *self._around(), *self._tab()]

    def _note_field(self, tag: str, given: dict[str, str]) -> None:
        if tag not in {"input", "select", "textarea"} or given.get("type") in _NEED_NO_LABEL or self._label_depth:
            return
        if not (given.get("aria-label") or given.get("aria-labelledby")):
            self._fields.append((given.get("id", ""), given.get("name", "")))

    def _note_inline(self, tag: str, given: dict[str, str]) -> None:
        handlers = [name for name in given if name.startswith("on")]
        if handlers:
            self.faults.append(f"<{tag}> has an inline handler: {handlers[0]}")
        if "srcdoc" in given or any(value.strip().lower().startswith("javascript:") for value in given.values()):
            self.faults.append(f"<{tag}> has a script for an address")
        if "style" in given:
            self.faults.append(f"<{tag}> has an inline style")
        if tag == "style" or (tag == "script" and not given.get("src")):
            self.faults.append(f"there is an inline <{tag}>")

    def _note_elsewhere(self, tag: str, given: dict[str, str]) -> None:
        for name in ("href", "src", "action", "srcset", "poster"):
            if _ELSEWHERE.match(given.get(name, "")):
                self.faults.append(f"<{tag}> leads elsewhere: {given[name]}")

    def _outline(self) -> list[str]:
        faults = []
        if self._headings.count(1) != 1:
            faults.append(f"there are {self._headings.count(1)} first-level headings")
        jumps = [(one, two) for one, two in zip(self._headings, self._headings[1:], strict=False) if two > one + 1]
        return faults + [f"a heading of level {one} is followed by one of level {two}" for one, two in jumps]

    def _names(self) -> list[str]:
        twice = {name for name in self._ids if self._ids.count(name) > 1}
        unlabelled = [name or id_ for id_, name in self._fields if not id_ or id_ not in self._labelled]
        return [f"the id {name} is there twice" for name in sorted(twice)] + [
            f"the field {name} has no label" for name in unlabelled
        ]

    def _around(self) -> list[str]:
        faults = []
        if not self._language:
            faults.append("the page does not say its language")
        if reverse("safety:help-now") not in self._links:
            faults.append("help now is not on the page")
        return faults

    def _tab(self) -> list[str]:
        """The title of a page is for its tab: it says which page this is, and nothing of health."""
        title = self._title or ""
        faults = [] if title.endswith(settings.NEUTRAL_NAME) else [f"the title “{title}” has no neutral name"]
        telling = _TELLING.search(title)
        return faults + ([f"the title “{title}” tells that this is about health: {telling[0]}"] if telling else [])
