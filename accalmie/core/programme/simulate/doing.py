"""Each step kind plays itself: a plausible answer to a step, to a field of an exercise, to a measure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from accalmie.core.entries import Answers
from accalmie.core.exercises import Exercise as ExerciseDefinition, Field, read_answers
from accalmie.core.measures import Instrument
from accalmie.core.programme import nodes
from accalmie.core.programme.orienting import Screening
from accalmie.core.programme.people import Given

Draw = Callable[[], float]
"""A source of numbers in [0, 1)."""

SAID = {
    "fr": ("appeler ma sœur", "marcher jusqu’au marché", "ouvrir les volets le matin", "une soupe, dimanche"),
    "en": ("call my sister", "walk to the market", "open the shutters in the morning", "a soup on Sunday"),
}


def simulate(
    doing: nodes.Doing, draw: Draw, *, language: str = "fr", exercises: Mapping[str, ExerciseDefinition] | None = None
) -> Answers:
    """What a person might answer to a step of this kind. The same draws give the same answers.

    An exercise whose definition is not given is answered in the fields that its step remembers.
    """
    match doing:
        case nodes.Choice(options=options):
            return {nodes.CHOSEN: options[int(draw() * len(options))]}
        case Screening(questions=questions):
            return dict.fromkeys(questions, "no")
        case nodes.Exercise():
            return _exercise(doing, draw, language, exercises or {})
        case nodes.Sleep():
            return _sleep(draw)
        case _:
            return {}


def _exercise(doing: nodes.Exercise, draw: Draw, language: str, exercises: Mapping[str, ExerciseDefinition]) -> Answers:
    definition = exercises.get(doing.exercise)
    if definition is None:
        return {field: _said(draw, language) for field in doing.remember.values()}
    example = definition.example.answers.get(language) if definition.example else None
    return (
        read_answers(definition, example)[0]
        if example
        else {field.id: field_answer(field, draw, language) for field in definition.fields}
    )


def _sleep(draw: Draw) -> Answers:
    """The figures of a week of insomnia; nobody has a window of itself."""
    in_bed = 420 + 15 * int(draw() * 10)
    efficiency = 60 + int(draw() * 35)
    asleep = in_bed * efficiency // 100
    latency = (in_bed - asleep) // 2
    awake = in_bed - asleep - latency
    return {
        "nights": 7, "efficiency": efficiency, "asleep": asleep, "in_bed": in_bed, "latency": latency, "awake": awake
    }  # fmt: skip


def field_answer(field: Field, draw: Draw, language: str) -> Any:
    """What a person might write in one field."""
    if field.type == "table":
        return [{column.id: field_answer(column, draw, language) for column in field.columns}]
    plausible: dict[str, Callable[[], Any]] = {
        "number": lambda: round(field.lo + draw() * (field.hi - field.lo)),
        "scale": lambda: round(field.lo + draw() * (field.hi - field.lo)),
        "choice": lambda: list(field.options)[int(draw() * len(field.options))],
        "yes-no": lambda: draw() < 0.5,
        "date": lambda: f"2026-01-{1 + int(draw() * 28):02d}",
        "time": lambda: f"{int(draw() * 24):02d}:00",
    }
    return plausible.get(field.type, lambda: _said(draw, language))()


def _said(draw: Draw, language: str) -> str:
    sentences = SAID.get(language, SAID["en"])
    return sentences[int(draw() * len(sentences))]


def measure_answers(instrument: Instrument, given: Given) -> tuple[int | None, ...]:
    """A measure as an author writes it, item by item. A total is spread as evenly as it can be, danger items last
    at 0.
    """
    if given == "declined":
        return (None,) * len(instrument.items)
    if isinstance(given, tuple):
        return given
    return _spread(instrument, int(given) // instrument.multiply)


def _spread(instrument: Instrument, total: int) -> tuple[int, ...]:
    """Answers whose sum comes as near to `total` as it can without passing it:
    a little to each item, danger items last.
    """
    answers = [min(instrument.scores(item)) for item in instrument.items]
    safe = [index for index, item in enumerate(instrument.items) if item.danger is None]
    for indexes in (safe, [index for index in range(len(answers)) if index not in safe]):
        while _raise_each(instrument, answers, indexes, total):
            pass
    return tuple(answers)


def _raise_each(instrument: Instrument, answers: list[int], indexes: list[int], total: int) -> bool:
    """Raise each of these items to its next option where the total allows; whether any was raised."""
    before = sum(answers)
    for index in indexes:
        higher = [score for score in instrument.scores(instrument.items[index]) if score > answers[index]]
        if higher and sum(answers) - answers[index] + min(higher) <= total:
            answers[index] = min(higher)
    return sum(answers) > before
