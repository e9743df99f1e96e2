"""Reads the test people beside a programme."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from accalmie.core.programme.language.findings import Findings
from accalmie.core.programme.language.folder import read_table
from accalmie.core.programme.language.source import Items, Located, Scalar, Table
from accalmie.core.programme.nodes import Malformed
from accalmie.core.programme.people import Person, person_from
from accalmie.core.programme.refusals import Place, Refusal

_PERSON_FILE = re.compile(r"people/[^/]+\.yaml\Z")
_WHOLE = re.compile(r"-?[0-9]{1,6}\Z")


class People(msgspec.Struct, frozen=True, kw_only=True):
    """The people that could be read, what is refused, and where each week is written (`week samira 2`)."""

    people: tuple[Person, ...]
    refusals: tuple[Refusal, ...]
    places: dict[str, Place]


def read_people(files: Mapping[str, str]) -> People:
    """The people in `people/`, in the order of their files. Nothing is raised."""
    findings = Findings()
    people: dict[str, Person] = {}
    places: dict[str, Place] = {}
    for path in sorted(path for path in files if _PERSON_FILE.match(path)):
        table = read_table(path, files[path], findings)
        person = _person(path, table, findings) if table else None
        if table and person:
            people[person.person] = person
            places.update(_places(path, person.person, table))
    return People(people=tuple(people.values()), refusals=findings.all(), places=places)


def _person(path: str, table: Table, findings: Findings) -> Person | None:
    try:
        return person_from(_plain(table))
    except Malformed as error:
        findings.add("not-a-person", Place(path, _line(table, str(error))), detail=error)
        return None


def _line(table: Table, detail: str) -> int:
    """The line of the week that the sentence speaks of, as `$.weeks[2]`, else of the file's first word."""
    found = re.search(r"\$\.weeks\[([0-9]+)\]", detail)
    weeks = table.entries.get("weeks")
    if found and isinstance(weeks, Items) and int(found[1]) < len(weeks.items):
        return weeks.items[int(found[1])].line
    return table.line


def _plain(located: Located) -> Any:
    """Ordinary values: tables, lists, whole numbers and words; `null` is nothing."""
    match located:
        case Table(entries=entries):
            return {word: _plain(value) for word, value in entries.items()}
        case Items(items=items):
            return [_plain(item) for item in items]
        case Scalar(text=text):
            if text in ("null", "~", ""):
                return None
            return int(text) if _WHOLE.match(text) else text


def _places(path: str, name: str, table: Table) -> dict[str, Place]:
    found = {f"week {name} 0": Place(path, table.line)}
    weeks = table.entries.get("weeks")
    for week in weeks.items if isinstance(weeks, Items) else ():
        number = week.entries.get("week") if isinstance(week, Table) else None
        if isinstance(number, Scalar):
            found[f"week {name} {number.text}"] = Place(path, week.line)
    return found
