"""What a person typed in an exercise, checked field by field; nothing typed is ever thrown away by a check."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any

import msgspec

from accalmie.core.exercises.definition import Exercise, Field

LONGEST_TEXT = 20_000
"""Characters in one field. Above it the person is told, and keeps the text in the form."""


class FieldError(msgspec.Struct, frozen=True):
    """What is wrong with one field. `code` names the sentence to show; `limit` is the number that stands in it."""

    field: str
    code: str
    limit: str = ""


class _Wrong(Exception):
    def __init__(self, code: str, limit: str = "") -> None:
        super().__init__(code)
        self.code, self.limit = code, limit


def read_answers(exercise: Exercise, typed: Mapping[str, Any]) -> tuple[dict[str, Any], list[FieldError]]:
    """Read raw form values into typed answers.

    `typed` maps a field id to what the form gave: a string, or for a table a list of mappings (column id -> string).
    Returns the answers (empty fields left out; numbers as int or float, dates and times as ISO text) and what is wrong.
    """
    answers: dict[str, Any] = {}
    errors: list[FieldError] = []
    for field in exercise.fields:
        value, wrong = read_field(field, typed.get(field.id))
        errors.extend(wrong)
        if value is not None:
            answers[field.id] = value
        elif field.required == "yes" and not wrong:
            errors.append(FieldError(field.id, "required"))
    return answers, errors


def read_field(field: Field, raw: Any) -> tuple[Any, list[FieldError]]:
    """One field as `read_answers` reads it: its typed value, None when there is none, and what is wrong."""
    if field.type == "table":
        return _read_table(field, raw if isinstance(raw, list) else [])
    try:
        return _read_one(field, raw), []
    except _Wrong as wrong:
        return None, [FieldError(field.id, wrong.code, wrong.limit)]


def _read_table(field: Field, rows: list[Any]) -> tuple[Any, list[FieldError]]:
    if len(rows) > field.max_rows:
        return None, [FieldError(field.id, "too_many_rows", str(field.max_rows))]
    kept: list[dict[str, Any]] = []
    errors: list[FieldError] = []
    for number, row in enumerate(rows):
        cells, wrong = _read_row(field, number, row if isinstance(row, Mapping) else {})
        errors.extend(wrong)
        if cells:
            kept.append(cells)
    return kept or None, errors


def _read_row(field: Field, number: int, row: Mapping[str, Any]) -> tuple[dict[str, Any], list[FieldError]]:
    cells: dict[str, Any] = {}
    errors: list[FieldError] = []
    for column in field.columns:
        try:
            value = _read_one(column, row.get(column.id))
        except _Wrong as wrong:
            errors.append(FieldError(f"{field.id}-{number}-{column.id}", wrong.code, wrong.limit))
            continue
        if value is not None:
            cells[column.id] = value
    return cells, errors


def _read_one(field: Field, raw: Any) -> Any:
    text = "" if raw is None else str(raw).strip()
    return _READERS[field.type](field, text) if text else None


def _text(field: Field, text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise _Wrong("too_long", str(LONGEST_TEXT))
    return text.replace("\r\n", "\n")


def _number(field: Field, text: str) -> float | int:
    try:
        value = float(text.replace(",", ".").replace("\u202f", "").replace("\u00a0", ""))
    except ValueError:
        raise _Wrong("not_a_number") from None
    if not field.lo <= value <= field.hi:
        raise _Wrong("out_of_range", f"{field.lo:g}-{field.hi:g}")
    return int(value) if value.is_integer() else value


def _choice(field: Field, text: str) -> str:
    if text not in field.options:
        raise _Wrong("not_an_option")
    return text


def _date(field: Field, text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise _Wrong("not_a_date") from None


def _time(field: Field, text: str) -> str:
    try:
        return time.fromisoformat(text).strftime("%H:%M")
    except ValueError:
        raise _Wrong("not_a_time") from None


def _yes_no(field: Field, text: str) -> bool:
    if text not in ("yes", "no"):
        raise _Wrong("not_an_option")
    return text == "yes"


_READERS: dict[str, Callable[[Field, str], Any]] = {
    "text": _text,
    "long-text": _text,
    "number": _number,
    "scale": _number,
    "choice": _choice,
    "date": _date,
    "time": _time,
    "yes-no": _yes_no,
}


def summary(exercise: Exercise, answers: Mapping[str, Any], language: str) -> str:
    """The exercise in one line: the fields that its author named, as the person wrote them."""
    parts = (_said(exercise.field(name), answers.get(name), language) for name in exercise.summary)
    return " · ".join(part for part in parts if part)


def _said(field: Field, value: Any, language: str) -> str:
    if value is None:
        return ""
    if field.type == "choice":
        return field.options[value][language] if value in field.options else ""
    if field.type == "table":
        first = value[0].values() if value else ()
        return ", ".join(str(cell) for cell in first)
    if field.type in ("date", "time"):
        return _moment_said(field.type, str(value), language)
    return str(value)


def _moment_said(type_: str, iso: str, language: str) -> str:
    """A day as 24/11/2026, a time as 21 h 30 in French and 21:30 in English; anything else as it was typed."""
    try:
        if type_ == "date":
            return date.fromisoformat(iso).strftime("%d/%m/%Y")
        return time.fromisoformat(iso).strftime("%-H\u00a0h\u00a0%M" if language == "fr" else "%H:%M")
    except ValueError:
        return iso
