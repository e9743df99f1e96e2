"""One of the programmes that a path brings together, in its source, with every name of its own that may not be mixed up
with another's under a new name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from accalmie.core.programme.assembling.reading import plain
from accalmie.core.programme.language.findings import Findings
from accalmie.core.programme.language.folder import StepFile, read_step_file, read_table
from accalmie.core.programme.language.source import Table

PROGRAMME = "programme.yaml"
_STEP_FILE = re.compile(r"([a-z]{2})/([^/]+)\.md\Z")
_WORDS = re.compile(r"""(?P<quoted>"[^"]*"|'[^']*')|(?P<word>[A-Za-z_][A-Za-z0-9_]*)""")
_RECALL = re.compile(r"\[\[([^\[\]|]*)\|([^\[\]]*)\]\]")


@dataclass
class Donor:
    """The source of a programme. Its names carry `prefix` in a path, none for the programme that leads."""

    id: str
    files: Mapping[str, str]
    said: dict[str, Any]
    leads: bool
    pages: dict[tuple[str, str], StepFile] = field(default_factory=dict)

    def step(self, name: str) -> str:
        """A step or a module under the name that it has in the path."""
        return name if self.leads else f"{self.id}-{name}"

    def has(self, step: str) -> bool:
        """Whether a step of this name is written."""
        return any(id == step for _, id in self.pages)

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

    def remembered(self, step: str) -> set[str]:
        """The words that a step remembers, under their names in the path."""
        return {self.fact(name) for name in self._remembers(step)}

    def _remembers(self, step: str) -> set[str]:
        found = (file.header.entries.get("remember") for (_, id), file in self.pages.items() if id == step)
        return {name for table in found if isinstance(table, Table) for name in table.entries}

    @property
    def _all_remembered(self) -> set[str]:
        return {name for step in {id for _, id in self.pages} for name in self._remembers(step)}

    def page(self, language: str, step: str) -> str:
        """The file of a step, line by line as it was written, its names renamed."""
        file = self.pages[language, step]
        lines = self.files[file.path].removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
        for number, name in self._lines_that_remember(file):
            lines[number - 1] = re.sub(rf"\b{name}(?=\s*:)", self.fact(name), lines[number - 1], count=1)
        top = file.body_line - 1
        return "\n".join([*lines[:top], *(self._line(line) for line in lines[top:])])

    def _lines_that_remember(self, file: StepFile) -> Iterator[tuple[int, str]]:
        table = file.header.entries.get("remember")
        if isinstance(table, Table):
            yield from ((table.line_of(name), name) for name in table.entries)

    def _line(self, line: str) -> str:
        if line.strip().startswith(":::"):
            return self.rule(line)
        known = self._all_remembered
        renamed = lambda found: f"[[{self.fact(found[1]) if found[1] in known else found[1]}|{found[2]}]]"  # noqa: E731
        return _RECALL.sub(renamed, line)


def read_donor(id: str, files: Mapping[str, str], findings: Findings, *, leads: bool) -> Donor | None:
    """The programme of this name, None when its own files cannot be read."""
    table = read_table(PROGRAMME, files[PROGRAMME], findings)
    pages: dict[tuple[str, str], StepFile] = {}
    for path in files:
        named = _STEP_FILE.match(path)
        file = read_step_file(path, files[path], findings) if named else None
        if named and file:
            pages[named[1], named[2]] = file
    return Donor(id, files, plain(table), leads, pages) if table else None


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


