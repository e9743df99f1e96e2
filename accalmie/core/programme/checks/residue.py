"""What is left to decide of an orientation's outcomes, so that answers which can no longer matter are not told apart.

The outcomes are read with the facts that nothing ahead can change any more. What is then certain is taken out: an
outcome that cannot hold is dropped, and none after one that surely holds can be reached.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping

from accalmie.core.programme.orienting import Outcome
from accalmie.core.rules import Rule, Value
from accalmie.core.rules.evaluate import holds
from accalmie.core.rules.nodes import All, Any, Not, Test

Verdict = bool | None | Hashable
"""True, false, never to be known (None), or what remains of a test."""


def residue(
    outcomes: Iterable[Outcome], known: Mapping[str, Value], open_: Collection[str]
) -> tuple[tuple[str, Verdict], ...]:
    """The outcomes that may still be taken, each with what remains of its rule. `open_`: facts that may still change.

    Two places with the same residue, and the same steps behind, end in the same outcomes.
    """
    left: list[tuple[str, Verdict]] = []
    for outcome in outcomes:
        verdict = True if outcome.when is None else reduced(outcome.when, known, open_)
        taken = outcome.unknown == "take" if verdict is None else verdict
        if taken is not False:
            left.append((outcome.id, taken))
        if taken is True:
            break
    return tuple(left)


def reduced(rule: Rule, known: Mapping[str, Value], open_: Collection[str]) -> Verdict:
    """What remains of one rule."""
    return _reduced(rule.test, known, open_)


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
