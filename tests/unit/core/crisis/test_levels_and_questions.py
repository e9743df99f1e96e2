"""Signs in answers, the graded questions, the level that they give, and what is never lowered."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from accalmie.core.crisis import Level, grade, load_rules, shown_questions, signs, worst
from accalmie.core.crisis.grading import REPLIES
from accalmie.core.measures import danger_items, load_instrument

CONTENT = Path(__file__).parents[4] / "content"
RULES = load_rules((CONTENT / "danger" / "rules.yaml").read_text(encoding="utf-8"))
IDS = [question.id for question in RULES.questions]
NO = dict.fromkeys(IDS, "no")
GIVEN = st.dictionaries(st.sampled_from(IDS), st.sampled_from(REPLIES))
LEVELS = st.sampled_from(list(Level))
INSTRUMENTS = [
    load_instrument(file.read_text(encoding="utf-8")) for file in sorted((CONTENT / "instruments").glob("*.yaml"))
]


def test_the_questions_come_in_the_order_of_the_clinical_rules():
    assert IDS == ["wish", "intent", "plan", "means", "past", "done"]


@pytest.mark.parametrize(
    ("replies", "expected"),
    [
        (NO, "passive"),
        (NO | {"wish": "yes"}, "passive"),
        (NO | {"wish": "yes", "intent": "yes"}, "active"),
        (NO | {"intent": "declined"}, "active"),
        (NO | {"intent": "yes", "plan": "declined"}, "active"),
        (NO | {"intent": "yes", "plan": "yes"}, "plan"),
        (NO | {"intent": "yes", "means": "yes"}, "plan"),
        (NO | {"past": "yes"}, "active"),
        (NO | {"past": "declined"}, "active"),
        (NO | {"done": "yes"}, "plan"),
        (NO | {"done": "declined"}, "plan"),
    ],
)
def test_the_most_serious_reply_decides(replies, expected):
    assert grade(RULES, replies).level == expected


@pytest.mark.parametrize(
    ("replies", "expected"), [({}, "active"), ({"wish": "no"}, "active"), ({"plan": "yes"}, "plan")]
)
def test_questions_left_open_count_as_active(replies, expected):
    given_ = grade(RULES, replies)
    assert (given_.level, given_.finished) == (expected, False)


def test_a_word_that_is_no_reply_leaves_the_question_open():
    assert grade(RULES, NO | {"past": "perhaps"}) == grade(RULES, {name: NO[name] for name in IDS if name != "past"})


@given(GIVEN, st.sampled_from(IDS))
def test_a_more_serious_reply_never_lowers_the_level(replies, question):
    levels = [grade(RULES, {**replies, question: reply}).level for reply in REPLIES]
    assert all(before.severity <= after.severity for before, after in pairwise(levels))


@given(GIVEN, st.lists(LEVELS))
def test_a_zero_never_reassures(replies, unreviewed):
    found = grade(RULES, replies, unreviewed=unreviewed).level
    assert found.severity >= max(worst(unreviewed).severity, RULES.floor.severity)


@given(GIVEN, st.sets(st.sampled_from(IDS)))
def test_leaving_questions_open_is_never_safer_than_answering_no(replies, left):
    answered = NO | replies
    open_ = {name: reply for name, reply in answered.items() if name not in left or reply != "no"}
    assert grade(RULES, open_).level.severity >= grade(RULES, answered).level.severity


@given(st.fixed_dictionaries({name: st.sampled_from(REPLIES) for name in IDS}))
def test_how_and_with_what_are_asked_unless_the_thought_is_denied(replies):
    asked = [question.id for question in shown_questions(RULES, replies)]
    assert asked == [name for name in IDS if replies["intent"] != "no" or name not in ("plan", "means")]
    assert grade(RULES, {name: replies[name] for name in asked}).finished


def test_what_was_said_to_a_question_no_longer_shown_still_counts():
    assert grade(RULES, NO | {"intent": "no", "plan": "yes"}).level == "plan"


def test_only_a_yes_says_that_something_is_already_done():
    assert grade(RULES, {"done": "yes"}).under_way
    assert not grade(RULES, NO | {"done": "declined", "past": "yes"}).under_way


@pytest.mark.parametrize("question", RULES.questions, ids=IDS)
def test_every_question_is_asked_in_both_languages(question):
    assert question.ask["fr"].endswith("\u202f?")
    assert question.ask["en"].endswith("?")


@pytest.mark.parametrize("instrument", INSTRUMENTS, ids=lambda instrument: instrument.id)
def test_the_rules_and_the_instruments_agree_on_what_is_a_danger_answer(instrument):
    for index, item in enumerate(instrument.items):
        for answer in (*instrument.scores(item), None):
            lowest = [min(instrument.scores(one)) for one in instrument.items]
            answers = (*lowest[:index], answer, *lowest[index + 1 :])
            by_instrument = [(sign.item, sign.answer) for sign in danger_items(instrument, answers)]
            by_rules = [(sign.item, sign.answer) for sign in signs(RULES, instrument.id, answers)]
            assert by_rules == by_instrument


def test_an_item_that_is_missing_altogether_counts_as_declined():
    assert [sign.answer for sign in signs(RULES, "phq-9", (0, 0))] == [None]


def test_an_unknown_level_reads_as_the_most_serious():
    assert Level.read("active") is Level.ACTIVE
    assert Level.read("a level of a later release") is Level.HARM_TO_OTHERS


def test_of_no_level_the_worst_is_none():
    assert worst([]) is Level.NONE
