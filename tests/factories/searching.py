"""A search that tells apart all that rules ahead read, follows each mode and tries the gap everywhere, to hold the
checker's own search against."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, NamedTuple

from accalmie.core.programme.checks.abstraction import Abstraction
from accalmie.core.programme.checks.ahead import Ahead
from accalmie.core.programme.checks.explore import Explorer
from accalmie.core.programme.checks.moves import Moves
from accalmie.core.programme.checks.notes import Notes
from accalmie.core.programme.checks.outcomes import check_outcomes
from accalmie.core.programme.checks.ways import check_ways
from accalmie.core.programme.engine import Progress
from accalmie.core.programme.nodes import Programme
from accalmie.core.rules import Value


class Finer(Abstraction):
    """Every fact that a step ahead reads counts by its region, whatever else decides the step."""

    def __init__(self, programme: Programme) -> None:
        super().__init__(programme)
        self.alike = {}
        self._as = {mode: mode for mode in programme.modes}

    def _steps_left(self, progress: Progress, ahead: Ahead, known: Mapping[str, Value]) -> Hashable:
        return tuple(self.region(fact, known.get(fact)) for fact in ahead.live)


class Found(NamedTuple):
    """What a search says of a programme, without the way on which it came there."""

    faults: frozenset[tuple[str, str, str]]
    shown: frozenset[str]
    called: frozenset[str]
    helpless: frozenset[Any]
    states: int


def faults(programme: Programme, *, finer: bool, most: int = 30_000) -> Found:
    """Search a programme in one of the two ways."""
    explorer = Explorer(programme, most=most, everywhere=finer)
    if finer:
        explorer._abstraction = Finer(programme)
        explorer._moves = Moves(programme, explorer._abstraction)
        explorer._found.alike = {}
    found, notes = explorer.explore(programme.modes), Notes({})
    check_ways(programme, found, notes, most=most)
    check_outcomes(programme, found, notes, None)
    said = frozenset((one.code, one.where, one.en.partition(" Path:")[0]) for one in notes.refusals)
    return Found(said, frozenset(found.shown), frozenset(found.called), frozenset(found.helpless), len(found.states))
