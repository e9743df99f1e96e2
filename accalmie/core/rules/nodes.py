"""What a rule means: a small frozen tree that is written to JSON as it stands."""

from __future__ import annotations

from typing import Literal

import msgspec

Operator = Literal["<", "<=", ">", ">=", "==", "!="]


class Compare(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="compare"):
    """A fact against a constant. `unit` is "days" for durations and empty otherwise."""

    fact: str
    op: Operator
    value: float | int | str
    unit: Literal["", "days"] = ""


class OneOf(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="one_of"):
    """A fact among several constants."""

    fact: str
    values: tuple[float | int | str, ...]


class IsTrue(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="is_true"):
    """A yes-or-no fact that is yes."""

    fact: str


class Not(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="not"):
    of: Test


class All(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="all"):
    of: tuple[Test, ...]


class Any(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="any"):
    of: tuple[Test, ...]


Leaf = Compare | OneOf | IsTrue
Test = Compare | OneOf | IsTrue | Not | All | Any


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rule as its author wrote it, and what it tests."""

    text: str
    test: Test
