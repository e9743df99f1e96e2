"""The rules of language as data, and the same ready to read with.

A concept is a list of ways to say it, apart by `|`. A way is words and concepts (in capitals) in order, with
`word*` for any word that begins so, `~3` for up to three words between, `^3` the same across a pause, `!X` for "X does
not follow", `$` for the end of the clause, `#` for a number and `##` for one of two figures or more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, field

from accalmie.core.crisis.language.spelling import Speller
from accalmie.core.crisis.levels import Level
from accalmie.core.definitions import Definition, Texts, Wrong, require_languages

_CONCEPT = re.compile(r"[A-Z][A-Z0-9]+\Z")


class LanguageSign(Definition, frozen=True):
    """What a level is recognised by. `filters`: which of the scopes apply (see `scope`)."""

    id: str
    level: Level
    says: str
    filters: str
    name: Texts
    example: Texts

    def __post_init__(self) -> None:
        require_languages(self.name, f"signs.{self.id}")
        require_languages(self.example, f"signs.{self.id}")


class LanguageRules(Definition, frozen=True):
    """The file as its author wrote it."""

    version: str
    author: str
    source: str
    light: str
    short: dict[str, str]
    concepts: dict[str, str]
    signs: tuple[LanguageSign, ...]
    guessed: str
    common: str

    def __post_init__(self) -> None:
        said = [*self.concepts.values(), *(sign.says for sign in self.signs), self.guessed]
        for symbol in (symbol.lstrip("!") for text in said for way in ways(text) for symbol in way):
            if _CONCEPT.match(symbol) and symbol not in self.concepts:
                raise Wrong("concept", given=symbol)


@dataclass(frozen=True)
class Step:
    """One step of a way: `kind` is one of `= ~ ^ ! $`."""

    kind: str
    symbol: str = ""
    count: int = 0


@dataclass(frozen=True)
class Way:
    """The concept that it says, the steps after its first symbol, and the symbols without which it cannot be."""

    says: str
    rest: tuple[Step, ...]
    needs: frozenset[str]


@dataclass
class Grammar:
    """Rules ready to read with. `starts`: by a symbol, the ways that begin with it."""

    starts: dict[str, list[Way]] = field(default_factory=dict)
    signs: dict[str, LanguageSign] = field(default_factory=dict)
    speller: Speller = field(default_factory=Speller)


def ways(said: str) -> Iterator[list[str]]:
    """The ways of a concept, each as its symbols."""
    for way in said.split("|"):
        if way.strip():
            yield way.split()


def heavy(way: list[str], light: Set[str]) -> list[str]:
    """The symbols of a way without the words that are not read, nor a gap at its end."""
    kept = [symbol for symbol in way if symbol not in light]
    while kept and kept[-1][0] in "~^":
        kept.pop()
    return [] if len(kept) == 1 < len(way) else kept


def step(symbol: str) -> Step:
    """One symbol of a way as a step."""
    if symbol[0] in "~^":
        return Step(symbol[0], "", int(symbol[1:]))
    if symbol[0] == "!":
        return Step("!", symbol[1:])
    return Step("$" if symbol == "$" else "=", symbol)


def guessed_words(rules: LanguageRules, words: Set[str]) -> set[str]:
    """The words that a misspelt one may stand for: those of some concepts only."""
    said = {symbol for name in rules.guessed.split() for way in ways(rules.concepts[name]) for symbol in way}
    return said & words


def build(rules: LanguageRules) -> Grammar:
    """The rules ready to read with."""
    grammar = Grammar(signs={sign.id: sign for sign in rules.signs})
    words: set[str] = set()
    light = set(rules.light.split())
    for name, said in [*rules.concepts.items(), *((sign.id, sign.says) for sign in rules.signs)]:
        for way in ways(said):
            kept = [step(symbol) for symbol in heavy(way, light)]
            if not kept:
                continue
            first, *rest = kept
            grammar.starts.setdefault(first.symbol, []).append(
                Way(name, tuple(rest), frozenset(one.symbol for one in rest if one.kind == "="))
            )
            words.update(one.symbol for one in (first, *rest) if one.kind in "=!" and not _CONCEPT.match(one.symbol))
    grammar.speller = Speller(
        words, rules.short, rules.light.split(), rules.common.split(), guessed_words(rules, words)
    )
    return grammar
