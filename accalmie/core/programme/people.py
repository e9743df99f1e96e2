"""Test people: what somebody does over the weeks, and what must happen to them.

Authors write them beside their programme.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from accalmie.core.programme.nodes import Language, Malformed, Mode, Node, Texts

Declined = Literal["declined"]
Given = int | tuple[int | None, ...] | Declined
"""A measure as an author writes it: a total (spread over the items, danger items 0), each answer, or declined."""

ActKind = Literal[
    "everything",
    "nothing",
    "up to",
    "pause",
    "ask for a person",
    "ask for another exercise",
    "short version",
    "opens",
    "reviews",
    "speaks",
    "leave",
]

_PHRASES: dict[str, ActKind] = {
    "everything": "everything",
    "nothing": "nothing",
    "ask for a person": "ask for a person",
    "ask for another exercise": "ask for another exercise",
    "short version": "short version",
    "a professional reviews": "reviews",
    "speak with someone": "speaks",
    "leave": "leave",
}
_PATTERNS: tuple[tuple[re.Pattern[str], ActKind], ...] = (
    (re.compile(r"up to ([a-z0-9-]+)\Z"), "up to"),
    (re.compile(r"pause ([0-9]{1,3}) days?\Z"), "pause"),
    (re.compile(r"a professional opens ([a-z0-9-]+)\Z"), "opens"),
)
SAYINGS = (*_PHRASES, "up to STEP-OR-MODULE", "pause 14 days", "a professional opens MODULE")


class Act(Node, frozen=True):
    """One thing that a person, or a professional for them, does.

    `target` is a step or module, `days` the length of a pause.
    """

    kind: ActKind
    target: str = ""
    days: int = 0


class Expect(Node, frozen=True):
    """What must be true at the end of a week. What is None is not looked at."""

    page: str | None = None
    module: str | None = None
    level: str | None = None
    help: bool | None = None
    person: bool | None = None
    finished: tuple[str, ...] | None = None
    seen: tuple[str, ...] | None = None
    not_seen: tuple[str, ...] | None = None
    outcome: str | None = None


class Week(Node, frozen=True):
    """A week of somebody's life, from 1. `danger` answers the graded questions; empty, the person leaves them
    unfinished. `writes`: what they write in fields of an exercise, by its step; `says`: their answers to screenings in
    this week, over those of the person; `sleep`: figures that a sleep step gives in this week.
    """

    week: int
    does: tuple[Act, ...] = ()
    choose: dict[str, str] = msgspec.field(default_factory=dict)
    measures: dict[str, Given] = msgspec.field(default_factory=dict)
    danger: dict[str, str] = msgspec.field(default_factory=dict)
    writes: dict[str, dict[str, int | str]] = msgspec.field(default_factory=dict)
    says: dict[str, str] = msgspec.field(default_factory=dict)
    sleep: dict[str, int] = msgspec.field(default_factory=dict)
    skip: tuple[str, ...] = ()
    expect: Expect = Expect()


class Person(Node, frozen=True):
    """A test person. `before` are measures given before the start, `answers` those to the questions that lead to a
    person, and to the screenings of an orientation.
    """

    person: str
    story: Texts
    language: Language
    mode: Mode
    before: dict[str, Given] = msgspec.field(default_factory=dict)
    answers: dict[str, str] = msgspec.field(default_factory=dict)
    weeks: tuple[Week, ...] = ()

    def __post_init__(self) -> None:
        numbers = [week.week for week in self.weeks]
        if numbers != sorted(set(numbers)) or any(number < 1 for number in numbers):
            raise Malformed(f"the weeks of {self.person} must be numbered upwards from 1, each once")


def act(saying: str) -> Act:
    """The act that an author's words name, as in `up to values`. Raises Malformed."""
    words = " ".join(saying.split())
    if words in _PHRASES:
        return Act(kind=_PHRASES[words])
    for pattern, kind in _PATTERNS:
        found = pattern.match(words)
        if found:
            return Act(kind=kind, days=int(found[1])) if kind == "pause" else Act(kind=kind, target=found[1])
    raise Malformed(f"“{saying}” is nothing that a person can do here; there is: {', '.join(SAYINGS)}")


def person_from(mapping: Mapping[str, Any]) -> Person:
    """The person that a `people/` file says, as plain YAML values. Raises Malformed with a sentence for the author."""
    try:
        weeks = [_week(week) for week in mapping.get("weeks") or []]
        return msgspec.convert({**mapping, "weeks": weeks}, Person)
    except (msgspec.ValidationError, AttributeError, TypeError) as error:
        raise Malformed(str(error)) from error


def _week(raw: Mapping[str, Any]) -> dict[str, Any]:
    """A week with its acts read, `yes` and `no` turned to true and false, and single words to lists."""
    does = [msgspec.to_builtins(act(saying)) for saying in _list(raw.get("does", []))]
    danger = {question: _yes_no(said) for question, said in (raw.get("danger") or {}).items()}
    says = {question: _yes_no(said) for question, said in (raw.get("says") or {}).items()}
    expect = {name: _expected(name, value) for name, value in (raw.get("expect") or {}).items()}
    return {**raw, "does": does, "danger": danger, "says": says, "skip": _list(raw.get("skip", [])), "expect": expect}


def _expected(name: str, value: Any) -> Any:
    if name in ("help", "person"):
        return {"yes": True, "no": False}.get(value, value)
    return _list(value) if name in ("finished", "seen", "not_seen") else value


def _yes_no(said: Any) -> Any:
    return {True: "yes", False: "no"}.get(said, said) if isinstance(said, bool) else said


def _list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]
