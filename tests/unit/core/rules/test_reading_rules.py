"""What authors may write in a rule, and what the refusal says when they write something else."""

from __future__ import annotations

import string
from time import thread_time

import pytest
from hypothesis import given, settings, strategies as st

from accalmie.core.rules import Choice, Duration, Flag, Number, RuleRefused, from_json, names, parse, to_json
from accalmie.core.rules.nodes import All, Compare, IsTrue, Not, OneOf
from accalmie.core.rules.refusals import MESSAGES

FACTS = {
    "phq9": Number(0, 27, whole=True),
    "phq9_change": Number(-27, 27, whole=True),
    "weeks": Number(0, whole=True),
    "belief": Number(0, 100),
    "mode": Choice(("alone", "guided", "été")),
    "gap": Duration(),
    "mania": Flag(),
}


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("phq9 >= 10", Compare("phq9", ">=", 10)),
        ("10 <= phq9", Compare("phq9", ">=", 10)),
        ("phq9_change <= -6", Compare("phq9_change", "<=", -6)),
        ("5 <= phq9 <= 9", All((Compare("phq9", ">=", 5), Compare("phq9", "<=", 9)))),
        ("belief > 2.5", Compare("belief", ">", 2.5)),
        ("weeks in (2, 3, 2)", OneOf("weeks", (2, 3))),
        ("weeks in [2]", OneOf("weeks", (2,))),
        ("mode not in ('alone', 'guided')", Not(OneOf("mode", ("alone", "guided")))),
        ('mode != "été"', Compare("mode", "!=", "été")),
        ('gap > "10 days"', Compare("gap", ">", 10.0, "days")),
        ('gap >= "2 semaines"', Compare("gap", ">=", 14.0, "days")),
        ('gap < "36 hours"', Compare("gap", "<", 1.5, "days")),
        ("not mania", Not(IsTrue("mania"))),
        ("  phq9 >=\n 10 ", Compare("phq9", ">=", 10)),
    ],
)
def test_a_rule_means_what_it_says(text, meaning):
    assert parse(text, FACTS).test == meaning


def test_a_rule_keeps_its_author_s_words():
    assert parse(" phq9 >= 10 ", FACTS).text == "phq9 >= 10"


def test_a_rule_names_its_facts():
    assert names(parse("phq9 > 3 and (mania or gap > '2 days')", FACTS)) == {"phq9", "mania", "gap"}


REFUSED = [
    ("", "empty", 1),
    ("phq9 > 3 " + "or phq9 > 3 " * 400, "too_long", 4001),
    ("phq9>3" + " or phq9>3" * 70, "too_many", 1),
    ("not " * 30 + "mania", "too_deep", 81),
    ("(" * 21 + "mania" + ")" * 21, "too_deep", 21),
    ("phq9 > 3 #", "character", 10),
    ("phq9 is 3", "character", 6),
    ("phq9 if mania else weeks", "character", 6),
    ("phq9 = 3", "write_instead", 6),
    ("phq9 ≥ 3", "write_instead", 6),
    ("phq9\u00a0> 3", "space", 5),
    ("phq9.total > 3", "point", 5),
    ("mode == 'alone", "quote", 9),
    ("(phq9 > 3", "bracket", 1),
    ("phq9 > 3)", "bracket", 9),
    ("phq9 in (3]", "bracket", 11),
    ("max(phq9) > 3", "call", 4),
    ("phq9[0] > 3", "call", 5),
    ("phq9 + 1 > 3", "arithmetic", 6),
    ("phq9 > ~3", "arithmetic", 8),
    ("phq9 > 3 et weeks > 2", "side_by_side", 10),
    ("phq9 > 3in (3, 4)", "side_by_side", 9),
    ("mode == f'alone'", "side_by_side", 10),
    ("mode == 'alone' 'guided'", "side_by_side", 17),
    ("phq9 > 3,5", "comma", 9),
    ("phq9 >", "incomplete", 6),
    ("phq9 > 007", "incomplete", 8),
    ("nothing > 3", "unknown_fact", 1),
    ("phq > 3", "unknown_fact_hint", 1),
    ("phq9 > weeks", "two_facts", 8),
    ("1 < 2", "no_fact", 1),
    ("phq9 > (1, 2)", "no_fact", 8),
    ("mode == -'alone'", "no_fact", 10),
    ("phq9 > 3 and 4", "not_a_test", 14),
    ("(phq9, weeks)", "not_a_test", 1),
    ("phq9 or mania", "bare_fact", 1),
    ("mania == 1", "flag", 10),
    ("mania in (1, 0)", "flag", 11),
    ("phq9 > 'three'", "needs_number", 8),
    ("phq9 > " + "9" * 400, "needs_number", 8),
    ("phq9 >= 3.5", "needs_whole", 9),
    ("mode == 3", "needs_option", 9),
    ("mode == 'blended'", "unknown_option", 9),
    ("mode == 'été' and mode == 'hiver'", "unknown_option", 27),
    ("mode > 'alone'", "choice_order", 8),
    ("gap > 10", "needs_duration", 7),
    ("gap > '3 moons'", "needs_duration", 7),
    ("gap == '3 days'", "duration_order", 8),
    ("gap in ('3 days', '4 days')", "duration_order", 9),
    ("phq9 >= 40", "out_of_range", 9),
    ("phq9 in (3, 28)", "out_of_range", 13),
    ("weeks > -1", "out_of_range", 9),
    ("phq9 > 27", "never", 8),
    ("phq9 < 0", "never", 8),
    ("gap < '0 days'", "never", 7),
    ("phq9 in 3", "needs_list", 9),
    ("phq9 in ()", "needs_list", 9),
    ("(phq9 > 3) in (1, 2)", "no_fact", 2),
]


@pytest.mark.parametrize(("text", "code", "column"), REFUSED)
def test_anything_else_is_refused_at_its_column_with_its_reason(text, code, column):
    with pytest.raises(RuleRefused) as refused:
        parse(text, FACTS)
    assert (refused.value.code, refused.value.column) == (code, column)


def test_every_reason_is_met_in_these_tests():
    assert {code for _, code, _ in REFUSED} | {"unreadable", "operator"} == set(MESSAGES)


@pytest.mark.parametrize("code", MESSAGES)
def test_every_reason_is_said_in_both_languages_with_the_same_words(code):
    def words(text):
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    assert set(MESSAGES[code]) == {"en", "fr"}
    assert words(MESSAGES[code]["en"]) == words(MESSAGES[code]["fr"])


def test_a_refusal_speaks_the_author_s_language():
    with pytest.raises(RuleRefused) as refused:
        parse("phq9 > 27", FACTS)
    assert refused.value.message("en") == "“phq9 > 27” can never be true: “phq9” goes from 0 to 27"
    assert (
        refused.value.message("fr")
        == "«\u00a0phq9 > 27\u00a0» ne peut jamais être vrai\u00a0: «\u00a0phq9\u00a0» va de 0 à 27"
    )
    assert str(refused.value).endswith("(column 8)")


@pytest.mark.parametrize(
    "text",
    [
        "(" * 1_000_000,
        "not " * 1_000_000,
        "-" * 3_900 + "1 < phq9",
        "phq9 > 3 and " * 300,
        "not (" * 700,
        "[" * 3_999,
        "a" * 10_000_000,
        "phq9 > " + "9" * 3_900,
        "'" * 3_999,
        "phq9 in (" + "1," * 1_900 + ")",
        "1<" * 1_500 + "phq9",
        "é" * 4_000,
    ],
    ids=lambda text: text[:12],
)
def test_hostile_rules_are_refused_at_once(text):
    def seconds() -> float:
        started = thread_time()
        with pytest.raises(RuleRefused):
            parse(text, FACTS)
        return thread_time() - started

    assert min(seconds() for _ in range(3)) < 0.05


ALPHABET = [
    *FACTS,
    *"()[],.=<>!-+'\"",
    "and",
    "or",
    "not",
    "in",
    "3",
    "2.5",
    "'alone'",
    "'3 days'",
    ">=",
    "==",
    "if",
    "\n",
]


@settings(max_examples=300)
@given(st.text() | st.lists(st.sampled_from(ALPHABET), max_size=40).map(" ".join))
def test_any_text_is_a_rule_or_is_refused(text):
    found = read(text)
    if isinstance(found, RuleRefused):
        assert 1 <= found.column <= max(1, len(text) + 1)
        assert found.message("fr")
        assert found.message("en")
    else:
        assert from_json(to_json(found)) == found


def read(text):
    try:
        return parse(text, FACTS)
    except RuleRefused as refused:
        return refused


@pytest.mark.parametrize(
    "stored", [b"", b"{}", b"\xff", b'{"text": 3}', b'{"text":"","test":' + b'{"type":"not","of":' * 90_000]
)
def test_a_damaged_stored_rule_is_refused(stored):
    with pytest.raises(RuleRefused):
        from_json(stored)
