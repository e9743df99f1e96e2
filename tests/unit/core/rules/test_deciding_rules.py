"""A rule is decided in three-valued logic; a slow, obvious evaluator over the author's text judges the fast one."""

from __future__ import annotations

import ast
import json

import pytest
from hypothesis import given, settings, strategies as st

from accalmie.core.rules import (
    Choice,
    Duration,
    Flag,
    Number,
    WrongValue,
    constants,
    cuts,
    evaluate,
    explain,
    from_json,
    names,
    parse,
    to_json,
)

FACTS = {
    "score": Number(0, 9, whole=True),
    "belief": Number(0, 1),
    "change": Number(),
    "mode": Choice(("alone", "guided", "blended")),
    "gap": Duration(),
    "mania": Flag(),
    "tired": Flag(),
}
UNITS = {"days": 1.0, "hours": 1 / 24, "weeks": 7.0}
ORDER = st.sampled_from(["<=", ">=", "<", ">", "==", "!="])


def number_tests() -> st.SearchStrategy[str]:
    scores = st.integers(1, 8)
    return st.one_of(
        st.builds("score {} {}".format, ORDER, scores),
        st.builds("{1} {0} score".format, ORDER, scores),
        st.builds("{} <= score < {}".format, scores, scores),
        st.builds("score in ({}, {})".format, scores, scores),
        st.builds("score not in [{}]".format, scores),
        st.builds("belief {} 0.{}".format, ORDER, st.integers(1, 9)),
        st.builds("change {} {}".format, ORDER, st.integers(-5, 5)),
    )


def other_tests() -> st.SearchStrategy[str]:
    options = st.sampled_from(["alone", "guided", "blended"])
    return st.one_of(
        st.sampled_from(["mania", "tired"]),
        st.builds("mode {} '{}'".format, st.sampled_from(["==", "!="]), options),
        st.builds("mode in ('{}', '{}')".format, options, options),
        st.builds("gap {} '{} {}'".format, st.sampled_from("<>"), st.integers(1, 9), st.sampled_from([*UNITS])),
    )


RULES = st.recursive(
    number_tests() | other_tests(),
    lambda inner: st.one_of(
        st.builds("({} and {})".format, inner, inner),
        st.builds("({} or {})".format, inner, inner),
        st.builds("not ({})".format, inner),
    ),
    max_leaves=8,
)
SITUATIONS = st.fixed_dictionaries(
    {},
    optional={
        "score": st.integers(0, 9) | st.none(),
        "belief": st.integers(0, 10).map(lambda tenths: tenths / 10),
        "change": st.integers(-6, 6),
        "mode": st.sampled_from(["alone", "guided", "blended"]),
        "gap": st.integers(0, 80),
        "mania": st.booleans(),
        "tired": st.booleans(),
    },
)


def slowly(text: str, facts: dict) -> bool | None:
    """Truth as 1, unknown as 1/2, false as 0: and is min, or is max, not is 1 - x. Reads the author's own text."""
    return {0: False, 0.5: None, 1: True}[_degree(ast.parse(text, mode="eval").body, facts)]


def _degree(node: ast.expr, facts: dict) -> float:
    if isinstance(node, ast.BoolOp):
        choose = min if isinstance(node.op, ast.And) else max
        return choose(_degree(value, facts) for value in node.values)
    if isinstance(node, ast.UnaryOp):
        return 1 - _degree(node.operand, facts)
    read = {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}
    if any(facts.get(name) is None for name in read):
        return 0.5
    return float(bool(eval(compile(ast.Expression(_in_days(node)), "rule", "eval"), {}, dict(facts))))


def _in_days(node: ast.expr) -> ast.expr:
    class Days(ast.NodeTransformer):
        def visit_Constant(self, constant: ast.Constant) -> ast.Constant:
            count, _, unit = str(constant.value).partition(" ")
            return ast.copy_location(ast.Constant(float(count) * UNITS[unit]), constant) if unit else constant

    return ast.fix_missing_locations(Days().visit(node))


@settings(max_examples=300)
@given(RULES, SITUATIONS)
def test_the_fast_evaluator_agrees_with_the_slow_one(text, facts):
    assert evaluate(parse(text, FACTS), facts) is slowly(text, facts)


@given(RULES, SITUATIONS)
def test_learning_a_fact_never_overturns_a_decision(text, facts):
    rule = parse(text, FACTS)
    for forgotten in facts:
        before = evaluate(rule, {name: value for name, value in facts.items() if name != forgotten})
        assert before is None or before is evaluate(rule, facts)


@given(RULES, SITUATIONS)
def test_a_rule_survives_storage(text, facts):
    rule = parse(text, FACTS)
    stored = to_json(rule)
    assert from_json(stored) == rule
    assert _as_a_browser_would(json.loads(stored)["test"], facts) is evaluate(rule, facts)


def _as_a_browser_would(test: dict, facts: dict) -> bool | None:
    """The dozen lines that the package's docstring promises to a browser."""
    if test["type"] == "not":
        inner = _as_a_browser_would(test["of"], facts)
        return None if inner is None else not inner
    if test["type"] in ("all", "any"):
        decisive = test["type"] == "any"
        parts = [_as_a_browser_would(part, facts) for part in test["of"]]
        return decisive if decisive in parts else None if None in parts else not decisive
    value = facts.get(test["fact"])
    if value is None or test["type"] == "is_true":
        return value
    if test["type"] == "one_of":
        return value in test["values"]
    other = test["value"]
    return {
        "<": lambda: value < other,
        "<=": lambda: value <= other,
        ">": lambda: value > other,
        ">=": lambda: value >= other,
        "==": lambda: value == other,
        "!=": lambda: value != other,
    }[test["op"]]()


@given(RULES, SITUATIONS)
def test_the_cuts_of_a_fact_show_all_that_a_rule_can_do(text, facts):
    rule = parse(text, FACTS)
    for fact in names(rule):
        shown = {evaluate(rule, {**facts, fact: value}) for value in cuts([rule], fact, FACTS[fact])}
        assert evaluate(rule, facts) in shown


@given(RULES)
def test_every_constant_of_a_number_is_a_cut(text):
    rule = parse(text, FACTS)
    for fact, values in constants(rule).items():
        assert values <= set(cuts([rule], fact, FACTS[fact]))


@pytest.mark.parametrize(
    ("text", "fact", "expected"),
    [
        ("score >= 5", "score", (4, 5, 6, None)),
        ("score >= 5 and score < 6", "score", (4, 5, 6, 7, None)),
        ("score >= 1 or score <= 9", "score", (0, 1, 2, 9, None)),
        ("belief > 0.5", "belief", (0.25, 0.5, 0.75, None)),
        ("change < 2", "change", (1, 2, 3, None)),
        ("gap > '10 days'", "gap", (5, 10, 11, None)),
        ("mode == 'guided'", "mode", ("guided", "alone", None)),
        ("mania", "mania", (True, False, None)),
        ("mania", "score", (0, 1, None)),
    ],
)
def test_facts_are_cut_where_rules_look(text, fact, expected):
    assert cuts([parse(text, FACTS)], fact, FACTS[fact]) == expected


def test_a_whole_number_is_never_cut_between_two_neighbours():
    rules = [parse("score <= 4", FACTS), parse("score >= 5", FACTS)]
    assert all(value is None or value == int(value) for value in cuts(rules, "score", FACTS["score"]))


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("score >= 5", {"score": "5"}),
        ("score >= 5", {"score": True}),
        ("score >= 5", {"score": float("nan")}),
        ("score in (5, 6)", {"score": "5"}),
        ("mode == 'alone'", {"mode": 1}),
        ("mania", {"mania": 1}),
    ],
)
def test_a_value_of_another_type_is_an_error_and_never_a_silent_false(text, facts):
    with pytest.raises(WrongValue):
        evaluate(parse(text, FACTS), facts)


def test_a_rule_explains_itself_to_a_professional():
    rule = parse("score >= 5 and (gap > '10 days' or not mania) and mode in ('alone', 'guided')", FACTS)
    facts = {"score": 7, "gap": 2.0}
    assert explain(rule, facts, labels={"score": "PHQ-9"}) == (
        "PHQ-9 ≥ 5 [7: yes] and (gap > 10 days [2 days: no] or not (mania [not known: undecided])) "
        "and mode is one of alone, guided [not known: undecided]"
    )
    assert explain(rule, facts, "fr").startswith(
        "score ≥ 5 [7\u00a0: oui] et (gap > 10 jours [2 jours\u00a0: non] ou non ("
    )
