"""Reads YAML 1.2 into a small tree of words, lists and tables that know their place; hostile text is refused early.

Every scalar stays the text that its author wrote (`no`, `1.0.0`, `2026-11`): whoever reads a field decides what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from accalmie.core import written

LONGEST = 100_000
"""Characters in one YAML text: a programme of forty modules stays far below."""
DEEPEST = 12
"""Levels of lists and tables inside one another."""
MOST_BRACKETS = 3_000
LONGEST_LINE = 2_000
_BRACKETS = re.compile(r"[\[\]{}]")
_LONG_LINE = re.compile(rf"[^\n]{{{LONGEST_LINE + 1},}}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd-\uffff\ud800-\udfff]")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\u061c\ufeff]")
"""What `"\\e"` or `"\\u202e"` may stand for: it commands a terminal, or turns and hides what people read."""


class Scalar(msgspec.Struct, frozen=True, tag=True):
    """Words. `plain` is False for a text folded over lines, in which columns say nothing."""

    text: str
    line: int
    column: int = 1
    plain: bool = True


class Items(msgspec.Struct, frozen=True, tag=True):
    """A list."""

    items: tuple[Located, ...]
    line: int
    column: int = 1


class Table(msgspec.Struct, frozen=True, tag=True):
    """Words with their values, each word at its line."""

    entries: dict[str, Located]
    line: int
    column: int = 1
    lines: dict[str, int] = {}

    def line_of(self, word: str) -> int:
        """The line on which `word` stands, or the table's own."""
        return self.lines.get(word, self.line)


Located = Scalar | Items | Table


class Unreadable(ValueError):
    """A text that cannot be read at all. `code` names the sentence."""

    def __init__(self, code: str, line: int, column: int = 0, **words: str) -> None:
        super().__init__(code)
        self.code, self.line, self.column, self.words = code, line, column, words


def read_yaml(text: str, *, first_line: int = 1) -> Located | None:
    """The tree that `text` says, None when it is empty. Lines count from `first_line`.

    Raises Unreadable for text that is too long, too deep, not YAML, or uses anchors, tags or a second document.
    """
    _check_hostile(text, first_line)
    found: Located | None = written.remembered(
        f"tree from line {first_line}", text, lambda: _read(text, first_line), Located | None
    )
    return found


def _read(text: str, first_line: int) -> Located | None:
    try:
        return _Builder(YAML(typ="safe", pure=True).parse(text), first_line).document()
    except YAMLError as error:
        raise _broken(error, first_line) from None
    except (RecursionError, ValueError, IndexError, AttributeError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable("yaml-broken", first_line, detail="?") from None


def _check_hostile(text: str, first_line: int) -> None:
    if len(text) > LONGEST:
        raise Unreadable("file-too-large", first_line, size=str(len(text)), limit=str(LONGEST))
    check_is_text(text, first_line)
    long = _LONG_LINE.search(text)
    if long:
        line = first_line + text.count("\n", 0, long.start())
        raise Unreadable("line-too-long", line, limit=str(LONGEST_LINE))
    depth = 0
    for found, bracket in enumerate(_BRACKETS.finditer(text)):
        depth = depth + 1 if bracket.group() in "[{" else max(0, depth - 1)
        if depth > DEEPEST or found > MOST_BRACKETS:
            raise _too_deep(first_line + text.count("\n", 0, bracket.start()))


def check_is_text(text: str, first_line: int = 1) -> None:
    """Raises Unreadable at the first character that is not text, or that stands for one that could not be read."""
    strange = _CONTROL.search(text)
    if strange:
        raise Unreadable("not-text", first_line + text.count("\n", 0, strange.start()))


def _too_deep(line: int) -> Unreadable:
    return Unreadable("yaml-too-deep", line, limit=str(DEEPEST))


def _broken(error: YAMLError, first_line: int) -> Unreadable:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = str(getattr(error, "problem", None) or "?").split("\n")[0][:120]
    if mark is None:
        return Unreadable("yaml-broken", first_line, detail=problem)
    return Unreadable("yaml-broken", first_line + mark.line, mark.column + 1, detail=problem)


class _Builder:
    """Turns the parser's events into the tree, and stops at the first that is not allowed."""

    def __init__(self, events: Iterator[Any], first_line: int) -> None:
        self._events = events
        self._first = first_line
        self._documents = 0

    def document(self) -> Located | None:
        found: Located | None = None
        for event in self._events:
            if isinstance(event, DocumentStartEvent):
                self._documents += 1
                if self._documents > 1:
                    raise Unreadable("yaml-feature", self._line(event), what="---")
            elif isinstance(event, ScalarEvent | SequenceStartEvent | MappingStartEvent | AliasEvent):
                found = self._value(event, 0)
        return None if isinstance(found, Scalar) and not found.text.strip() else found

    def _line(self, event: Any) -> int:
        return self._first + int(event.start_mark.line)

    def _value(self, event: Any, depth: int) -> Located:
        self._check(event, depth)
        if isinstance(event, SequenceStartEvent):
            return self._items(event, depth)
        if isinstance(event, MappingStartEvent):
            return self._table(event, depth)
        return self._scalar(event)

    def _check(self, event: Any, depth: int) -> None:
        if depth > DEEPEST:
            raise _too_deep(self._line(event))
        what = "&, *" if isinstance(event, AliasEvent) or event.anchor else str(event.tag or "")[:40]
        if what:
            raise Unreadable("yaml-feature", self._line(event), int(event.start_mark.column) + 1, what=what)

    def _scalar(self, event: Any) -> Scalar:
        quoted = event.style in ("'", '"')
        one_line = event.start_mark.line == event.end_mark.line
        column = int(event.start_mark.column) + (2 if quoted else 1)
        if _UNSEEN.search(event.value):
            raise Unreadable("not-text", self._line(event), column)
        return Scalar(event.value, self._line(event), column, plain=one_line)

    def _items(self, start: Any, depth: int) -> Items:
        found: list[Located] = []
        for event in self._events:
            if isinstance(event, SequenceEndEvent):
                break
            found.append(self._value(event, depth + 1))
        return Items(tuple(found), self._line(start), int(start.start_mark.column) + 1)

    def _table(self, start: Any, depth: int) -> Table:
        table = Table({}, self._line(start), int(start.start_mark.column) + 1)
        for event in self._events:
            if isinstance(event, MappingEndEvent):
                break
            self._entry(table, event, depth)
        return table

    def _entry(self, table: Table, event: Any, depth: int) -> None:
        key = self._value(event, depth + 1)
        if not isinstance(key, Scalar):
            raise Unreadable("yaml-broken", key.line, key.column, detail="?")
        if key.text in table.entries:
            raise Unreadable("twice", key.line, key.column, word=key.text)
        table.lines[key.text] = key.line
        table.entries[key.text] = self._value(next(self._events), depth + 1)
