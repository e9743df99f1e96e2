"""The same questions answered twice: the more serious answer to each counts, and nothing unreadable hides one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from accalmie.core.crisis import Level, grade, gravest, load_rules, worst
from accalmie.core.crisis.grading import REPLIES

RULES = load_rules((Path(__file__).parents[4] / "content" / "danger" / "rules.yaml").read_text(encoding="utf-8"))
IDS = [question.id for question in RULES.questions]
SAID = st.dictionaries(st.sampled_from(IDS), st.sampled_from(REPLIES))
ANYTHING = st.dictionaries(st.sampled_from(IDS), st.sampled_from([*REPLIES, "", "oui", "YES", "peut-être"]))


def seriousness(reply: str) -> int:
    return REPLIES.index(reply) if reply in REPLIES else -1


@pytest.mark.parametrize("earlier", REPLIES)
@pytest.mark.parametrize("later", REPLIES)
def test_of_two_answers_the_more_serious_counts(earlier: str, later: str) -> None:
    assert gravest({"wish": earlier}, {"wish": later}) == {"wish": max(earlier, later, key=REPLIES.index)}


@pytest.mark.parametrize("unreadable", ["", "oui", "YES", "peut-être"])
@pytest.mark.parametrize("reply", REPLIES)
def test_a_word_that_is_no_answer_never_hides_one(reply: str, unreadable: str) -> None:
    assert gravest({"wish": reply}, {"wish": unreadable}) == {"wish": reply}
    assert gravest({"wish": unreadable}, {"wish": reply}) == {"wish": reply}


@pytest.mark.parametrize("unreadable", ["", "oui", "YES"])
def test_a_word_that_is_no_answer_is_never_read_as_a_grave_one(unreadable: str) -> None:
    assert gravest({}, {"done": unreadable})["done"] != "yes"
    assert not grade(RULES, gravest({}, {"done": unreadable})).under_way


@given(ANYTHING, ANYTHING)
def test_no_question_is_forgotten_and_none_gets_lighter(earlier: dict[str, str], later: dict[str, str]) -> None:
    merged = gravest(earlier, later)
    assert set(merged) == set(earlier) | set(later)
    for question, reply in merged.items():
        said = [seriousness(one[question]) for one in (earlier, later) if question in one]
        assert seriousness(reply) >= max(said)


@given(SAID, SAID)
def test_the_order_of_two_readable_answers_does_not_matter(one: dict[str, str], other: dict[str, str]) -> None:
    """A question left open counts as not answered yet, so only what both name is compared."""
    both = set(one) & set(other)
    forth, back = gravest(one, other), gravest(other, one)
    assert {name: forth[name] for name in both} == {name: back[name] for name in both}


@given(SAID, SAID)
def test_two_sets_of_answers_are_at_least_as_grave_as_either(one: dict[str, str], other: dict[str, str]) -> None:
    """Unless the second set answers what the first left open: an open question counts as active until then."""
    complete = dict.fromkeys(IDS, "no")
    merged = grade(RULES, gravest(complete | one, complete | other)).level
    assert merged.severity >= worst([grade(RULES, complete | one).level, grade(RULES, complete | other).level]).severity


@given(SAID)
def test_the_same_answers_again_change_nothing(answers: dict[str, str]) -> None:
    assert gravest(answers, answers) == answers
    assert gravest(answers, {}) == answers


def test_neither_set_is_changed_by_the_comparison() -> None:
    earlier, later = {"wish": "no"}, {"wish": "yes"}
    gravest(earlier, later)
    assert (earlier, later) == ({"wish": "no"}, {"wish": "yes"})


# Each question of the clinical rules, and the level to which a plain yes leads: taken away, one of these lines fails.
WHAT_A_YES_MEANS = {
    "wish": Level.PASSIVE,
    "intent": Level.ACTIVE,
    "plan": Level.PLAN,
    "means": Level.PLAN,
    "past": Level.ACTIVE,
    "done": Level.PLAN,
}


@pytest.mark.parametrize("question", IDS)
def test_a_yes_to_this_question_alone_means_this_level(question: str) -> None:
    answers = dict.fromkeys(IDS, "no") | {question: "yes"}
    assert grade(RULES, answers).level is WHAT_A_YES_MEANS[question]


@pytest.mark.parametrize("question", [name for name in IDS if WHAT_A_YES_MEANS[name] is not Level.PASSIVE])
def test_rather_not_saying_is_never_taken_for_a_no(question: str) -> None:
    answers = dict.fromkeys(IDS, "no")
    declined = grade(RULES, answers | {question: "declined"}).level
    assert declined.severity >= Level.ACTIVE.severity or question in ("plan", "means")
    assert declined.severity >= grade(RULES, answers).level.severity


@pytest.mark.parametrize("question", IDS)
def test_a_question_left_open_leaves_the_whole_unfinished(question: str) -> None:
    answers = {name: "no" for name in IDS if name != question}
    graded = grade(RULES, answers)
    if question in ("plan", "means"):  # asked only where the thought of dying was not denied
        assert graded.finished
        graded = grade(RULES, answers | {"intent": "yes"})
    assert not graded.finished
    assert graded.level.severity >= RULES.unfinished.severity
