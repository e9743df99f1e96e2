"""From a text to a level of danger. The most serious sentence decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from accalmie.core.crisis.language import chart as charts, scope
from accalmie.core.crisis.language.chart import Chart
from accalmie.core.crisis.language.folding import Word, sentences
from accalmie.core.crisis.language.grammar import Grammar, LanguageRules, LanguageSign, build
from accalmie.core.crisis.levels import Level, worst
from accalmie.core.crisis.refusals import CrisisRefused
from accalmie.core.definitions import read

LONGEST = 50_000
"""Characters of a text that are read; what comes after is not."""


@dataclass(frozen=True)
class Span:
    """Words that were noticed: from `start` to before `end` in the text, and what they are a sign of."""

    start: int
    end: int
    level: Level
    sign: str


@dataclass(frozen=True)
class Noticed:
    """What a text says: its level, and where."""

    level: Level
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Language:
    """The rules as written and ready to read with."""

    rules: LanguageRules
    grammar: Grammar


def load_language(text: str) -> Language:
    """Read the rules of language (YAML). Raises CrisisRefused."""
    rules = read(text, LanguageRules, CrisisRefused)
    return Language(rules, build(rules))


def classify(language: Language, text: str) -> Level:
    """The level of danger of a text."""
    return noticed(language, text).level


def noticed(language: Language, text: str) -> Noticed:
    """The level of a text, and the words that led to it, in order."""
    spans = [span for sentence in sentences(text[:LONGEST]) for span in _spans(language.grammar, sentence)]
    return Noticed(
        worst(span.level for span in spans), tuple(sorted(set(spans), key=lambda span: (span.start, span.end)))
    )


def _spans(grammar: Grammar, sentence: list[Word]) -> Iterator[Span]:
    chart = Chart(charts.tokens(grammar, sentence))
    if not any(token.symbols for token in chart.tokens):
        return
    charts.read(grammar, chart)
    _mask(chart)
    charts.read(grammar, chart)
    for index, here in enumerate(chart.at):
        for name in here.keys() & grammar.signs.keys():
            sign = grammar.signs[name]
            end = max(here[name])
            if (level := _meant(chart, sign, index, end)) is not Level.NONE:
                yield Span(chart.tokens[index].said.start, chart.tokens[end - 1].said.end, level, sign.id)


def _mask(chart: Chart) -> None:
    """Set phrases mean nothing of what their words say; a no that is part of another saying denies nothing."""
    held = {index for start, here in enumerate(chart.at) for end in here.get("HOLD", ()) for index in range(start, end)}
    chart.masked = {
        index for start, here in enumerate(chart.at) for end in here.get("IDIOM", ()) for index in range(start, end)
    }
    chart.barred = {index for index, here in enumerate(chart.at) if "NEG" in here and index not in held | chart.masked}


def _meant(chart: Chart, sign: LanguageSign, start: int, end: int) -> Level:
    """The level that these words have where they stand."""
    if _set_aside(chart, sign, start, end):
        return Level.NONE
    if "i" in sign.filters and any("INTRUS" in here for here in chart.at):
        return Level.DISTRESS
    if "o" in sign.filters and scope.subject(chart, start, end) == "other":
        return Level.DISTRESS if any("FEAR" in here for here in chart.at) else Level.NONE
    return sign.level


def _set_aside(chart: Chart, sign: LanguageSign, start: int, end: int) -> bool:
    applies = sign.filters
    return (
        ("n" in applies and scope.denied(chart, start, end))
        or ("p" in applies and scope.long_past(chart, start, end))
        or ("s" in applies and (scope.in_a_story(chart, start, end) or scope.quoted(chart, start)))
        or ("b" in applies and scope.speaks_of(chart, "SAFE"))
        or ("e" in applies and scope.speaks_of(chart, "EVERYDAY"))
    )
