"""Exercises as data: the fields that a person may fill, how they are read, and what they are worth afterwards."""

from accalmie.core.exercises.answers import FieldError, read_answers, summary
from accalmie.core.exercises.definition import (
    Exercise,
    ExerciseRefused,
    Field,
    WorkedExample,
    load_exercise,
)

__all__ = [
    "Exercise",
    "ExerciseRefused",
    "Field",
    "FieldError",
    "WorkedExample",
    "load_exercise",
    "read_answers",
    "summary",
]
