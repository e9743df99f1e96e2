"""The form of an exercise, drawn from its definition and read back; what was typed stays, whatever is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import get_language, gettext as _

from accalmie.capabilities.exercises import library
from accalmie.core.definitions import Language
from accalmie.core.drinks import MOMENTS, BadDrink, Line, count, line
from accalmie.core.entries import Answers
from accalmie.core.exercises import Exercise, Field, FieldError, read_answers
from accalmie.core.tools import TOOLS
from accalmie.foundation.steps import FormError

SHARE = "share-with-team"
"""The tick box of the form. No field can have this name: fields have no hyphens."""

MORE_ROWS = 12
"""Rows of a table that wait behind "more rows"."""

WIDEST = 4
"""Columns of a table whose rows stand in lines; with more, each row is a small form that opens and closes."""

TITLE = 60
"""Characters of a row's words that stand on it while it is closed."""

_WRITTEN_DATE = re.compile(r"\s*(\d{1,2})[/. ](\d{1,2})[/. ](\d{4})\s*\Z")
_WRITTEN_TIME = re.compile(r"\s*(\d{1,2})\s*[hH:.]\s*(\d{0,2})\s*\Z")
_CELL = re.compile(r"([a-z_]+)-(\d+)-([a-z_]+)\Z")
_MEASURED: dict[str, Callable[[float], Line]] = {
    "glasses": lambda given: line(library.drink_rules(), glasses=given),
    "cl": lambda given: line(library.drink_rules(), centilitres=given),
    "percent": lambda given: line(library.drink_rules(), percent=given),
}
"""Columns of the drink diary that hold an amount: each is looked at alone."""
Raw = dict[str, Any]


@dataclass(frozen=True)
class FieldView:
    """One field on the page. `kind` says how it is drawn; `errors` are the sentences beside it."""

    name: str
    kind: str
    label: str
    hint: str
    given: str
    errors: tuple[str, ...]
    required: bool
    options: tuple[tuple[str, str], ...] = ()
    later: bool = False


@dataclass(frozen=True)
class Column:
    """The head of a table's column."""

    label: str
    hint: str


@dataclass(frozen=True)
class RowView:
    """One row. `title`: what stands on it while it is closed; `is_open`: where somebody writes first, or puts right."""

    cells: tuple[FieldView, ...]
    title: str
    is_open: bool


@dataclass(frozen=True)
class TableView:
    """A table on the page: `rows` are shown, `more` wait behind a line that opens. `folds`: its rows open and close."""

    name: str
    label: str
    hint: str
    errors: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[RowView, ...]
    more: tuple[RowView, ...]
    folds: bool
    kind: str = "table"


def read(exercise: Exercise, form: QueryDict) -> tuple[Answers, tuple[FormError, ...]]:
    """The answers, and what is to be put right in words of the reader's language."""
    raw = _meant(exercise, typed(exercise, form))
    answers, wrong = read_answers(exercise, raw)
    errors = tuple(_form_error(exercise, error) for error in wrong)
    if exercise.counts == "drinks":
        answers, errors = _counted(answers, raw, errors)
    return answers, (*errors, *_of_the_tool(exercise, answers, raw, errors))


def _of_the_tool(exercise: Exercise, answers: Answers, raw: Raw, errors: tuple[FormError, ...]) -> Iterator[FormError]:
    """What cannot stand on a sheet of this tool, once each of its fields can be read."""
    if not exercise.tool or errors:
        return
    for wrong in TOOLS[exercise.tool].check(answers, _language()):
        name = (
            wrong.field if wrong.row is None else f"{wrong.field}-{_filled(raw, wrong.field)[wrong.row]}-{wrong.column}"
        )
        yield FormError(name, wrong.sentence)


def _filled(raw: Raw, table: str) -> list[int]:
    """The places, in the form, of the rows with something in them."""
    return [number for number, row in enumerate(raw[table]) if any(cell.strip() for cell in row.values())]


def _counted(answers: Answers, raw: Raw, errors: tuple[FormError, ...]) -> tuple[Answers, tuple[FormError, ...]]:
    """A drink diary with its figures worked out, or with what is wrong said as a diary says it."""
    if errors:
        return answers, tuple(_kinder(error, raw) for error in errors)
    counted, wrong = count(library.drink_rules(), answers)
    rows = _filled(raw, MOMENTS)
    return counted, tuple(
        FormError(f"{MOMENTS}-{rows[one.row]}-{one.wrong.field}", one.wrong.message(_language())) for one in wrong
    )


def _kinder(error: FormError, raw: Raw) -> FormError:
    """A number out of bounds in a line, in a sentence that says back what was noted."""
    found = _CELL.match(error.field)
    if found is None or found[3] not in _MEASURED:
        return error
    given = raw[found[1]][int(found[2])][found[3]].replace(",", ".")
    try:
        _MEASURED[found[3]](float(given))
    except BadDrink as bad:
        return error if bad.code == "half" else FormError(error.field, bad.message(_language()))
    except ValueError:
        return error
    return error


def _language() -> Language:
    return "en" if (get_language() or "").startswith("en") else "fr"


def is_shared(form: QueryDict) -> bool:
    """Whether the person ticked the box that opens this exercise to their care team."""
    return form.get(SHARE) == "yes"


def typed(exercise: Exercise, form: QueryDict) -> Raw:
    """What the form holds, by field: text, or for a table its rows down to the last one with something in it."""
    return {field.id: _rows(field, form) if field.columns else form.get(field.id, "") for field in exercise.fields}


def _rows(field: Field, form: QueryDict) -> list[dict[str, str]]:
    found = [
        {column.id: form.get(_cell_name(field, number, column), "") for column in field.columns}
        for number in range(field.max_rows + 1)
    ]
    while found and not any(cell.strip() for cell in found[-1].values()):
        found.pop()
    return found


def _cell_name(field: Field, number: int, column: Field) -> str:
    return f"{field.id}-{number}-{column.id}"


def _meant(exercise: Exercise, raw: Raw) -> Raw:
    """Dates and times as people write them (24/11/2026, 21 h 30) in the form that the exercise reads."""
    return {field.id: _meant_field(field, raw[field.id]) for field in exercise.fields}


def _meant_field(field: Field, value: Any) -> Any:
    if not field.columns:
        return _meant_text(field, value)
    return [{column.id: _meant_text(column, row[column.id]) for column in field.columns} for row in value]


def _meant_text(field: Field, text: str) -> str:
    if field.type == "date" and (found := _WRITTEN_DATE.match(text)):
        return f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}"
    if field.type == "time" and (found := _WRITTEN_TIME.match(text)):
        return f"{int(found[1]):02d}:{int(found[2] or 0):02d}"
    return text


def as_typed(exercise: Exercise, answers: Answers) -> Raw:
    """Answers given before, as a form would hold them."""
    return {field.id: _as_typed(field, answers.get(field.id)) for field in exercise.fields}


def _as_typed(field: Field, value: Any) -> Any:
    if not field.columns:
        return _text(value)
    return [{column.id: _text(row.get(column.id)) for column in field.columns} for row in value or ()]


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def views(
    exercise: Exercise, language: str, raw: Raw, errors: tuple[FormError, ...] = ()
) -> tuple[FieldView | TableView, ...]:
    """Every field as the page draws it, holding `raw`, with what is wrong beside it."""
    wrong: dict[str, tuple[str, ...]] = {}
    for error in errors:
        wrong[error.field] = (*wrong.get(error.field, ()), error.sentence)
    return tuple(
        _table(field, language, raw.get(field.id) or [], wrong)
        if field.columns
        else _view(field, language, field.id, raw.get(field.id) or "", wrong)
        for field in exercise.fields
    )


def _view(field: Field, language: str, name: str, given: str, wrong: Mapping[str, tuple[str, ...]]) -> FieldView:
    return FieldView(
        name=name,
        kind=_kind(field, is_wrong=name in wrong),
        label=_label(field, language),
        hint=_hint(field, language),
        given=given,
        errors=wrong.get(name, ()),
        required=field.required == "yes",
        options=_options(field, language),
        later=field.later == "yes",
    )


def _table(field: Field, language: str, raw: list[dict[str, str]], wrong: Mapping[str, tuple[str, ...]]) -> TableView:
    folds = len(field.columns) > WIDEST
    shown = max(field.rows, len(raw) + 1 if folds else len(raw))
    count = min(max(field.max_rows, len(raw)), shown + MORE_ROWS)
    empty = next((number for number in range(count) if number >= len(raw) or not any(raw[number].values())), count)
    first = count if any(name.startswith(f"{field.id}-") for name in wrong) else empty
    rows = tuple(_row(field, language, number, raw, wrong, first) for number in range(count))
    return TableView(
        name=field.id,
        label=_label(field, language),
        hint=field.hint.get(language, ""),
        errors=wrong.get(field.id, ()),
        columns=tuple(Column(_label(column, language), _hint(column, language)) for column in field.columns),
        rows=rows[:shown],
        more=rows[shown:],
        folds=folds,
    )


def _row(
    field: Field,
    language: str,
    number: int,
    raw: list[dict[str, str]],
    wrong: Mapping[str, tuple[str, ...]],
    first_empty: int,
) -> RowView:
    given = raw[number] if number < len(raw) else {}
    cells = tuple(
        _cell(
            _view(column, language, _cell_name(field, number, column), given.get(column.id, ""), wrong),
            column.label[language],
            number,
        )
        for column in field.columns
    )
    is_open = number == first_empty or any(cell.errors for cell in cells)
    return RowView(cells, _row_title(number, cells), is_open)


def _row_title(number: int, cells: tuple[FieldView, ...]) -> str:
    """“1 · Two stops, seated”: the first words of a row, or that it is empty."""
    said = (dict(cell.options).get(cell.given, cell.given).strip() for cell in cells)
    words = next((" ".join(one.split()) for one in said if one), "")
    if not words:
        return _("Row %(row)s, empty") % {"row": number + 1}
    return f"{number + 1} · {words if len(words) <= TITLE else words[: TITLE - 1].rstrip() + '…'}"


def _cell(view: FieldView, column: str, number: int) -> FieldView:
    """A field in a row: a scale is a number here, since eleven radios do not fit."""
    kind = {"radios": "select", "yes-no": "select", "scale": "number"}.get(view.kind, view.kind)
    label = _("%(column)s, row %(row)s") % {"column": column, "row": number + 1}
    return replace(view, kind=kind, label=label, hint="")


def _kind(field: Field, *, is_wrong: bool) -> str:
    """How a field is drawn. A date or time that was refused is drawn as text: a browser would hide what was typed."""
    if field.type == "scale":
        return "scale" if _is_short(field) else "number"
    if field.type in ("date", "time") and is_wrong:
        return "text"
    return "radios" if field.type == "choice" else field.type


def _is_short(field: Field) -> bool:
    return float(field.lo).is_integer() and float(field.hi).is_integer() and field.hi - field.lo <= 10


def _label(field: Field, language: str) -> str:
    unit = field.unit.get(language, "")
    return f"{field.label[language]} ({unit})" if unit else field.label[language]


def _hint(field: Field, language: str) -> str:
    low, high = field.low.get(language, ""), field.high.get(language, "")
    ends = f"{field.lo:g} = {low}, {field.hi:g} = {high}" if low and high else ""
    if not ends and field.type in ("number", "scale"):
        ends = _("from %(lo)s to %(hi)s") % {"lo": f"{field.lo:g}", "hi": f"{field.hi:g}"}
    return " · ".join(part for part in (field.hint.get(language, ""), ends) if part)


def _options(field: Field, language: str) -> tuple[tuple[str, str], ...]:
    if field.type == "choice":
        return tuple((value, words[language]) for value, words in field.options.items())
    if field.type == "yes-no":
        return (("yes", _("Yes")), ("no", _("No")))
    if field.type == "scale" and _is_short(field):
        return tuple((str(value), str(value)) for value in range(int(field.lo), int(field.hi) + 1))
    return ()


def _form_error(exercise: Exercise, error: FieldError) -> FormError:
    missing = TOOLS[exercise.tool].missing if exercise.tool and error.code == "required" else {}
    return FormError(error.field, missing.get(_language()) or _sentence(error))


def _sentence(error: FieldError) -> str:
    low, _dash, high = error.limit.rpartition("-")
    sentences = {
        "required": _("This exercise needs a few words here. If none come, you can leave the whole exercise aside."),
        "too_long": _(
            "This is longer than we can keep here (%(limit)s characters). Your text is below: shorten it a little."
        ),
        "not_a_number": _("Write a number here, such as 3 or 3.5."),
        "out_of_range": _("Choose a number from %(low)s to %(high)s."),
        "not_an_option": _("Choose one of the answers."),
        "not_a_date": _("Write the day as in 24/11/2026, or use the calendar."),
        "not_a_time": _("Write the time as in 21:30."),
        "too_many_rows": _("Keep at most %(limit)s rows: start another sheet for the others."),
    }
    return sentences[error.code] % {"limit": error.limit, "low": low, "high": high}
