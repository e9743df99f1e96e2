"""Every exercise of the house, with whatever people type: what is good is kept, the rest is named, nothing breaks."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from accalmie.core.exercises import Exercise, Field, load_exercise, read_answers, summary
from accalmie.core.exercises.answers import LONGEST_TEXT
from accalmie.core.programme import nodes
from accalmie.core.programme.simulate import field_answer, simulate

FOLDER = Path(__file__).parents[4] / "content" / "exercises"
HOUSE = [load_exercise(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yaml"))]
EACH = pytest.mark.parametrize("exercise", HOUSE, ids=lambda one: one.id)
FEW = settings(max_examples=25, deadline=None)
TYPED = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def typed_in(field: Field, value: Any) -> Any:
    """An answer as a form would send it back."""
    if field.columns:
        return [{column.id: typed_in(column, row.get(column.id)) for column in field.columns} for row in value]
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def filled(exercise: Exercise, seed: int) -> dict[str, Any]:
    draw = Random(seed).random
    return {field.id: field_answer(field, draw, "fr") for field in exercise.fields}


@EACH
@pytest.mark.parametrize("seed", range(3))
def test_a_filled_sheet_comes_back_as_it_was_given(exercise: Exercise, seed: int) -> None:
    answers = filled(exercise, seed)
    read, errors = read_answers(exercise, {field.id: typed_in(field, answers[field.id]) for field in exercise.fields})
    assert errors == []
    assert read == answers


@EACH
@FEW
@given(data=st.data())
def test_each_field_is_either_answered_named_as_wrong_or_left_empty(exercise: Exercise, data: st.DataObject) -> None:
    typed = {
        field.id: data.draw(_anything(field)) for field in exercise.fields if data.draw(st.booleans(), label="given")
    }
    answers, errors = read_answers(exercise, typed)
    wrong = {error.field.partition("-")[0] for error in errors}
    for field in exercise.fields:
        text = _said(field, typed.get(field.id))
        met = field.id in answers or field.id in wrong
        assert met == bool(text or field.required == "yes"), field.id
        assert field.columns or not (field.id in answers and field.id in wrong)  # a table keeps its other rows


def _said(field: Field, given: Any) -> str:
    """What stands in a field, or in the cells of a table; a table that is no list of rows holds nothing."""
    if not field.columns:
        return str(given or "").strip()
    rows = given if isinstance(given, list) else []
    return "".join(str(cell or "").strip() for row in rows for cell in row.values())


def _anything(field: Field) -> st.SearchStrategy[Any]:
    if not field.columns:
        return TYPED
    row = st.fixed_dictionaries({}, optional={column.id: TYPED for column in field.columns})
    return st.lists(row, max_size=3) | TYPED


@EACH
@FEW
@given(data=st.data())
def test_what_was_read_reads_the_same_again(exercise: Exercise, data: st.DataObject) -> None:
    typed = {field.id: data.draw(_anything(field)) for field in exercise.fields}
    answers, _ = read_answers(exercise, typed)
    again, errors = read_answers(
        exercise, {field.id: typed_in(field, answers[field.id]) for field in exercise.fields if field.id in answers}
    )
    assert again == answers
    assert {error.code for error in errors} <= {"required"}


@EACH
def test_an_empty_sheet_misses_only_what_its_author_requires(exercise: Exercise) -> None:
    answers, errors = read_answers(exercise, {})
    assert answers == {}
    assert {(error.field, error.code) for error in errors} == {
        (field.id, "required") for field in exercise.fields if field.required == "yes"
    }


@EACH
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_filled_sheet_says_itself_in_one_line(exercise: Exercise, language: str) -> None:
    said = summary(exercise, filled(exercise, 1), language)
    assert said
    assert "\n" not in said
    assert "None" not in said


@EACH
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_worked_example_is_one_that_its_reader_could_have_given(exercise: Exercise, language: str) -> None:
    example = exercise.example.answers[language] if exercise.example else filled(exercise, 1)
    typed = {field.id: typed_in(field, example[field.id]) for field in exercise.fields if field.id in example}
    read, errors = read_answers(exercise, typed)
    assert errors == []
    assert {name: typed_in(exercise.field(name), value) for name, value in read.items()} == typed


@EACH
def test_who_plays_the_worked_example_gives_typed_answers(exercise: Exercise) -> None:
    """What a simulated person journals is what a form would have given: a yes is true, not a word."""
    step = nodes.Exercise(exercise=exercise.id, remember={})
    played = simulate(step, Random(1).random, language="fr", exercises={exercise.id: exercise})
    typed = {field.id: typed_in(field, played[field.id]) for field in exercise.fields if field.id in played}
    assert read_answers(exercise, typed) == (played, [])


TEXTS = [(exercise, field) for exercise in HOUSE for field in exercise.fields if field.type in ("text", "long-text")]
NUMBERS = [(exercise, field) for exercise in HOUSE for field in exercise.fields if field.type in ("number", "scale")]


@pytest.mark.parametrize(("exercise", "field"), TEXTS[:6], ids=lambda one: getattr(one, "id", ""))
@pytest.mark.parametrize(("length", "code"), [(LONGEST_TEXT, None), (LONGEST_TEXT + 1, "too_long")])
def test_a_text_is_kept_to_the_last_letter_or_refused_whole(
    exercise: Exercise, field: Field, length: int, code: str | None
) -> None:
    answers, errors = read_answers(exercise, {field.id: "é" * length})
    found = next((error.code for error in errors if error.field == field.id), None)
    assert found == code
    assert (field.id in answers) is (code is None)
    assert len(answers.get(field.id, "")) in (0, length)


@pytest.mark.parametrize(("exercise", "field"), NUMBERS, ids=lambda one: getattr(one, "id", ""))
def test_a_number_is_within_its_bounds_both_included(exercise: Exercise, field: Field) -> None:
    for value, is_kept in ((field.lo, True), (field.hi, True), (field.lo - 1, False), (field.hi + 1, False)):
        answers, _ = read_answers(exercise, {field.id: f"{value:g}"})
        assert (answers.get(field.id) == value) is is_kept


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.times().map(lambda found: found.replace(microsecond=0)))
def test_days_and_times_keep_their_value(day: date, hour: time) -> None:
    plan = next(one for one in HOUSE if one.id == "activity-plan")
    answers, errors = read_answers(plan, {"activity": "x", "day": day.isoformat(), "at": hour.strftime("%H:%M")})
    assert errors == []
    assert (answers["day"], answers["at"]) == (day.isoformat(), hour.strftime("%H:%M"))
