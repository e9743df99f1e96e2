"""One of the programmes that a path brings together, in its source, with every name of its own that may not be mixed up
with another's under a new name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from accalmie.core.programme.assembling.reading import plain
from accalmie.core.programme.language.findings import Findings
from accalmie.core.programme.language.folder import read_table
from accalmie.core.programme.language.source import Table, Unreadable, read_yaml

PROGRAMME = "programme.yaml"
_STEP_FILE = re.compile(r"([a-z]{2})/([^/]+)\.md\Z")
_WORDS = re.compile(r"""(?P<quoted>"[^"]*"|'[^']*')|(?P<word>[A-Za-z_][A-Za-z0-9_]*)""")
_RECALL = re.compile(r"\[\[([^\[\]|]*)\|([^\[\]]*)\]\]")


@dataclass(frozen=True)
class Page:
    """A step's file in one language: its lines, how many of them are header, and the words that it remembers, each with
    its line. What is wrong in it is for the compiler to say."""

    lines: tuple[str, ...]
    header: int
    remembers: Mapping[str, int]


@dataclass
class Donor:
    """The source of a programme. Its names carry the programme's own in a path, but for the programme that leads."""

    id: str
    said: dict[str, Any]
    leads: bool
    pages: Mapping[tuple[str, str], Page]

    def step(self, name: str) -> str:
        """A step or a module under the name that it has in the path."""
        return name if self.leads else f"{self.id}-{name}"

    def has(self, step: str) -> bool:
        """Whether a step of this name is written."""
        return step in self._remembering

    def fact(self, name: str) -> str:
        """A fact or a remembered word under the name that it has in the path."""
        return name if self.leads else f"{self.id.replace('-', '_')}_{name}"

    @property
    def modules(self) -> dict[str, dict[str, Any]]:
        return {module["id"]: module for module in self.said["modules"]}

    @property
    def main(self) -> list[str]:
        """Its modules without after-care."""
        return [id for id, module in self.modules.items() if module.get("aftercare") != "yes"]

    @property
    def own_facts(self) -> set[str]:
        """The facts that it declares. What interludes count keeps its name: those of one name are one in a path."""
        return set(self.said.get("facts", {}))

    def rule(self, text: str) -> str:
        """A rule with its facts renamed; what stands in quotes is an answer, not a name."""
        own = self.own_facts
        return _WORDS.sub(lambda found: self.fact(found[0]) if found["word"] in own else found[0], text)

    @cached_property
    def _remembering(self) -> dict[str, set[str]]:
        """The words that each step remembers."""
        found: dict[str, set[str]] = {}
        for (_, step), page in self.pages.items():
            found.setdefault(step, set()).update(page.remembers)
        return found

    @cached_property
    def _words(self) -> set[str]:
        return set[str]().union(*self._remembering.values())

    def remembered(self, step: str) -> set[str]:
        """The words that a step remembers, under their names in the path."""
        return {self.fact(name) for name in self._remembering.get(step, ())}

    def page(self, language: str, step: str) -> str:
        """The file of a step, line by line as it was written, its names renamed."""
        page = self.pages[language, step]
        lines = list(page.lines)
        for name, number in page.remembers.items():
            lines[number - 1] = re.sub(rf"\b{name}(?=\s*:)", self.fact(name), lines[number - 1], count=1)
        lines[page.header :] = [self._line(line) for line in lines[page.header :]]
        return "\n".join(lines)

    def _line(self, line: str) -> str:
        if line.strip().startswith(":::"):
            return self.rule(line)
        return _RECALL.sub(self._recall, line)

    def _recall(self, found: re.Match[str]) -> str:
        name = self.fact(found[1]) if found[1] in self._words else found[1]
        return f"[[{name}|{found[2]}]]"


def read_donor(id: str, files: Mapping[str, str], findings: Findings, *, leads: bool) -> Donor | None:
    """The programme of this name, None when its own file cannot be read."""
    table = read_table(PROGRAMME, files[PROGRAMME], findings)
    named = {path: found for path in files if (found := _STEP_FILE.match(path))}
    pages = {(found[1], found[2]): _read_page(files[path]) for path, found in named.items()}
    return Donor(id, plain(table), leads, pages) if table else None


def _read_page(text: str) -> Page:
    lines = tuple(text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n"))
    header = next((number for number, line in enumerate(lines, 1) if number > 1 and line.rstrip() == "---"), 0)
    return Page(lines, header, _remembered("\n".join(lines[1 : header - 1])) if header else {})


def _remembered(header: str) -> dict[str, int]:
    if "remember:" not in header:
        return {}
    try:
        table = read_yaml(header, first_line=2)
    except Unreadable:
        return {}
    words = table.entries.get("remember") if isinstance(table, Table) else None
    return {name: words.line_of(name) for name in words.entries} if isinstance(words, Table) else {}


def with_words_back(text: str, remembered: set[str], said_back: Mapping[str, str]) -> str:
    """A page on which a word that nobody was asked for yet is said by the one in its place, else by what stands beside
    it."""

    def said(found: re.Match[str]) -> str:
        name = found[1] if found[1] in remembered else said_back.get(found[1], "")
        return f"[[{name}|{found[2]}]]" if name in remembered else found[2].strip()

    return _RECALL.sub(said, text)


def slots_of(module: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The steps of a module with their conditions."""
    for item in module["steps"]:
        if isinstance(item, dict):
            name, conditions = next(iter(item.items()))
            yield name, dict(conditions) if isinstance(conditions, dict) else {}
        else:
            yield item, {}
