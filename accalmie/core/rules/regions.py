"""What the verifier of programmes sees of rules: the facts they name and the values that make a difference to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from accalmie.core.rules import nodes
from accalmie.core.rules.facts import Choice, Duration, FactType, Flag, Number, Value


def leaves(test: nodes.Test) -> Iterator[nodes.Leaf]:
    """Every comparison in a rule, in reading order."""
    match test:
        case nodes.All(of) | nodes.Any(of):
            for part in of:
                yield from leaves(part)
        case nodes.Not(of):
            yield from leaves(of)
        case _:
            yield test


def names(rule: nodes.Rule) -> frozenset[str]:
    """The facts that the rule reads."""
    return frozenset(leaf.fact for leaf in leaves(rule.test))


def constants(rule: nodes.Rule) -> dict[str, frozenset[Value]]:
    """For each fact of the rule the fixed values that it is compared with (days for durations, True for flags)."""
    found: dict[str, set[Value]] = {}
    for leaf in leaves(rule.test):
        found.setdefault(leaf.fact, set()).update(_values(leaf))
    return {fact: frozenset(values) for fact, values in found.items()}


def _values(leaf: nodes.Leaf) -> tuple[Value, ...]:
    match leaf:
        case nodes.Compare(value=value):
            return (value,)
        case nodes.OneOf(values=values):
            return values
        case nodes.IsTrue():
            return (True,)


def cuts(rules: Iterable[nodes.Rule], fact: str, type_: FactType) -> tuple[Value, ...]:
    """Values of `fact` that together show everything these rules can do, then None (unknown).

    For numbers and durations: each constant and one value in each gap between constants, below and above, as far as the
    fact's range has any. For choices every option that is named, and one that is not; for flags both.
    """
    named = {value for rule in rules for value in constants(rule).get(fact, frozenset())}
    match type_:
        case Flag():
            return (True, False, None)
        case Choice(options):
            return (*_options(options, named), None)
        case Number(lo, hi, whole):
            return (*_numbers(_sorted(named), lo, hi, whole), None)
        case Duration():
            return (*_numbers(_sorted(named), 0, None, whole=False), None)


def _sorted(named: set[Value]) -> list[float]:
    return sorted(float(value) for value in named if isinstance(value, int | float))


def _options(options: tuple[str, ...], named: set[Value]) -> tuple[str, ...]:
    others = [option for option in options if option not in named]
    return (*(option for option in options if option in named), *others[:1])


def _numbers(points: list[float], lo: float | None, hi: float | None, whole: bool) -> tuple[float, ...]:
    if not points:
        points = [lo if lo is not None else hi if hi is not None else 0.0]
    gaps = [_between(low, high, whole) for low, high in pairwise(points)]
    found = [_below(points[0], lo, whole), *points, *gaps, _above(points[-1], hi, whole)]
    return tuple(sorted({_plain(value) for value in found if value is not None}))


def _between(low: float, high: float, whole: bool) -> float | None:
    if whole:
        return low + 1 if low + 1 < high else None
    return (low + high) / 2


def _below(point: float, lo: float | None, whole: bool) -> float | None:
    if lo is None:
        return point - 1
    if point <= lo:
        return None
    return point - 1 if whole else (point + lo) / 2


def _above(point: float, hi: float | None, whole: bool) -> float | None:
    if hi is None:
        return point + 1
    if point >= hi:
        return None
    return point + 1 if whole else (point + hi) / 2


def _plain(value: float) -> float | int:
    return int(value) if value == int(value) else value
