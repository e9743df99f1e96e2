"""Puts what somebody had typed back into a page's form. Pure: HTML and values in, HTML out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from urllib.parse import urlsplit

Attributes = list[tuple[str, str | None]]

_UNTOUCHED = frozenset({"hidden", "submit", "button", "password", "file", "image", "reset"})
_WORDS_WORTH_SHOWING = 12  # characters: shorter leftovers are codes of choices, not words


@dataclass(frozen=True, slots=True)
class Refilled:
    """The page again. `unplaced`: texts that no field of the page takes; `found`: whether a form was filled."""

    html: str
    unplaced: tuple[str, ...]
    found: bool


def refill(html: str, typed: Mapping[str, Sequence[str]], *, path: str, page: str, notice: str, mark: str) -> Refilled:
    """The page with `typed` in the form that posts to `path`.

    `notice` (HTML) goes to the head of the content, `mark` (HTML) into the form. Hidden fields and passwords stay as
    the page has them.
    """
    survey = _Survey(page)
    survey.feed(html)
    target = survey.form_for(path, typed)
    writer = _Writer(typed, target, notice, mark)
    writer.feed(html)
    writer.close()
    return Refilled("".join(writer.out), writer.unplaced(), target is not None)


class _Survey(HTMLParser):
    """First reading: which forms stand on the page, where they post to and which hidden values they carry."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self._page = urlsplit(page).path
        self._forms: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        given = dict(attrs)
        if tag == "form":
            action = given.get("action") if (given.get("method") or "").lower() == "post" else None
            self._forms.append((urlsplit(action).path if action else self._page, {}))
        elif tag == "input" and given.get("type") == "hidden" and self._forms:
            self._forms[-1][1][given.get("name") or ""] = given.get("value") or ""

    def form_for(self, path: str, typed: Mapping[str, Sequence[str]]) -> int | None:
        """The form that posts there; of several, the one that agrees best on what is hidden in it."""

        def agreement(number: int) -> int:
            hidden = self._forms[number][1]
            return sum(value in typed.get(name, ()) for name, value in hidden.items())

        there = [number for number, (action, _) in enumerate(self._forms) if action == path]
        return max(there, key=agreement, default=None)


class _Writer(HTMLParser):
    """Second reading: the same page out again, the target form filled."""

    def __init__(self, typed: Mapping[str, Sequence[str]], target: int | None, notice: str, mark: str) -> None:
        super().__init__(convert_charrefs=False)
        self.out: list[str] = []
        self._left = {name: list(values) for name, values in typed.items()}
        self._target, self._notice, self._mark = target, notice, mark
        self._form = -1
        self._inside = False
        self._select: list[str] | None = None
        self._skipping = False
        self._known: set[str] = set()

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        given = dict(attrs)
        text = self.get_starttag_text() or ""
        if tag == "form":
            self._form += 1
            self._inside = self._form == self._target
            text += self._mark if self._inside else ""
        elif tag == "main":
            text += self._notice
        elif self._inside:
            text = self._filled(tag, given, attrs, text)
        self.out.append(text)

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "form"
        if tag == "select":
            self._select = None
        if tag == "textarea":
            self._skipping = False
        self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self._keep(data)

    def handle_entityref(self, name: str) -> None:
        self._keep(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._keep(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self._keep(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self._keep(f"<!{decl}>")

    def unplaced(self) -> tuple[str, ...]:
        """Texts left over, unless their field is there and only hidden from refilling."""
        return tuple(
            value
            for name, values in self._left.items()
            if name not in self._known
            for value in values
            if len(value) >= _WORDS_WORTH_SHOWING
        )

    def _keep(self, text: str) -> None:
        if not self._skipping:
            self.out.append(text)

    def _filled(self, tag: str, given: dict[str, str | None], attrs: Attributes, text: str) -> str:
        name = given.get("name") or ""
        if tag == "input":
            return self._input(name, given, attrs, text)
        if tag == "textarea" and (value := self._next(name)) is not None:
            self._skipping = True
            return f"{text}\n{escape(value, quote=False)}"
        if tag == "select":
            self._select = self._left.pop(name, None)
        elif tag == "option" and self._select is not None:
            return _tag(tag, attrs, "selected", chosen=given.get("value") in self._select)
        elif tag == "button":
            self._known.add(name)
        return text

    def _input(self, name: str, given: dict[str, str | None], attrs: Attributes, text: str) -> str:
        kind = (given.get("type") or "text").lower()
        if kind in _UNTOUCHED:
            self._known.add(name)
            return text
        if kind in {"radio", "checkbox"}:
            self._known.add(name)
            return _tag("input", attrs, "checked", chosen=(given.get("value") or "on") in self._left.get(name, ()))
        value = self._next(name)
        return text if value is None else _tag("input", [*_without(attrs, "value"), ("value", value)])

    def _next(self, name: str) -> str | None:
        """Fields that share a name, as in a table, take their values in order."""
        values = self._left.get(name)
        return values.pop(0) if values else None


def _tag(tag: str, attrs: Attributes, flag: str = "", *, chosen: bool = False) -> str:
    kept = [*_without(attrs, flag), *([(flag, None)] if chosen else [])]
    parts = (name if value is None else f'{name}="{escape(value)}"' for name, value in kept)
    return f"<{' '.join([tag, *parts])}>"


def _without(attrs: Attributes, name: str) -> Attributes:
    return [(key, value) for key, value in attrs if key != name]
