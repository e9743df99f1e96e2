"""Exercises are read from files that their authors can mend, and keep what people type."""

from typing import Any

import pytest
from hypothesis import given, strategies as st

from accalmie.core.exercises import Exercise, ExerciseRefused, FieldError, load_exercise, read_answers, summary

PLAN = """
exercise: activity-plan
version: 1.0.0
title: {fr: Mon action, en: My action}
intro: {fr: Choisissez., en: Choose.}
source: Lejuez 2011
fields:
  - {id: activity, type: text, label: {fr: Quoi, en: What}, required: yes}
  - {id: day, type: date, label: {fr: Jour, en: Day}}
  - {id: hour, type: time, label: {fr: Heure, en: Time}}
  - {id: mood, type: scale, lo: 0, hi: 10, label: {fr: Humeur, en: Mood}}
  - {id: alone, type: yes-no, label: {fr: Seul, en: Alone}}
  - {id: place, type: choice, label: {fr: Lieu, en: Place},
     options: {home: {fr: Ici, en: Home}, out: {fr: Dehors, en: Out}}}
  - id: steps
    type: table
    label: {fr: Pas, en: Steps}
    max_rows: 3
    columns:
      - {id: step, type: text, label: {fr: Pas, en: Step}}
      - {id: effort, type: number, lo: 0, hi: 10, label: {fr: Effort, en: Effort}}
summary: [activity, place, day, hour]
"""


def plan() -> Exercise:
    return load_exercise(PLAN)


def test_what_a_person_types_becomes_typed_answers() -> None:
    answers, errors = read_answers(
        plan(),
        {
            "activity": " Sortir le chien ",
            "day": "2026-11-24",
            "hour": "21:30",
            "mood": "4,5",
            "alone": "no",
            "place": "out",
            "steps": [{"step": "laisse", "effort": "2"}, {"step": "", "effort": ""}],
        },
    )
    assert errors == []
    assert answers == {
        "activity": "Sortir le chien",
        "day": "2026-11-24",
        "hour": "21:30",
        "mood": 4.5,
        "alone": False,
        "place": "out",
        "steps": [{"step": "laisse", "effort": 2}],
    }


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({}, FieldError("activity", "required")),
        ({"activity": "x" * 20_001}, FieldError("activity", "too_long", "20000")),
        ({"activity": "x", "mood": "11"}, FieldError("mood", "out_of_range", "0-10")),
        ({"activity": "x", "mood": "nan"}, FieldError("mood", "out_of_range", "0-10")),
        ({"activity": "x", "mood": "beaucoup"}, FieldError("mood", "not_a_number")),
        ({"activity": "x", "day": "hier"}, FieldError("day", "not_a_date")),
        ({"activity": "x", "hour": "25:00"}, FieldError("hour", "not_a_time")),
        ({"activity": "x", "place": "moon"}, FieldError("place", "not_an_option")),
        ({"activity": "x", "alone": "maybe"}, FieldError("alone", "not_an_option")),
        ({"activity": "x", "steps": [{"step": "a"}] * 4}, FieldError("steps", "too_many_rows", "3")),
        (
            {"activity": "x", "steps": [{"step": "a", "effort": "99"}]},
            FieldError("steps-0-effort", "out_of_range", "0-10"),
        ),
    ],
)
def test_each_wrong_value_is_named_with_its_field(typed: dict[str, Any], error: FieldError) -> None:
    assert read_answers(plan(), typed)[1] == [error]


def test_the_summary_is_in_the_persons_words_and_language() -> None:
    assert summary(plan(), {"activity": "Sortir le chien", "place": "out"}, "fr") == "Sortir le chien · Dehors"
    assert summary(plan(), {}, "en") == ""
    when = {"day": "2026-11-24", "hour": "21:30"}
    assert summary(plan(), when, "fr") == "24/11/2026 · 21\u00a0h\u00a030"
    assert summary(plan(), when, "en") == "24/11/2026 · 21:30"


VALUES = st.one_of(
    st.none(), st.text(max_size=30), st.lists(st.dictionaries(st.sampled_from(["step", "effort"]), st.text(max_size=5)))
)


@given(st.dictionaries(st.sampled_from(["activity", "day", "hour", "mood", "alone", "place", "steps"]), VALUES))
def test_no_typed_value_makes_reading_fail(typed: dict[str, Any]) -> None:
    answers, errors = read_answers(plan(), typed)
    assert all(name in {field.id for field in plan().fields} for name in answers)
    assert not {error.field for error in errors} & set(answers) - {"steps"}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("en: My action", "de: Meine", "the title lacks its text in: en"),
        ("id: activity,", "id: day,", "two fields have the same name"),
        ("summary: [activity, place, day, hour]", "summary: [colour]", "unknown one: colour"),
        ("lo: 0, hi: 10, label: {fr: Humeur", "lo: 10, hi: 0, label: {fr: Humeur", "lo must be below hi"),
        ("type: text, label: {fr: Quoi", "type: poem, label: {fr: Quoi", "poem"),
        ("exercise: activity-plan", "exercise: [", "expected"),
    ],
)
def test_a_malformed_file_is_refused_with_a_sentence(old: str, new: str, says: str) -> None:
    with pytest.raises(ExerciseRefused) as refused:
        load_exercise(PLAN.replace(old, new))
    assert says in str(refused.value)


def test_a_hostile_file_is_refused() -> None:
    for text in ("[" * 50_000, "a: " * 50_000, "&a [*a]", "x" * 200_000):
        with pytest.raises(ExerciseRefused):
            load_exercise(text)
