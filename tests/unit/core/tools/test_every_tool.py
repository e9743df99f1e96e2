"""Every tool, with whatever sheets hold: it never breaks, makes no figure out of nothing, and keeps its order."""

from __future__ import annotations

import re
from datetime import date
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, get_args

import pytest
from hypothesis import given, settings, strategies as st

import accalmie.core.tools
from accalmie.core.definitions import LANGUAGES
from accalmie.core.exercises import Exercise, Field, read_answers
from accalmie.core.exercises.definition import ToolName
from accalmie.core.programme.language.typography import french_slips
from accalmie.core.tools import TOOLS, Found, Sheet
from tests.factories.tool_sheets import FIRST, HOUSE

EACH = pytest.mark.parametrize("name", TOOLS)
FEW = settings(max_examples=20, deadline=None)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(["{0}", "%s", "{number}", "«"])
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.floats() | WORDS,
    lambda inner: st.lists(inner, max_size=2),
    max_leaves=3,
)
DAYS = st.dates(FIRST, date(2027, 6, 1))


def of_tool(name: str) -> list[Exercise]:
    return [exercise for exercise in HOUSE.values() if exercise.tool == name]


def typed(field: Field) -> st.SearchStrategy[Any]:
    """What a person could type in this field and be read."""
    if field.columns:
        row = st.fixed_dictionaries({}, optional={column.id: typed(column) for column in field.columns})
        return st.lists(row, max_size=4)
    made: dict[str, st.SearchStrategy[Any]] = {
        "choice": st.sampled_from(sorted(field.options) or [""]),
        "date": DAYS.map(str),
        "time": st.sampled_from(["07:00", "21:30"]),
        "yes-no": st.sampled_from(["yes", "no"]),
    }
    figures = st.integers(int(field.lo), int(field.hi)).map(str)
    return made.get(field.type, figures if field.type in ("number", "scale") else WORDS)


def read(exercise: Exercise) -> st.SearchStrategy[dict[str, Any]]:
    fields = {field.id: typed(field) for field in exercise.fields}
    return st.fixed_dictionaries({}, optional=fields).map(lambda given: read_answers(exercise, given)[0])


def odd(exercise: Exercise) -> st.SearchStrategy[dict[str, Any]]:
    """What another version of the exercise might have kept."""
    tables = {field.id: field.columns for field in exercise.fields}
    rows = {
        name: st.lists(st.dictionaries(st.sampled_from([one.id for one in columns]), ANYTHING, max_size=5), max_size=3)
        for name, columns in tables.items()
        if columns
    }
    return st.fixed_dictionaries({}, optional={name: rows.get(name, ANYTHING) | ANYTHING for name in tables})


def a_sheet(exercise: Exercise) -> st.SearchStrategy[Sheet]:
    return st.builds(Sheet, st.just(exercise), read(exercise) | odd(exercise), DAYS)


def some(name: str, *, at_least: int = 0) -> st.SearchStrategy[list[Sheet]]:
    one = st.one_of([a_sheet(exercise) for exercise in of_tool(name)])
    return st.lists(one, min_size=at_least, max_size=4).map(lambda them: sorted(them, key=lambda sheet: sheet.on))


def test_exercises_name_the_tools_there_are_and_each_is_used() -> None:
    assert set(get_args(ToolName)) == {"", *TOOLS}
    assert {exercise.tool for exercise in HOUSE.values()} == {"", *TOOLS}


@EACH
def test_a_tool_says_itself_in_both_languages(name: str) -> None:
    for texts in (TOOLS[name].title, TOOLS[name].lead, *filter(None, [TOOLS[name].missing])):
        assert all(texts[language] for language in LANGUAGES)


@EACH
@FEW
@given(data=st.data())
def test_whatever_the_sheets_hold_is_read_to_the_same_end(name: str, data: st.DataObject) -> None:
    them = data.draw(some(name))
    for language in LANGUAGES:
        found = TOOLS[name].find(them, language)
        assert found == TOOLS[name].find(list(them), language)
        assert all(len(row) == len(found.columns) for row in found.rows)
        assert all(said.strip() and "None" not in said and "nan" not in said.split() for said in found.said)


@EACH
def test_nothing_is_said_of_nothing(name: str) -> None:
    for language in LANGUAGES:
        assert TOOLS[name].find([], language) == Found()
        for exercise in of_tool(name):
            found = TOOLS[name].find([Sheet(exercise, {}, FIRST)], language)
            assert not [said for said in found.said if re.search(r"\d", said)], found.said
            assert not found.rows


@EACH
@FEW
@given(data=st.data())
def test_the_next_sheet_begins_with_what_its_form_can_hold(name: str, data: st.DataObject) -> None:
    exercise = data.draw(st.sampled_from(of_tool(name)))
    before = [
        Sheet(exercise, answers, FIRST) for answers in data.draw(st.lists(read(exercise), min_size=1, max_size=3))
    ]
    begun = TOOLS[name].onward(before)
    _answers, wrong = read_answers(exercise, as_typed(begun))
    assert {error.code for error in wrong} <= {"required"}
    TOOLS[name].onward([*before, data.draw(a_sheet(exercise))])


def as_typed(answers: Any) -> Any:
    """Answers as a form would send them back."""
    if isinstance(answers, dict):
        return {name: as_typed(value) for name, value in answers.items()}
    if isinstance(answers, list):
        return [as_typed(one) for one in answers]
    return ("yes" if answers else "no") if isinstance(answers, bool) else str(answers)


@EACH
@FEW
@given(data=st.data())
def test_what_cannot_stand_is_named_at_a_field_that_is_there(name: str, data: st.DataObject) -> None:
    for exercise in of_tool(name):
        answers = data.draw(read(exercise) | odd(exercise))
        for language in LANGUAGES:
            for wrong in TOOLS[name].check(answers, language):
                field = exercise.field(wrong.field)
                assert wrong.sentence
                assert wrong.row is None or wrong.column in {column.id for column in field.columns}


def texts(value: Any) -> list[dict[str, str]]:
    """Every text of a module, in both languages."""
    if isinstance(value, dict):
        return [value] if set(value) == {"fr", "en"} else [one for inner in value.values() for one in texts(inner)]
    return []


MODULES = [import_module(f"accalmie.core.tools.{one.name}") for one in iter_modules(accalmie.core.tools.__path__)]
TEXTS = [one for module in MODULES for value in vars(module).values() for one in texts(value)]
TEXTS += [one for tool in TOOLS.values() for one in (tool.title, tool.lead, tool.missing) if one]


def test_every_sentence_is_in_both_languages_and_its_french_is_set_as_french_is() -> None:
    assert len(TEXTS) > 100
    assert [text for text in TEXTS if not all(text.values())] == []
    assert [(text["fr"], slip) for text in TEXTS for slip in french_slips(text["fr"])] == []
    assert [text for text in TEXTS if set(_given(text["fr"])) != set(_given(text["en"]))] == []


def _given(text: str) -> list[str]:
    return re.findall(r"\{(\w+)\}", text)
