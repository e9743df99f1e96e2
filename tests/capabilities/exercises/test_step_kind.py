"""An exercise as a step of a programme."""

from __future__ import annotations

from random import Random
from uuid import UUID, uuid4

import pytest
from django.http import QueryDict

from accalmie.capabilities.exercises import actions, forms, library, steps as exercise_steps
from accalmie.core.entries import ExerciseWritten, StepRef
from accalmie.core.exercises import read_answers
from accalmie.core.programme import nodes
from accalmie.foundation import journal
from accalmie.foundation.steps import Asked, kind_of
from tests.factories.people import NOW

AT = StepRef(enrolment=uuid4(), module="plan", step="my-plan")


def asked(patient: UUID, exercise: str, typed: QueryDict | None = None, **remember: str) -> Asked:
    wording = nodes.Wording(title="A step", parts=())
    doing = nodes.Exercise(exercise=exercise, remember=remember)
    step = nodes.Step(id="my-plan", minutes=5, doing=doing, wording={"fr": wording})
    return Asked(patient=patient, step=step, wording=wording, language="fr", at=AT, typed=typed, now=NOW)


def form(**typed: str) -> QueryDict:
    query = QueryDict(mutable=True)
    query.update(typed)
    return query


def test_a_filled_exercise_is_journalled_and_its_words_remembered():
    typed = form(activity="Marcher", day="2026-11-24", minutes="12")
    question = asked(uuid4(), "activity-plan", typed, chosen="activity", when="day", unsaid="obstacle")
    given = kind_of(question.step).read(question, typed)
    assert given.answers == {"activity": "Marcher", "day": "2026-11-24", "minutes": 12}
    assert given.remembered == {"chosen": "Marcher", "when": "mardi 24 novembre"}
    (entry,) = given.entries
    assert isinstance(entry, ExerciseWritten)
    assert (entry.exercise, entry.shared, entry.at) == ("activity-plan", False, AT)


def test_of_a_table_the_first_cell_is_remembered():
    typed = form(**{"moments-0-moment": "lundi soir"})
    question = asked(uuid4(), "activity-mood-diary", typed, first="moments")
    assert kind_of(question.step).read(question, typed).remembered == {"first": "lundi soir"}


def test_something_to_put_right_journals_nothing():
    question = asked(uuid4(), "activity-plan", form())
    given = kind_of(question.step).read(question, form())
    assert given.errors
    assert not given.entries
    assert not given.answers


@pytest.mark.django_db(databases=["default", "keys"])
def test_a_step_opened_again_holds_what_was_written_there(record):
    plan = library.exercises()["activity-plan"]
    journal.append(record, actions.filled(plan, {"activity": "Marcher"}, shared=True, at=AT), by=None, now=NOW)
    question = asked(record, "activity-plan")
    sheet = kind_of(question.step).show(question, ()).context["sheet"]
    assert sheet.fields[0].given == "Marcher"
    assert not sheet.is_shared  # opening is decided anew for each sheet


@pytest.mark.parametrize("name", sorted(library.exercises()))
def test_simulated_answers_are_answers_that_a_person_could_give(name):
    exercise = library.exercises()[name]
    question = asked(uuid4(), name)
    for seed in range(5):
        draw = Random(seed).random
        answers = exercise_steps._simulate(question.step, draw)
        again, errors = read_answers(exercise, forms.as_typed(exercise, answers))
        assert not errors
        assert again == answers
        assert kind_of(question.step).simulate(question.step, Random(seed).random) == answers
