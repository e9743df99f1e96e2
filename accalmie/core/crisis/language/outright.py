"""What people say outright: a few plain ways to begin, each with a few to end, read off a list that a clinician signs.

It always counts at its level, whatever the weights say, unless somebody else says it or it is a manner of speaking.
The browser does the same (`safety/static/safety/language/outright.js`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from accalmie.core.crisis.language.folding import Word, sentences
from accalmie.core.crisis.levels import Level, worst
from accalmie.core.definitions import Definition


class Way(Definition, frozen=True):
    """One level: any of the beginnings, followed at once by any of the ends."""

    level: Literal["passive", "active"]
    begin: tuple[str, ...]
    end: tuple[str, ...]
    as_in: tuple[str, ...]
    """Just after: a manner of speaking, or something else is meant."""


class Outright(Definition, frozen=True):
    """The list. `between` is left out before anything is looked for. `meant` and then `soon` make a plan of it."""

    ways: tuple[Way, ...]
    between: tuple[str, ...]
    unless: tuple[str, ...]
    """Just before: a condition, a past, or somebody else says it."""
    negated: tuple[str, ...]
    """Just before: a no, unless a new sentence begins there: “je n’en peux plus, je veux mourir” says no to nothing."""
    subjects: tuple[str, ...]
    """With one of these a beginning is a sentence of its own."""
    meant: tuple[str, ...]
    soon: tuple[str, ...]


def folded(written: str) -> str:
    """As the words of a text are, one gap between them."""
    return " ".join(word.plain for sentence in sentences(written) for word in sentence)


def _any(written: Iterable[str]) -> str:
    return "|".join(map(folded, written))


@dataclass(frozen=True)
class Heard:
    """The list ready to look with."""

    ways: tuple[tuple[Level, tuple[str, ...], re.Pattern[str]], ...]
    """The level, how it ends (without one of these nothing is looked for), the pattern."""
    between: frozenset[str]
    meant: frozenset[str]


def heard(given: Outright) -> Heard:
    """The list as patterns on folded words, which begin and end with a gap."""
    ways = tuple(
        (Level(way.level), tuple(f" {folded(end)} " for end in way.end), re.compile(_pattern(given, way)))
        for way in given.ways
    )
    return Heard(ways, frozenset(map(folded, given.between)), frozenset(map(folded, given.meant)))


def _pattern(given: Outright, way: Way) -> str:
    no = f"(?:{_any(given.negated)})(?! (?:{_any(given.subjects)}) )"
    return (
        f" (?:({_any(given.unless)}|{no}) )?({_any(way.begin)}) (?:{_any(way.end)})"
        f"(?! (?:{_any(way.as_in)}) )(?: ({_any(given.soon)}))?(?= )"
    )


def said_outright(known: Heard, words: Sequence[Word]) -> Level:
    """The level of what one sentence says outright; none where it says nothing so."""
    said = "".join(f" {word.plain}" for word in words if word.plain not in known.between) + " "
    return worst(
        Level.PLAN if found[2] in known.meant and found[3] else level
        for level, ends, pattern in known.ways
        if any(end in said for end in ends)
        for found in pattern.finditer(said)
        if not found[1]
    )
