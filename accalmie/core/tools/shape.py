"""What every tool has: dated sheets in, findings out; what is wrong on a sheet; and the sheet that goes on from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from accalmie.core.definitions import Language, Texts
from accalmie.core.exercises import Exercise

Answers = Mapping[str, Any]


class Sheet(msgspec.Struct, frozen=True):
    """One exercise as somebody filled it, and the day."""

    exercise: Exercise
    answers: Answers
    on: date


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What sheets say together. `said`: sentences that address nobody, so that the person and their professional read
    the same; `to_you`: those for the person alone; `columns` and `rows`: a small table, empty when there is none."""

    said: tuple[str, ...] = ()
    to_you: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


class Wrong(msgspec.Struct, frozen=True):
    """What cannot stand on a sheet. `row`: its place among the filled rows of the table `field`, from 0."""

    field: str
    sentence: str
    row: int | None = None
    column: str = ""


Find = Callable[[Sequence[Sheet], Language], Found]
Check = Callable[[Answers, Language], tuple[Wrong, ...]]
Onward = Callable[[Sequence[Sheet]], dict[str, Any]]


def _nothing_wrong(_answers: Answers, _lang: Language) -> tuple[Wrong, ...]:
    return ()


def _as_it_was(sheets: Sequence[Sheet]) -> dict[str, Any]:
    return dict(sheets[-1].answers)


class Tool(msgspec.Struct, frozen=True, kw_only=True):
    """A tool. `title` and `lead` head its page; `find` reads sheets, the oldest first, and never raises; `check` says
    what cannot stand; `onward` fills the next sheet from those before it; `missing` is said at a required field that
    was left empty, in place of the general sentence."""

    title: Texts
    lead: Texts
    find: Find
    check: Check = _nothing_wrong
    onward: Onward = _as_it_was
    missing: Texts = {}
