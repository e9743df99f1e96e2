"""What is left to decide of an orientation's outcomes, so that answers which can no longer matter are not told apart.

The outcomes are read with the facts that nothing ahead can change any more. What is then certain is taken out: an
outcome that cannot hold is dropped, and none after one that surely holds can be reached.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from types import EllipsisType

from accalmie.core.programme.orienting import Outcome
from accalmie.core.rules import Rule, Value, names
from accalmie.core.rules.evaluate import holds
from accalmie.core.rules.nodes import All, Any, Not, Test

Verdict = bool | None | Hashable
"""True, false, never to be known (None), or what remains of a test."""

Reduce = Callable[[Rule, Mapping[str, Value], Collection[str]], Verdict]


def residue(
    outcomes: Iterable[Outcome], known: Mapping[str, Value], open_: Collection[str], reduce: Reduce
) -> tuple[tuple[str, Verdict], ...]:
    """The outcomes that may still be taken, each with what remains of its rule. `open_`: facts that may still change.

    Two places with the same residue, and the same steps behind, end in the same outcomes.
    """
    left: list[tuple[str, Verdict]] = []
    for outcome in outcomes:
        verdict = True if outcome.when is None else reduce(outcome.when, known, open_)
        taken = outcome.unknown == "take" if verdict is None else verdict
        if taken is not False:
            left.append((outcome.id, taken))
        if taken is True:
            break
    return tuple(left)


def reduced(rule: Rule, known: Mapping[str, Value], open_: Collection[str]) -> Verdict:
    """What remains of one rule."""
    return _reduced(rule.test, known, open_)


class Residues:
    """What remains of the rules of one programme, each worked out once for the values that it reads. The rules live as
    long as the programme, so that each is known by what it is in memory."""

    def __init__(self) -> None:
        self._read: dict[int, tuple[str, ...]] = {}
        self._known: dict[tuple[int, tuple[Value | EllipsisType, ...]], Verdict] = {}

    def reduced(self, rule: Rule, known: Mapping[str, Value], open_: Collection[str]) -> Verdict:
        """What remains of one rule."""
        read = self._read.get(id(rule))
        if read is None:
            read = self._read[id(rule)] = tuple(names(rule))
        name = id(rule), tuple(... if fact in open_ else known.get(fact) for fact in read)
        if name not in self._known:
            self._known[name] = reduced(rule, known, open_)
        return self._known[name]


def _reduced(test: Test, known: Mapping[str, Value], open_: Collection[str]) -> Verdict:
    match test:
        case All(of):
            return _joined("all", False, [_reduced(part, known, open_) for part in of])
        case Any(of):
            return _joined("any", True, [_reduced(part, known, open_) for part in of])
        case Not(of):
            inner = _reduced(of, known, open_)
            return not inner if isinstance(inner, bool) else None if inner is None else ("not", inner)
        case _:
            return test if test.fact in open_ else holds(test, known)


def _joined(word: str, decisive: bool, parts: list[Verdict]) -> Verdict:
    """`all` and `any`: decided by one decisive part; else what is neutral falls away."""
    if decisive in [part for part in parts if isinstance(part, bool)]:
        return decisive
    left = frozenset(part for part in parts if not isinstance(part, bool))
    if left <= {None}:
        return None if left else not decisive
    return (word, left)
