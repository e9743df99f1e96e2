"""From a text to a level of danger. The most serious few sentences decide: nothing said around them lowers it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import msgspec

from accalmie.core.crisis.language.folding import Word, sentences
from accalmie.core.crisis.language.marks import pieces, rows
from accalmie.core.crisis.language.outright import Heard, heard, said_outright
from accalmie.core.crisis.language.rules import LanguageRules
from accalmie.core.crisis.language.scores import DISTRESS, PASSIVE, Marks, Table, added, level, marked, scores
from accalmie.core.crisis.levels import Level, worst
from accalmie.core.crisis.refusals import CrisisRefused
from accalmie.core.definitions import read

LONGEST = 50_000
"""Characters of a text that are read; what comes after is not."""
TOGETHER = 3
"""How many sentences in a row are read together: one alone, two, and three."""


@dataclass(frozen=True)
class Span:
    """Words that were noticed: from `start` to before `end` in the text, and the level of what stands there."""

    start: int
    end: int
    level: Level


@dataclass(frozen=True)
class Noticed:
    """What a text says: its level, and where."""

    level: Level
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Language:
    """The rules as written and the weights ready to read with."""

    rules: LanguageRules
    table: Table
    heard: Heard


def load_language(text: str) -> Language:
    """Read the rules of language (YAML). Raises CrisisRefused."""
    rules = read(text, LanguageRules, CrisisRefused)
    return Language(rules, rules.by_mark(), heard(rules.outright))


def when_sure(language: Language) -> Language:
    """The same weights, with what is enough where a page is led by them."""
    return replace(language, rules=msgspec.structs.replace(language.rules, enough=language.rules.sure))


def classify(language: Language, text: str) -> Level:
    """The level of danger of a text."""
    return worst(found for found, _ in _read(language, sentences(text[:LONGEST])))


def noticed(language: Language, text: str) -> Noticed:
    """The level of a text, and the words that weigh most where that level is first reached by the fewest sentences."""
    said = sentences(text[:LONGEST])
    spans: list[Span] = []
    for found, words in sorted(_read(language, said), key=lambda one: (-one[0].severity, len(one[1]))):
        start, end = words[0].start, words[-1].end
        if found is not Level.NONE and not any(span.start < end and start < span.end for span in spans):
            spans.append(_weightiest(language, words, found))
    return Noticed(worst(span.level for span in spans), tuple(sorted(spans, key=lambda span: span.start)))


def _read(language: Language, said: Sequence[Sequence[Word]]) -> Iterator[tuple[Level, list[Word]]]:
    """The level of each sentence, of each two in a row and of each three, with their words; then what is outright."""
    enough = language.rules.enough.in_order
    marks = [marked(sentence) for sentence in said]
    for start in range(len(said)):
        together = Marks()
        words: list[Word] = []
        for at in range(start, min(start + TOGETHER, len(said))):
            together = together | marks[at]
            words = [*words, *said[at]]
            yield level(scores(language.table, together), enough), words
    for sentence in said:
        yield said_outright(language.heard, sentence), list(sentence)


def _weightiest(language: Language, words: Sequence[Word], found: Level) -> Span:
    """The words in a row that weigh most together."""
    head = DISTRESS if found is Level.DISTRESS else PASSIVE
    best, here, first = (0, 0, len(words)), 0, 0
    for at, word in enumerate(words):
        if here <= 0:
            here, first = 0, at
        marks = rows([other.plain for other in words[at : at + 2]]) | pieces(word.plain)
        here += added(language.table, marks)[head]
        if here > best[0]:
            best = (here, first, at + 1)
    return Span(words[best[1]].start, words[best[2] - 1].end, found)
