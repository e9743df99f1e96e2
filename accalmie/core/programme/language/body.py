"""Reads a step's Markdown: plain prose, tailored text between colons, and words that come back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from accalmie.core.programme.language.findings import Findings
from accalmie.core.programme.language.rulebook import Rulebook
from accalmie.core.programme.nodes import Part, Prose, Tailored
from accalmie.core.programme.refusals import Place, nearest
from accalmie.core.rules import Rule

MOST_OF_A_KIND = 20
_RECALL = re.compile(r"\[\[([^\[\]|]*)(\|[^\[\]]*)?\]\]")
_HTML = re.compile(r"<[a-zA-Z/!?][^>\n]{0,200}>?|&(?:[a-zA-Z]{2,12}|#[0-9xa-fA-F]{1,8});")
_LINK = re.compile(r"\]\(\s*<?([^)\s>]{0,500})|^\s{0,3}\[[^\[\]]+\]:\s*(\S{1,500})", re.MULTILINE)
_BARE_LINK = re.compile(r"(?:\b[a-z][a-z0-9+.-]{1,20}://|\bwww\.)[^\s)>\]]{1,300}", re.IGNORECASE)
_OWN_LINK = re.compile(r"(?:tel:[+0-9]+|sms:[+0-9]+|#[\w-]+|media/[\w./-]+)\Z")
_OPENING = re.compile(r"\[\[")
_HEADING = re.compile(r"(#{1,6})(?:\s|$)")
_UNDERLINE = re.compile(r"=+\s*\Z")


class Line(NamedTuple):
    """One line of a body and its number in the file."""

    number: int
    text: str


class Body:
    """Reads one body. `remembered` holds the names that steps before this one remember."""

    def __init__(self, file: str, findings: Findings, rulebook: Rulebook, remembered: frozenset[str]) -> None:
        self._file, self._findings, self._rulebook, self._remembered = file, findings, rulebook, remembered

    def parts(self, text: str, first_line: int) -> tuple[Part, ...]:
        """The parts of a body that begins at `first_line` of its file. Notes everything that may not stand there."""
        lines = [Line(first_line + index, line) for index, line in enumerate(text.split("\n"))]
        self._check_links(text, first_line)
        self._check_headings(lines)
        self._check_recalls(text, first_line)
        return tuple(self._split(iter(lines)))

    def _split(self, lines: Iterator[Line]) -> Iterator[Part]:
        prose: list[str] = []
        for line in lines:
            said = _fence(line.text)
            if said is None:
                prose.append(line.text)
                continue
            yield from _prose(prose)
            prose = []
            tailored = self._tailored(line, said, lines)
            if tailored is not None:
                yield tailored
        yield from _prose(prose)

    def _tailored(self, opening: Line, said: str, lines: Iterator[Line]) -> Tailored | None:
        branches, closed = self._branches(lines)
        words = said.split(None, 1)
        if len(words) < 2 or words[0] != "if" or not closed or len(branches) > 2:
            self._note("tailored", opening)
            return None
        rule = self._rule(opening, words[1])
        then, otherwise = (*branches, [])[:2]
        return Tailored(when=rule, then=_prose(then), otherwise=_prose(otherwise)) if rule else None

    def _branches(self, lines: Iterator[Line]) -> tuple[list[list[str]], bool]:
        """The texts up to the closing colons, cut at `::: else`, and whether the closing was found."""
        branches: list[list[str]] = [[]]
        for line in lines:
            said = _fence(line.text)
            if said is None:
                branches[-1].append(line.text)
            elif said == "else":
                branches.append([])
            else:
                return branches, said == ""
        return branches, False

    def _rule(self, line: Line, text: str) -> Rule | None:
        return self._rulebook.reads(text, Place(self._file, line.number, line.text.index(text) + 1))

    def _note(self, code: str, line: Line, column: int = 1, hint: str = "", /, **words: object) -> None:
        self._findings.add(code, Place(self._file, line.number, column), hint, **words)

    def _check_headings(self, lines: list[Line]) -> None:
        level = 1
        before = ""
        for line in lines:
            heading = _HEADING.match(line.text)
            new = len(heading[1]) if heading else level
            if (heading and not 2 <= new <= level + 1) or (before.strip() and _UNDERLINE.match(line.text)):
                self._note("heading", line)
            level, before = max(new, 2) if heading else level, line.text

    def _check_links(self, text: str, first_line: int) -> None:
        for found in _first(_HTML, text):
            code = "third-party" if "://" in found.group() else "html"
            self._at(code, text, found.start(), first_line, given=found.group()[:60])
        for found in _first(_LINK, text):
            target = found[1] or found[2] or ""
            if not _OWN_LINK.match(target):
                self._at("third-party", text, found.start(), first_line, given=target[:80])
        for found in _first(_BARE_LINK, _LINK.sub(lambda link: "x" * len(link.group()), text)):
            self._at("third-party", text, found.start(), first_line, given=found.group()[:80])

    def _check_recalls(self, text: str, first_line: int) -> None:
        for found in _first(_RECALL, text):
            name = found[1]
            if name not in self._remembered:
                hint = nearest(name, self._remembered)
                self._at("recall-unknown", text, found.start(), first_line, hint, given=name[:60])
            elif not (found[2] or "").strip("| \t"):
                self._at("recall-no-words", text, found.start(), first_line, given=name)

        for stray in _first(_OPENING, _RECALL.sub(lambda found: "x" * len(found.group()), text)):
            self._at("recall-broken", text, stray.start(), first_line)

    def _at(self, code: str, text: str, offset: int, first_line: int, hint: str = "", /, **words: object) -> None:
        line, column = line_and_column(text, offset)
        self._findings.add(code, Place(self._file, first_line + line, column), hint, **words)


def _first(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The first matches: an author corrects some before reading of more."""
    return islice(pattern.finditer(text), MOST_OF_A_KIND)


def _fence(line: str) -> str | None:
    """What stands after three colons at the beginning of a line, None for any other line."""
    bare = line.strip()
    return bare.lstrip(":").strip() if bare.startswith(":::") else None


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """How many lines stand before `offset`, and the column on its line, from 1."""
    return text.count("\n", 0, offset), offset - text.rfind("\n", 0, offset)


def _prose(lines: list[str]) -> tuple[Prose, ...]:
    markdown = "\n".join(lines).strip("\n")
    return (Prose(markdown=markdown),) if markdown.strip() else ()
