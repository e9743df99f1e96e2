"""Reads a sentence from right to left and writes down, for each word, which concepts begin there and where they end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from accalmie.core.crisis.language.folding import Word
from accalmie.core.crisis.language.grammar import Grammar, Step

Ends = dict[str, set[int]]


@dataclass
class Token:
    """A word of the sentence as the rules know it: which of their words it may be. `said` is what was typed."""

    symbols: tuple[str, ...]
    said: Word
    pause: bool


@dataclass
class Chart:
    """What begins at each word. `barred`: words that no gap passes over (a no, unless it says something else)."""

    tokens: list[Token]
    at: list[Ends] = field(default_factory=list)
    barred: set[int] = field(default_factory=set)
    masked: set[int] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)
    """All that was found so far, anywhere to the right."""

    def has(self, index: int, concept: str) -> bool:
        """Whether a concept begins at this word."""
        return concept in self.at[index]


_CONTRACTED = {"m": "am", "re": "are", "ve": "have", "ll": "will", "d": "would", "s": "is"}
_CONTRACTS = frozenset(("i", "you", "we", "they", "he", "she", "it", "that", "there", "who", "what", "everyone"))


def uncontracted(sentence: list[Word]) -> Iterator[tuple[Word, str]]:
    """Each word with its plain letters; "don't" is one word, "i'm" two, and the s of a possession none."""
    for index, word in enumerate(sentence):
        before = sentence[index - 1].plain if word.glued and index else ""
        after = sentence[index + 1] if index + 1 < len(sentence) else None
        if after is not None and after.glued and after.plain == "t" and word.plain.endswith("n"):
            yield word, word.plain + "t"
        elif before in _CONTRACTS and word.plain in _CONTRACTED:
            yield word, _CONTRACTED[word.plain]
        elif not (before and (word.plain == "s" or (word.plain == "t" and before.endswith("n")))):
            yield word, word.plain


def tokens(grammar: Grammar, sentence: list[Word]) -> list[Token]:
    """The words of a sentence with texting written out, and without the light ones."""
    found: list[Token] = []
    pause = False
    for word, plain in uncontracted(sentence):
        pause = pause or word.pause
        for symbols in grammar.speller.read(plain):
            found.append(Token(symbols, word, pause))
            pause = False
    return found


def read(grammar: Grammar, chart: Chart) -> None:
    """Fill the chart anew, with what is barred and masked now."""
    size = len(chart.tokens)
    chart.at = [{} for _ in range(size + 1)]
    chart.seen = set()
    for index in range(size - 1, -1, -1):
        if index not in chart.masked:
            for symbol in chart.tokens[index].symbols:
                _add(grammar, chart, index, symbol, index + 1)


def _add(grammar: Grammar, chart: Chart, index: int, symbol: str, end: int) -> None:
    """A symbol is found; so are the ways that begin with it and can be read to their end."""
    waiting = [(symbol, end)]
    here = chart.at[index]
    while waiting:
        symbol, end = waiting.pop()
        ends = here.setdefault(symbol, set())
        if end in ends:
            continue
        ends.add(end)
        chart.seen.add(symbol)
        for way in grammar.starts.get(symbol, ()):
            if way.needs <= chart.seen:
                waiting.extend((way.says, last) for last in _ends(chart, way.rest, 0, end))


def _ends(chart: Chart, rest: tuple[Step, ...], number: int, index: int) -> Iterator[int]:
    """Where the steps from this one on may end, read from this word."""
    if number == len(rest):
        yield index
        return
    one = rest[number]
    size = len(chart.tokens)
    if one.kind == "=":
        for end in tuple(chart.at[index].get(one.symbol, ())) if index < size else ():
            yield from _ends(chart, rest, number + 1, end)
    elif one.kind == "!":
        if index >= size or one.symbol not in chart.at[index]:
            yield from _ends(chart, rest, number + 1, index)
    elif one.kind == "$":
        if index >= size or chart.tokens[index].pause:
            yield from _ends(chart, rest, number + 1, index)
    else:
        yield from _over_a_gap(chart, rest, number, index)


def _over_a_gap(chart: Chart, rest: tuple[Step, ...], number: int, index: int) -> Iterator[int]:
    one = rest[number]
    for skipped in range(one.count + 1):
        here = index + skipped
        if here > len(chart.tokens):
            return
        yield from _ends(chart, rest, number + 1, here)
        paused = skipped > 0 and one.kind == "~" and here < len(chart.tokens) and chart.tokens[here].pause
        if here in chart.barred or paused:
            return
