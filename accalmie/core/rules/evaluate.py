"""Decides a rule in three-valued (Kleene) logic: what is not known stays unknown, never silently false."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterable, Mapping
from typing import Any as Anything

from accalmie.core.rules import nodes
from accalmie.core.rules.facts import Value

_COMPARE: dict[str, Callable[[Anything, Anything], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


class WrongValue(ValueError):
    """A fact has a value of another type than the rule compares it with: the program's fault, not the author's."""

    def __init__(self, fact: str, value: object) -> None:
        super().__init__(f"fact “{fact}” has the value {value!r}, which this rule cannot compare")
        self.fact = fact


def evaluate(rule: nodes.Rule, facts: Mapping[str, Value]) -> bool | None:
    """True, False, or None when an absent (or None) fact leaves the rule undecided. Raises WrongValue."""
    return holds(rule.test, facts)


def holds(test: nodes.Test, facts: Mapping[str, Value]) -> bool | None:
    """`and` is false as soon as one part is false, `or` true as soon as one is true; else unknown wins."""
    match test:
        case nodes.All(of):
            return _first(False, (holds(part, facts) for part in of))
        case nodes.Any(of):
            return _first(True, (holds(part, facts) for part in of))
        case nodes.Not(of):
            inner = holds(of, facts)
            return None if inner is None else not inner
        case _:
            value = facts.get(test.fact)
            return None if value is None else _leaf(test, value)


def _first(decisive: bool, parts: Iterable[bool | None]) -> bool | None:
    unknown = False
    for part in parts:
        if part is decisive:
            return decisive
        unknown = unknown or part is None
    return None if unknown else not decisive


def _leaf(test: nodes.Leaf, value: float | int | str | bool) -> bool:
    match test:
        case nodes.IsTrue(fact):
            if not isinstance(value, bool):
                raise WrongValue(fact, value)
            return value
        case nodes.Compare(fact, op, constant):
            _check_comparable(fact, value, constant)
            return _COMPARE[op](value, constant)
        case nodes.OneOf(fact, values):
            _check_comparable(fact, value, values[0])
            return value in values


def _check_comparable(fact: str, value: float | int | str | bool, constant: float | int | str) -> None:
    same_kind = isinstance(value, str) is isinstance(constant, str) and not isinstance(value, bool)
    if not same_kind or (isinstance(value, float) and math.isnan(value)):
        raise WrongValue(fact, value)
