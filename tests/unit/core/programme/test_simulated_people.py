"""Test people: read from plain values, lived through the engine, judged against what their author said."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from accalmie.core import entries as e
from accalmie.core.measures import Instrument, load_instrument
from accalmie.core.programme import people
from accalmie.core.programme.nodes import Choice, Exercise, Malformed, Programme, Text
from accalmie.core.programme.simulate import Dice, Grade, World, measure_answers, run, simulate, to_json, to_text, walk
from tests.factories.programmes import programme

PROGRAMME = programme(
    """
    module | opens              | step  | kind                        | conditions
    first  | at start           | known |                             |
           |                    | plan  | exercise: plan, act = what  |
           |                    | walk  | practice: 3 / 7             | short
           |                    | look  | choice: done, stuck         |
           |                    | path  |                             | when look == "stuck"
    second | 1 day after first  | more  |                             |
           |                    | last  |                             |
    """,
    facts={"look": "choice look"},
    measures=["phq-9 every 7 days"],
    danger=["phq9_item9 >= 1 or declined"],
    start={"alone": "phq9 <= 9", "guided": "phq9 <= 19"},
)


PHQ9 = Path(__file__).parents[4] / "content" / "instruments" / "phq-9.yaml"


@cache
def instruments() -> Mapping[str, Instrument]:
    return {"phq-9": load_instrument(PHQ9.read_text(encoding="utf-8"))}


def grade(answers: Mapping[str, str]) -> Grade:
    """A stand-in for the house's questions: one about a wish, one about an intent."""
    level = "active" if answers.get("intent") == "yes" else "passive" if answers.get("wish") == "yes" else "none"
    return Grade(level, finished=set(answers) >= {"wish", "intent"})


def person(*weeks: dict[str, Any], **more: Any) -> people.Person:
    base = {
        "person": "samira",
        "story": {"en": "She teaches."},
        "language": "en",
        "mode": "guided",
        "before": {"phq-9": 13},
    }
    return people.person_from({**base, "weeks": list(weeks), **more})


def mismatches(*weeks: dict[str, Any], made: Programme = PROGRAMME, **more: Any) -> list[tuple[int, str, Any, Any]]:
    world = World(instruments=instruments(), grade=grade)
    return [tuple(found[1:]) for found in run(made, person(*weeks, **more), world).mismatches]


def test_a_module_with_a_practice_of_three_days_takes_about_a_week() -> None:
    week = {"week": 1, "does": "everything", "expect": {"module": "second", "page": "measures", "finished": "first"}}
    after = {"week": 2, "does": "everything", "expect": {"page": "done"}}
    assert mismatches(week, after) == []


def test_a_mismatch_says_the_week_the_word_and_both_sides() -> None:
    assert mismatches({"week": 1, "does": "nothing", "expect": {"page": "done"}}) == [(1, "page", "done", "known")]


def test_choices_conditions_and_skipped_steps_are_as_written() -> None:
    week = {
        "week": 1,
        "does": "everything",
        "choose": {"look": "stuck"},
        "skip": "plan",
        "expect": {"seen": ["plan", "path"], "not_seen": ["more"]},
    }
    assert mismatches(week) == []
    assert mismatches({**week, "choose": {}}) == [(1, "seen", ("path",), ("known", "plan", "walk", "look"))]


def test_up_to_stops_before_the_step() -> None:
    assert mismatches({"week": 1, "does": "up to plan", "expect": {"seen": "known", "not_seen": "plan"}}) == []


def test_a_danger_answer_left_alone_stays_on_help() -> None:
    first = {"week": 1, "does": "everything"}
    second = {
        "week": 2,
        "measures": {"phq-9": [1, 1, 1, 1, 1, 1, 1, 1, 1]},
        "danger": {},
        "does": "everything",
        "expect": {"help": "yes", "person": "yes", "level": "active", "page": "help"},
    }
    third = {"week": 3, "does": "nothing", "expect": {"page": "help", "help": "no"}}
    assert mismatches(first, second, third) == []


@pytest.mark.parametrize(
    ("danger", "level", "page"),
    [
        ({"wish": "yes", "intent": "no"}, "passive", "done"),
        ({"wish": True, "intent": True}, "active", "hold"),
        ({"wish": "yes"}, "passive", "hold"),
    ],
)
def test_graded_questions_let_the_programme_go_on_or_hold_it(danger: dict[str, Any], level: str, page: str) -> None:
    first = {"week": 1, "does": "everything"}
    second = {
        "week": 2,
        "measures": {"phq-9": [1, 1, 1, 1, 1, 1, 1, 1, 1]},
        "danger": danger,
        "does": "everything",
        "expect": {"level": level, "page": page},
    }
    assert mismatches(first, second) == []


@pytest.mark.parametrize(
    ("act", "mode", "page"),
    [
        ("a professional reviews", "guided", "known"),
        ("speak with someone", "alone", "known"),
        ("nothing", "alone", "hold"),
    ],
)
def test_who_can_end_a_hold(act: str, mode: str, page: str) -> None:
    danger = {"wish": "yes", "intent": "yes"}
    week = {"week": 1, "danger": danger, "does": ["everything", act], "expect": {"page": page}}
    assert mismatches(week, mode=mode, before={"phq-9": [0, 0, 0, 0, 0, 0, 0, 0, 1]}) == []


def test_a_pause_a_short_version_and_leaving() -> None:
    assert mismatches({"week": 1, "does": ["everything", "pause 14 days"], "expect": {"page": "paused"}}) == []
    short = {"week": 1, "does": ["up to plan", "short version", "everything"], "expect": {"not_seen": ["plan", "look"]}}
    assert mismatches(short) == []
    assert mismatches({"week": 1, "does": ["leave"], "expect": {"page": "left"}}) == []


def test_a_gap_ends_with_a_welcome() -> None:
    weeks = ({"week": 1, "does": "up to plan"}, {"week": 4, "does": "up to plan", "expect": {"seen": "welcome-back"}})
    assert mismatches(*weeks) == []


@pytest.mark.parametrize(
    "more",
    [
        {"before": {"phq-9": 21}},
        {"before": {"phq-9": "declined"}},
        {"mode": "alone"},
        {"answers": {"mania": "yes"}},
    ],
)
def test_a_start_that_leads_to_a_person(more: dict[str, Any]) -> None:
    assert mismatches({"week": 1, "does": "everything", "expect": {"page": "refused", "person": "yes"}}, **more) == []


def test_walk_gives_the_entries_in_order_and_the_same_ones_each_time() -> None:
    world = World(instruments=instruments(), grade=grade)
    lived = [list(walk(PROGRAMME, person({"week": 2, "does": "everything"}), world, seed=7)) for _ in range(2)]
    assert lived[0] == lived[1]
    assert [one.offset for one in lived[0]] == sorted(one.offset for one in lived[0])
    assert [type(one.entry) for one in lived[0][:2]] == [e.MeasureScored, e.Enrolled]
    assert len({one.id for one in lived[0]}) == len(lived[0])


def test_the_trace_reads_week_by_week() -> None:
    outcome = run(PROGRAMME, person({"week": 1, "does": "up to plan"}), World(instruments=instruments(), grade=grade))
    assert to_text(outcome) == "week 1: known | then measures (first)"
    assert b'"page":"measures"' in to_json(outcome)


@pytest.mark.parametrize("saying", ["up to", "pause a while", "a professional opens", "dance", ""])
def test_acts_that_mean_nothing_are_refused_with_what_there_is(saying: str) -> None:
    with pytest.raises(Malformed, match="up to STEP-OR-MODULE"):
        people.act(saying)


@pytest.mark.parametrize("wrong", [{"weeks": [{"week": "one"}]}, {"mode": "group"}, {"surprise": 1}, {"weeks": [3]}])
def test_a_person_who_is_not_one_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(Malformed):
        people.person_from({"person": "x", "story": {}, "language": "fr", "mode": "alone", **wrong})


def test_weeks_are_numbered_upwards() -> None:
    with pytest.raises(Malformed, match="numbered"):
        person({"week": 2}, {"week": 1})


def test_the_same_seed_plays_a_step_the_same_way() -> None:
    choice, exercise = Choice(options=("a", "b", "c")), Exercise(exercise="plan", remember={"act": "what"})
    drawn = {simulate(choice, Dice(seed).draw)["choice"] for seed in range(40)}
    assert drawn == {"a", "b", "c"}
    assert simulate(exercise, Dice(3).draw, language="en") == simulate(exercise, Dice(3).draw, language="en")
    assert simulate(Text(), Dice(1).draw) == {}


@pytest.mark.parametrize("total", [0, 1, 13, 24, 27])
def test_a_total_is_spread_over_the_items_and_the_danger_item_comes_last(total: int) -> None:
    answers = measure_answers(instruments()["phq-9"], total)
    assert sum(filter(None, answers)) == total
    assert (answers[8] == 0) is (total <= 24)
