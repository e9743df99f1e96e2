"""The forms of a page as a browser has them: where each goes, its fields, and the values that it offers."""

from __future__ import annotations

from collections import defaultdict
from html.parser import HTMLParser
from typing import NamedTuple

_NOT_TYPED = frozenset({"csrfmiddlewaretoken", "_of", "_kept"})


class Form(NamedTuple):
    """`fields`: the values that a page offers for each field, none where somebody types."""

    path: str
    fields: dict[str, tuple[str, ...]]


def forms_on(html: str, page: str) -> list[Form]:
    """Every form of this page that is sent by POST."""
    reading = _Reading(page)
    reading.feed(html)
    reading.close()
    return [Form(path, {name: tuple(values) for name, values in fields.items()}) for path, fields in reading.found]


class _Reading(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, list[str]]]] = []
        self._page = page
        self._fields: dict[str, list[str]] | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._opened(given)
        elif self._fields is not None and given.get("name") and given["name"] not in _NOT_TYPED:
            values = self._fields[given["name"]]
            values += [given["value"]] if given.get("value") else []
            self._select = given["name"] if tag == "select" else ""
        elif self._fields is not None and tag == "option" and self._select:
            self._fields[self._select].append(given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._fields = None

    def _opened(self, given: dict[str, str]) -> None:
        self._fields = defaultdict(list)
        if given.get("method", "get").lower() == "post":
            self.found.append((given.get("action") or self._page, self._fields))
