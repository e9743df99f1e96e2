"""The graded questions, the level that they give, and what is never lowered."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accalmie.core.crisis import (
    REPLIES,
    Level,
    asked,
    danger_signs,
    is_act_under_way,
    is_finished,
    level_of,
    load_questions,
    load_rules,
    next_question,
    worst,
)
from accalmie.core.measures import load_instrument

CONTENT = Path(__file__).parents[4] / "content"
QUESTIONS = load_questions((CONTENT / "danger" / "questions.yaml").read_text(encoding="utf-8"))
RULES = load_rules((CONTENT / "danger" / "rules.yaml").read_text(encoding="utf-8"))
IDS = [question.id for question in QUESTIONS.list]
NO = dict.fromkeys(IDS, "no")
GIVEN = st.dictionaries(st.sampled_from(IDS), st.sampled_from(REPLIES))
LEVELS = st.sampled_from(list(Level))


def level(replies, finished=True, unreviewed=()):
    return level_of(replies, finished=finished, rules=RULES, unreviewed=unreviewed)


def test_the_questions_come_in_the_order_of_the_clinical_rules():
    assert IDS == ["wish", "intent", "plan", "means", "past", "done"]


def test_every_question_has_its_meaning_in_the_rules():
    assert set(RULES.replies) == set(IDS)


@pytest.mark.parametrize(
    ("replies", "expected"),
    [
        ({}, "passive"),
        ({"wish": "yes"}, "passive"),
        ({"wish": "yes", "intent": "yes"}, "active"),
        ({"intent": "declined"}, "active"),
        ({"intent": "yes", "plan": "declined"}, "active"),
        ({"intent": "yes", "plan": "yes"}, "plan"),
        ({"intent": "yes", "means": "yes"}, "plan"),
        ({"past": "yes"}, "active"),
        ({"past": "declined"}, "active"),
        ({"done": "yes"}, "plan"),
        ({"done": "declined"}, "plan"),
    ],
)
def test_the_most_serious_reply_decides(replies, expected):
    assert level(NO | replies) == expected


def test_questions_left_open_count_as_active():
    assert level({}, finished=False) == "active"
    assert level({"wish": "no"}, finished=False) == "active"
    assert level({"plan": "yes"}, finished=False) == "plan"


def test_only_no_is_read_as_no():
    assert level(NO | {"done": "perhaps"}) == level(NO | {"done": "declined"})


@given(GIVEN, st.booleans(), st.sampled_from(IDS))
def test_a_more_serious_reply_never_lowers_the_level(replies, finished, question):
    levels = [level({**replies, question: reply}, finished) for reply in REPLIES]
    assert all(before.severity <= after.severity for before, after in pairwise(levels))


@given(GIVEN, st.booleans(), st.lists(LEVELS))
def test_a_zero_never_reassures(replies, finished, unreviewed):
    found = level(replies, finished, unreviewed)
    assert found.severity >= worst(*unreviewed).severity
    assert found.severity >= RULES.floor.severity


@given(GIVEN)
def test_leaving_is_never_safer_than_finishing(replies):
    assert level(replies, finished=False).severity >= level(replies).severity


@given(st.lists(st.sampled_from(REPLIES), min_size=6, max_size=6))
def test_answering_what_is_asked_comes_to_an_end(replies):
    given_ = {}
    while (question := next_question(QUESTIONS, given_)) is not None:
        given_[question.id] = replies[len(given_)]
    assert is_finished(QUESTIONS, given_)
    assert list(given_) == [question.id for question in asked(QUESTIONS, given_)]
    assert {"wish", "intent", "past", "done"} <= set(given_)
    assert ("plan" in given_) == (given_["intent"] != "no")


def test_only_a_yes_says_that_something_is_already_done():
    assert is_act_under_way({"done": "yes"}, RULES)
    assert not is_act_under_way({"done": "declined", "past": "yes"}, RULES)


@pytest.mark.parametrize("question", QUESTIONS.list, ids=IDS)
def test_every_question_is_asked_in_both_languages(question):
    assert question.text["fr"].endswith("\u202f?") and question.text["en"].endswith("?")


def test_danger_signs_come_from_all_questionnaires_given():
    phq9, safety = (
        load_instrument((CONTENT / "instruments" / f"{name}.yaml").read_text(encoding="utf-8"))
        for name in ("phq-9", "safety-question")
    )
    found = danger_signs([(phq9, (0,) * 8 + (1,)), (safety, (None,)), (safety, (0,))])
    assert [(sign.instrument, sign.item, sign.answer) for sign in found] == [
        ("phq-9", 9, 1),
        ("safety-question", 1, None),
    ]
