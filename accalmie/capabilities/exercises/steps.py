"""The step kind that asks a person to write an exercise inside a programme."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.http import QueryDict

from accalmie.capabilities.exercises import actions, forms, library, pages, queries
from accalmie.core.entries import Answers
from accalmie.core.exercises import Exercise, Field, summary
from accalmie.core.programme import nodes
from accalmie.core.programme.nodes import Step
from accalmie.foundation import clock, steps
from accalmie.foundation.steps import Asked, FormError, Given, Shown, StepKind

Draw = Callable[[], float]
_SOME_MONDAY = date(2026, 1, 5)


def _exercise(step: Step) -> Exercise:
    assert isinstance(step.doing, nodes.Exercise)
    return library.exercises()[step.doing.exercise]


def _show(asked: Asked, errors: tuple[FormError, ...]) -> Shown:
    exercise = _exercise(asked.step)
    page = pages.form_page(
        exercise,
        pages.language_of(asked.language),
        patient=asked.patient,
        raw=_raw(asked, exercise),
        is_shared=asked.typed is not None and forms.is_shared(asked.typed),
        now=asked.now or clock.now(),
        errors=errors,
    )
    return Shown("exercises/kinds/exercise.html", {"sheet": page})


def _raw(asked: Asked, exercise: Exercise) -> forms.Raw:
    """What was typed just now, else what was answered at this step before, else nothing."""
    if asked.typed is not None:
        return forms.typed(exercise, asked.typed)
    if asked.earlier:
        return forms.as_typed(exercise, asked.earlier)
    before = queries.last_at(asked.patient, asked.at)
    return forms.as_typed(exercise, before.answers if before else {})


def _read(asked: Asked, form: QueryDict) -> Given:
    exercise = _exercise(asked.step)
    answers, errors = forms.read(exercise, form)
    if errors:
        return Given(errors=errors)
    entry = actions.filled(exercise, answers, shared=forms.is_shared(form), at=asked.at)
    return Given(answers=answers, remembered=_remembered(asked, exercise, answers), entries=(entry,))


def _remembered(asked: Asked, exercise: Exercise, answers: Answers) -> Answers:
    """The words that later steps say back, by the names that the step gives them."""
    assert isinstance(asked.step.doing, nodes.Exercise)
    language = pages.language_of(asked.language)
    found = {
        name: _first_words(exercise.field(field), answers.get(field), language)
        for name, field in asked.step.doing.remember.items()
    }
    return {name: words for name, words in found.items() if words}


def _first_words(field: Field, value: Any, language: str) -> str:
    if not field.columns:
        return pages.said(field, value, language)
    for column in field.columns:
        if value and column.id in value[0]:
            return pages.said(column, value[0][column.id], language)
    return ""


def _summarise(step: Step, answers: Answers, language: str) -> str:
    return summary(_exercise(step), answers, pages.language_of(language))


def _simulate(step: Step, draw: Draw) -> Answers:
    """The worked example's words with drawn figures; an optional field stays empty one time in five."""
    exercise = _exercise(step)
    words = exercise.example.answers.get("fr", {}) if exercise.example else {}
    return {
        field.id: _drawn(field, words.get(field.id), draw)
        for field in exercise.fields
        if field.required == "yes" or draw() < 0.8
    }


def _drawn(field: Field, example: Any, draw: Draw) -> Any:
    made: dict[str, Callable[[], Any]] = {
        "number": lambda: _figure(field, draw),
        "scale": lambda: _figure(field, draw),
        "choice": lambda: list(field.options)[int(draw() * len(field.options))],
        "date": lambda: _day(draw),
        "time": lambda: f"{int(draw() * 24):02d}:{int(draw() * 60):02d}",
        "yes-no": lambda: [True, False][int(draw() * 2)],
        "table": lambda: _drawn_rows(field, example or [{}], draw),
    }
    return made.get(field.type, lambda: str(example or field.label["fr"]))()


def _day(draw: Draw) -> str:
    return (_SOME_MONDAY + timedelta(days=int(draw() * 365))).isoformat()


def _figure(field: Field, draw: Draw) -> int:
    return int(field.lo + draw() * (field.hi - field.lo))


def _drawn_rows(field: Field, example: list[dict[str, Any]], draw: Draw) -> list[dict[str, Any]]:
    return [{column.id: _drawn(column, row.get(column.id), draw) for column in field.columns} for row in example]


steps.register(
    StepKind(
        name="exercise",
        version="1",
        parameters=nodes.Exercise,
        data=(
            steps.Recorded("answers", "one value a field", "what the person wrote, journalled as ExerciseWritten too"),
            steps.Recorded("shared", "yes or no", "whether the person opened it to their care team"),
        ),
        show=_show,
        read=_read,
        summarise=_summarise,
        simulate=_simulate,
    )
)
