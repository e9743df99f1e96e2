"""Reads a rule: Python's expression syntax, a white list of nodes, and types checked against the facts."""

from __future__ import annotations

import ast
import difflib
import re
from collections.abc import Mapping
from typing import cast

from accalmie.core.rules import nodes, tokens
from accalmie.core.rules.facts import Choice, Duration, FactType, Flag, Number
from accalmie.core.rules.refusals import Range, RuleRefused, plain

Constant = float | int | str

_OPERATORS: dict[type[ast.cmpop], nodes.Operator] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
_MIRRORED: dict[nodes.Operator, nodes.Operator] = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
_DAYS_A_UNIT = {
    "minute": 1 / 1440,
    "hour": 1 / 24,
    "heure": 1 / 24,
    "day": 1.0,
    "jour": 1.0,
    "week": 7.0,
    "semaine": 7.0,
}
_DURATION = re.compile(r"\s*([0-9]{1,6}(?:\.[0-9]{1,6})?)\s*([a-z]+?)s?\s*\Z")
_TOO_BIG = 1e15


def parse(text: str, facts: Mapping[str, FactType]) -> nodes.Rule:
    """The rule that `text` says about `facts`. Raises RuleRefused, within milliseconds whatever the text."""
    tokens.check(text)
    wrapped = "(" + re.sub(r"[\t\r\n]", " ", text) + ")"
    try:
        tree = ast.parse(wrapped, mode="eval").body
    except SyntaxError as error:
        column = min(max(1, (error.offset or 2) - 1), len(text))
        raise RuleRefused("incomplete", column) from None
    if sum(isinstance(node, ast.expr) for node in ast.walk(tree)) > tokens.MAX_NODES:
        raise RuleRefused("too_many", 1, limit=str(tokens.MAX_NODES))
    return nodes.Rule(text=text.strip(), test=_Reader(wrapped, facts).test(tree))


class _Reader:
    """Turns syntax into meaning, one method a kind of syntax."""

    def __init__(self, wrapped: str, facts: Mapping[str, FactType]) -> None:
        self._bytes = wrapped.encode()
        self._facts = facts

    def test(self, node: ast.expr) -> nodes.Test:
        """Anything true or false."""
        match node:
            case ast.BoolOp(op=op, values=values):
                parts = tuple(self.test(value) for value in values)
                return nodes.All(parts) if isinstance(op, ast.And) else nodes.Any(parts)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return nodes.Not(self.test(operand))
            case ast.Compare():
                return self._comparison(node)
            case ast.Name():
                return self._bare(node)
        raise self._refused("not_a_test", node)

    def _bare(self, node: ast.Name) -> nodes.IsTrue:
        if not isinstance(self._type(node), Flag):
            raise self._refused("bare_fact", node, fact=node.id)
        return nodes.IsTrue(node.id)

    def _comparison(self, node: ast.Compare) -> nodes.Test:
        """A chain `a < b < c` is `a < b and b < c`."""
        operands = [node.left, *node.comparators]
        parts = tuple(self._pair(operands[i], op, operands[i + 1]) for i, op in enumerate(node.ops))
        return parts[0] if len(parts) == 1 else nodes.All(parts)

    def _pair(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> nodes.Test:
        if isinstance(op, ast.In | ast.NotIn):
            member = self._membership(left, right)
            return nodes.Not(member) if isinstance(op, ast.NotIn) else member
        sign = _OPERATORS.get(type(op))
        if sign is None:
            raise self._refused("operator", right)
        match left, right:
            case ast.Name(), ast.Name():
                raise self._refused("two_facts", right, left=left.id, right=right.id)
            case ast.Name(), _:
                return self._compare(left, sign, right)
            case _, ast.Name():
                return self._compare(right, _MIRRORED[sign], left)
        raise self._refused("no_fact", left)

    def _compare(self, name: ast.Name, op: nodes.Operator, node: ast.expr) -> nodes.Compare:
        fact, given = name.id, self._constant(node)
        match self._type(name):
            case Number() as type_:
                value = self._number(fact, type_, given, node)
                self._check_possible(fact, type_, op, value, node)
                return nodes.Compare(fact, op, value)
            case Choice() as type_:
                if op not in ("==", "!="):
                    raise self._refused("choice_order", node, fact=fact)
                return nodes.Compare(fact, op, self._option(fact, type_, given, node))
            case Duration():
                return nodes.Compare(fact, op, self._duration(fact, op, given, node), unit="days")
            case Flag():
                raise self._refused("flag", node, fact=fact)

    def _membership(self, left: ast.expr, right: ast.expr) -> nodes.OneOf:
        if not isinstance(left, ast.Name):
            raise self._refused("no_fact", left)
        type_ = self._type(left)
        if not isinstance(right, ast.Tuple | ast.List) or not right.elts:
            raise self._refused("needs_list", right)
        values = [self._member(left.id, type_, element) for element in right.elts]
        return nodes.OneOf(left.id, tuple(dict.fromkeys(values)))

    def _member(self, fact: str, type_: FactType, node: ast.expr) -> Constant:
        given = self._constant(node)
        match type_:
            case Number():
                return self._number(fact, type_, given, node)
            case Choice():
                return self._option(fact, type_, given, node)
        raise self._refused("flag" if isinstance(type_, Flag) else "duration_order", node, fact=fact)

    def _type(self, name: ast.Name) -> FactType:
        if name.id in self._facts:
            return self._facts[name.id]
        near = difflib.get_close_matches(name.id[:60], list(self._facts)[:500], n=1)
        if near:
            raise self._refused("unknown_fact_hint", name, given=name.id, hint=near[0])
        raise self._refused("unknown_fact", name, given=name.id)

    def _constant(self, node: ast.expr) -> Constant:
        sign = 1
        while isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
            sign, node = -sign if isinstance(node.op, ast.USub) else sign, node.operand
        if not isinstance(node, ast.Constant) or type(node.value) not in (int, float, str):
            raise self._refused("no_fact", node)
        value = cast(Constant, node.value)
        if not isinstance(value, str):
            return sign * value
        if self._bytes[node.col_offset : node.col_offset + 1] not in (b'"', b"'") or sign < 0:
            raise self._refused("no_fact", node)
        return value

    def _number(self, fact: str, type_: Number, given: Constant, node: ast.expr) -> float | int:
        if isinstance(given, str):
            raise self._refused("needs_number", node, fact=fact, given=f'"{given}"')
        if abs(given) > _TOO_BIG:
            raise self._refused("needs_number", node, fact=fact, given="…")
        if type_.whole and given != int(given):
            raise self._refused("needs_whole", node, fact=fact, given=plain(given))
        if (type_.lo is not None and given < type_.lo) or (type_.hi is not None and given > type_.hi):
            raise self._refused("out_of_range", node, fact=fact, given=plain(given), range=Range(type_.lo, type_.hi))
        return int(given) if given == int(given) else given

    def _check_possible(self, fact: str, type_: Number, op: nodes.Operator, value: float, node: ast.expr) -> None:
        if (op == "<" and value == type_.lo) or (op == ">" and value == type_.hi):
            words = {"fact": fact, "op": op, "given": plain(value)}
            raise self._refused("never", node, range=Range(type_.lo, type_.hi), **words)

    def _option(self, fact: str, type_: Choice, given: Constant, node: ast.expr) -> str:
        options = ", ".join(f'"{option}"' for option in type_.options)
        if not isinstance(given, str):
            raise self._refused("needs_option", node, fact=fact, options=options)
        if given not in type_.options:
            raise self._refused("unknown_option", node, fact=fact, given=given, options=options)
        return given

    def _duration(self, fact: str, op: nodes.Operator, given: Constant, node: ast.expr) -> float:
        match = _DURATION.match(given) if isinstance(given, str) else None
        if match is None or match[2] not in _DAYS_A_UNIT:
            raise self._refused("needs_duration", node, fact=fact)
        if op in ("==", "!="):
            raise self._refused("duration_order", node, fact=fact)
        days = float(match[1]) * _DAYS_A_UNIT[match[2]]
        if op == "<" and days == 0:
            raise self._refused("never", node, fact=fact, op=op, given=f'"{given}"', range=Range(0, None))
        return days

    def _refused(self, code: str, node: ast.expr, **words: str | Range) -> RuleRefused:
        """The refusal at `node`. The parser counts bytes and one wrapping bracket; an author counts characters."""
        column = len(self._bytes[: node.col_offset].decode())
        return RuleRefused(code, max(1, column), **words)
