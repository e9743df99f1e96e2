"""The exercises of this site: read once from `content/exercises`, held in memory."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.conf import settings

from accalmie.core.drinks import DrinkRules, load_drink_rules
from accalmie.core.exercises import Exercise, ExerciseRefused, load_exercise

TAKEN = frozenset({"id", "next"})
"""Names that every form of ours uses for itself."""


@cache
def exercises() -> Mapping[str, Exercise]:
    """Every exercise by name. Raises core.exercises.ExerciseRefused for a file that is not one."""
    return read_folder(Path(settings.CONTENT) / "exercises")


@cache
def toolbox() -> Mapping[str, Exercise]:
    """Those that anybody may open outside a programme."""
    return {id: exercise for id, exercise in exercises().items() if not exercise.only_in}


def of_tool(name: str) -> tuple[str, ...]:
    """The exercises whose sheets this tool reads together."""
    return tuple(id for id, exercise in exercises().items() if exercise.tool == name)


@cache
def drink_rules() -> DrinkRules:
    """The rules by which the drink diary is counted. Raises core.drinks.DrinksRefused."""
    return load_drink_rules(drink_text())


@cache
def drink_text() -> str:
    """The file as this process applies it, which is what a signature covers."""
    return (Path(settings.CONTENT) / "drinks" / "rules.yaml").read_text(encoding="utf-8")


def read_folder(folder: Path) -> dict[str, Exercise]:
    """The exercises of one folder, one file each. Raises ExerciseRefused, naming the file."""
    found = [_read(file) for file in sorted(folder.glob("*.yaml"))]
    return {exercise.id: exercise for exercise in found}


def _read(file: Path) -> Exercise:
    try:
        exercise = load_exercise(file.read_text(encoding="utf-8"))
    except ExerciseRefused as refused:
        raise ExerciseRefused(f"{file.name}: {refused}") from refused
    taken = TAKEN & {field.id for field in exercise.fields}
    if taken:
        raise ExerciseRefused(f"{file.name}: “{min(taken)}” is a name that every form uses; give the field another")
    return exercise
