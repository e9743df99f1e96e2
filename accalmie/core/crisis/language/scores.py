"""How much the words of some neighbouring sentences say each level: whole numbers only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from math import isqrt

from accalmie.core.crisis.language.folding import Word
from accalmie.core.crisis.language.marks import pieces, rows
from accalmie.core.crisis.language.table import Weights
from accalmie.core.crisis.levels import Level

Table = Mapping[int, Weights]
NOTHING: Weights = (0, 0, 0, 0, 0)
DISTRESS, PASSIVE, ACTIVE, PLAN, HARM = range(5)
_FINE = 1024
"""So that dividing whole numbers loses nothing that matters."""


@dataclass(frozen=True)
class Marks:
    """What was said as marks, each once: rows of words, and pieces of words."""

    rows: frozenset[int] = frozenset()
    pieces: frozenset[int] = frozenset()

    def __or__(self, other: Marks) -> Marks:
        """Both put together."""
        return Marks(self.rows | other.rows, self.pieces | other.pieces)


def marked(sentence: Sequence[Word]) -> Marks:
    """The marks of one sentence."""
    plain = [word.plain for word in sentence]
    return Marks(frozenset(rows(plain)), frozenset(mark for word in set(plain) for mark in pieces(word)))


def scores(table: Table, marks: Marks) -> Weights:
    """What they add up to for each level, for the length of what was said."""
    return tuple(a + b for a, b in zip(_share(table, marks.rows), _share(table, marks.pieces), strict=True))


def _share(table: Table, marks: frozenset[int]) -> Weights:
    total = added(table, marks)
    root = isqrt(len(marks) << 8) or 1
    return tuple(each * _FINE // root for each in total)


def added(table: Table, marks: Set[int]) -> Weights:
    """The weights of these marks, added up level by level."""
    counted = [table[mark] for mark in table.keys() & marks]
    return tuple(map(sum, zip(*counted, strict=True))) if counted else NOTHING


def level(scored: Weights, enough: Weights) -> Level:
    """The most serious level that the scores reach. What is not enough for a passive wish is none of what is worse."""
    if scored[PASSIVE] < enough[PASSIVE]:
        return Level.DISTRESS if scored[DISTRESS] >= enough[DISTRESS] else Level.NONE
    reached = {HARM: Level.HARM_TO_OTHERS, PLAN: Level.PLAN, ACTIVE: Level.ACTIVE}
    return next((found for head, found in reached.items() if scored[head] >= enough[head]), Level.PASSIVE)
