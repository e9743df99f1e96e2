"""The tests that controls name: which there are, and what came of them in a run."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

import msgspec

Outcome = Literal["passed", "failed", "skipped"]
Outcomes = dict[str, Outcome]
"""By the name of the test, without its parameters: one that failed once failed; one that passed once and was skipped
elsewhere passed."""

_GRAVEST: tuple[Outcome, ...] = ("failed", "passed", "skipped")


class OutcomesMissing(Exception):
    """A file of outcomes is not there or cannot be read: that run did not end."""


def read_outcomes(files: Iterable[Path]) -> Outcomes:
    """What came of every test over these runs, one file a database. Raises OutcomesMissing."""
    merged: Outcomes = {}
    for file in files:
        for test, outcome in _read(file).items():
            merged[test] = min(outcome, merged.get(test, outcome), key=_GRAVEST.index)
    return merged


def _read(file: Path) -> Outcomes:
    try:
        return msgspec.json.decode(file.read_bytes(), type=Outcomes)
    except (OSError, msgspec.DecodeError) as error:
        raise OutcomesMissing(f"{file.name}: {error}") from None


def written_tests(house: Path) -> frozenset[str]:
    """Every test function in the files under `tests/`, as pytest names it."""
    files = sorted((house / "tests").rglob("test_*.py"))
    return frozenset(f"{file.relative_to(house)}::{name}" for file in files for name in _tests_in(file))


def _tests_in(file: Path) -> Iterator[str]:
    for node in ast.parse(file.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            yield node.name
        elif isinstance(node, ast.ClassDef):
            yield from (f"{node.name}::{one.name}" for one in node.body if isinstance(one, ast.FunctionDef))
