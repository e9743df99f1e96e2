"""Sorts the files of a programme's folder: the programme, the steps by language, and what has no place there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from accalmie.core.programme.language.findings import Findings
from accalmie.core.programme.language.source import Table, Unreadable, check_is_text, read_yaml
from accalmie.core.programme.refusals import Place

LONGEST_STEP = 12_000
"""Characters of a step's file: several times the longest text that a step may hold."""
_STEP_FILE = re.compile(r"([a-z]{2})/([^/]+)\.md\Z")
_KNOWN = re.compile(r"(programme\.yaml|people/[^/]+\.yaml|media/.+|README\.md|LICEN[CS]E[^/]*)\Z")


@dataclass(frozen=True, slots=True)
class StepFile:
    """A step's file: its header as a table, its body and the line at which the body begins."""

    path: str
    header: Table
    body: str
    body_line: int


def step_path(step: str, language: str) -> str:
    """Where a step is written: `fr/welcome.md`."""
    return f"{language}/{step}.md"


def check_names(files: Mapping[str, str], languages: Sequence[str], findings: Findings) -> None:
    """Refuse every file that belongs nowhere."""
    for path in files:
        step = _STEP_FILE.match(path)
        if not (_KNOWN.match(path) or (step and step[1] in languages)):
            findings.add("unexpected-file", Place(path[:120]))


def written_steps(files: Mapping[str, str], languages: Sequence[str]) -> list[str]:
    """The ids of all steps that have a file in any of the languages, in order."""
    found = (_STEP_FILE.match(path) for path in files)
    return sorted({step[2] for step in found if step and step[1] in languages})


def read_table(path: str, text: str, findings: Findings) -> Table | None:
    """The table that a YAML file holds, None after a refusal."""
    try:
        tree = read_yaml(text)
    except Unreadable as error:
        findings.unreadable(path, error)
        return None
    if not isinstance(tree, Table):
        findings.add("empty-file", Place(path, 1))
        return None
    return tree


def read_step_file(path: str, text: str, findings: Findings) -> StepFile | None:
    """Header and body of a step's file, None after a refusal."""
    try:
        return _split(path, text)
    except Unreadable as error:
        findings.unreadable(path, error)
        return None


def _split(path: str, text: str) -> StepFile:
    if len(text) > LONGEST_STEP:
        raise Unreadable("file-too-large", 1, size=str(len(text)), limit=str(LONGEST_STEP))
    check_is_text(text)
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    if lines[0].rstrip() != "---":
        raise Unreadable("header-missing", 1)
    end = next((index for index, line in enumerate(lines) if index and line.rstrip() == "---"), None)
    if end is None:
        raise Unreadable("header-unclosed", 1)
    header = read_yaml("\n".join(lines[1:end]), first_line=2)
    if not isinstance(header, Table):
        raise Unreadable("header-missing", 1)
    return StepFile(path, header, "\n".join(lines[end + 1 :]), end + 2)
