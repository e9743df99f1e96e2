"""Reading what a person typed in an exercise, and drawing it back, whatever it was."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from django.utils.translation import override
from hypothesis import given, strategies as st

from accalmie.capabilities.exercises import forms, library, pages
from accalmie.core.exercises import Exercise, ExerciseRefused, read_answers


def form(**typed: str) -> QueryDict:
    query = QueryDict(mutable=True)
    query.update(typed)
    return query


@pytest.fixture
def plan() -> Exercise:
    return library.exercises()["activity-plan"]


@pytest.fixture
def diary() -> Exercise:
    return library.exercises()["activity-mood-diary"]


def test_every_exercise_of_the_house_is_read_and_drawn_in_both_languages():
    assert len(library.exercises()) >= 12
    for exercise in library.exercises().values():
        for language in ("fr", "en"):
            assert len(forms.views(exercise, language, {})) == len(exercise.fields)


def test_a_field_may_not_take_a_name_that_every_form_uses(tmp_path, plan):
    text = (library.Path(library.settings.CONTENT) / "exercises" / "activity-plan.yaml").read_text(encoding="utf-8")
    (tmp_path / "bad.yaml").write_text(text.replace("id: activity\n", "id: next\n").replace("[activity,", "[next,"))
    with pytest.raises(ExerciseRefused, match=r"bad\.yaml: “next”"):
        library.read_folder(tmp_path)


def test_what_was_typed_becomes_answers(plan):
    answers, errors = forms.read(plan, form(activity="Marcher", day="2026-11-24", at="17:30", minutes="12"))
    assert not errors
    assert answers == {"activity": "Marcher", "day": "2026-11-24", "at": "17:30", "minutes": 12}


def test_a_day_and_an_hour_written_by_hand_are_understood(plan):
    answers, errors = forms.read(plan, form(activity="Marcher", day="24/11/2026", at="21 h 30"))
    assert not errors
    assert (answers["day"], answers["at"]) == ("2026-11-24", "21:30")


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({}, "activity", "a verb and a place are enough"),
        ({"activity": "a", "minutes": "many"}, "minutes", "Write a number"),
        ({"activity": "a", "minutes": "500"}, "minutes", "from 1 to 240"),
        ({"activity": "a", "day": "demain"}, "day", "24/11/2026"),
        ({"activity": "a", "at": "99:99"}, "at", "21:30"),
        ({"activity": "x" * 1_000_000}, "activity", "longer than we can keep"),
    ],
)
def test_each_thing_to_put_right_is_said_beside_its_field(plan, typed, field, said):
    with override("en"):
        _answers, errors = forms.read(plan, form(**typed))
    assert [error.field for error in errors] == [field]
    assert said in errors[0].sentence


def test_errors_are_said_in_french(plan):
    with override("fr"):
        _answers, errors = forms.read(plan, form())
    assert "needs" not in errors[0].sentence


def test_a_refused_day_is_drawn_as_text_so_that_it_stays_visible(plan):
    typed = form(activity="a", day="demain")
    _answers, errors = forms.read(plan, typed)
    day = next(view for view in forms.views(plan, "fr", forms.typed(plan, typed), errors) if view.name == "day")
    assert (day.kind, day.given) == ("text", "demain")
    assert day.errors


def test_the_rows_of_a_table_are_read_and_empty_ones_left_out(diary):
    answers, errors = forms.read(
        diary, form(**{"moments-0-moment": "lundi", "moments-0-mood": "3", "moments-4-activity": "lire"})
    )
    assert not errors
    assert answers["moments"] == [{"moment": "lundi", "mood": 3}, {"activity": "lire"}]


def test_a_wrong_cell_is_named_by_its_row_and_column(diary):
    _answers, errors = forms.read(diary, form(**{"moments-2-mood": "11"}))
    assert [error.field for error in errors] == ["moments-2-mood"]
    table = forms.views(diary, "fr", {"moments": [{}, {}, {"mood": "11"}]}, errors)[0]
    assert isinstance(table, forms.TableView)
    assert [cell.given for cell in table.rows[2].cells if cell.errors] == ["11"]


def test_one_row_too_many_is_said_and_all_of_them_stay(diary):
    most = diary.field("moments").max_rows
    typed = form(**{f"moments-{number}-activity": "lire" for number in range(most + 1)})
    _answers, errors = forms.read(diary, typed)
    assert [error.field for error in errors] == ["moments"]
    table = forms.views(diary, "fr", forms.typed(diary, typed), errors)[0]
    assert isinstance(table, forms.TableView)
    assert sum(any(cell.given for cell in row.cells) for row in (*table.rows, *table.more)) == most + 1


def test_the_box_that_opens_an_exercise_is_never_ticked_by_itself():
    assert not forms.is_shared(form())
    assert forms.is_shared(form(**{forms.SHARE: "yes"}))


@given(st.dictionaries(st.sampled_from(["activity", "day", "at", "minutes", "mood_before", "nothing"]), st.text()))
def test_nothing_typed_is_ever_lost_or_breaks_the_page(typed: dict[str, str]):
    plan = library.exercises()["activity-plan"]
    query = form(**typed)
    _answers, errors = forms.read(plan, query)
    shown = {view.name: view for view in forms.views(plan, "fr", forms.typed(plan, query), errors)}
    for name, words in typed.items():
        assert name == "nothing" or shown[name].given == words  # type: ignore[union-attr]


@pytest.mark.parametrize("name", sorted(library.exercises()))
def test_answers_drawn_again_and_sent_back_are_the_same(name):
    exercise = library.exercises()[name]
    assert exercise.example is not None
    answers, errors = read_answers(exercise, exercise.example.answers["fr"])
    assert not errors
    assert read_answers(exercise, forms.as_typed(exercise, answers)) == (answers, [])


def test_what_was_written_is_read_back_in_words(plan):
    answers = {"activity": "Marcher", "day": "2026-11-24", "at": "21:30", "minutes": 12, "gone": "old words"}
    found = {line.label: line.words for line in pages.lines(plan, answers, "fr")}
    assert found["Le jour"] == "mardi 24 novembre"
    assert found["L’heure"] == "21\u00a0h\u00a030"
    assert found["Combien de temps"] == "12\u00a0minutes"
    assert found["gone"] == "old words"
