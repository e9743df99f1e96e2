"""What somebody writes into a plan, checked; the actions save it. Every field may stay empty."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accalmie.core.entries import PlanWords, ToReach
from accalmie.safety.plan.wording import PARTS, WITH_TELEPHONE

ROWS = 5
"""Of names with a telephone number."""

MOST_LINES, MOST_CHARACTERS = 8, 500
_LONGEST_NAME, _LONGEST_TELEPHONE = 80, 30
_MARK = re.compile(r"^\s*[-–—•*]\s+")

TOO_LONG = _(
    "500 characters are enough for this part: the whole plan has to fit on one sheet of paper. Shorten a little."
)
TOO_MANY = _("Eight lines are enough for this part: the whole plan has to fit on one sheet of paper.")


class PlanForm(forms.Form):
    """The parts of a plan: all of them, or some. A text has one idea a line."""

    def __init__(self, data: QueryDict | None, *, parts: Iterable[str] = PARTS, words: PlanWords) -> None:
        super().__init__(data, initial=_initial(words), auto_id="%s")
        self._parts, self._words = tuple(parts), words
        for part in self._parts:
            self.fields.update(_rows(part) if part in WITH_TELEPHONE else {part: _text()})

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for part in self._parts:
            if len(_lines(given.get(part, ""))) > MOST_LINES:
                self.add_error(part, TOO_MANY)
        return given

    def words(self) -> PlanWords:
        """The whole plan: what was written here, and the parts that this form does not hold as they were."""
        written = {part: self._written(part) for part in self._parts}
        return msgspec.structs.replace(self._words, **written)

    def _written(self, part: str) -> tuple[Any, ...]:
        given = self.cleaned_data
        if part not in WITH_TELEPHONE:
            return tuple(_lines(given[part]))
        rows = [(given[f"{part}-{row}-name"], given[f"{part}-{row}-telephone"]) for row in range(ROWS)]
        return tuple(ToReach(name=name, telephone=telephone) for name, telephone in rows if name or telephone)


def with_example(data: QueryDict, part: str, example: ToReach) -> QueryDict:
    """What was typed, with this line added where there is room; the same line twice is added once."""
    typed = data.copy()
    if part in WITH_TELEPHONE:
        _add_row(typed, part, example)
    elif example.name not in _lines(typed.get(part, "")):
        typed[part] = "\n".join([*_lines(typed.get(part, "")), example.name])
    return typed


def _add_row(typed: QueryDict, part: str, example: ToReach) -> None:
    rows = [(f"{part}-{row}-name", f"{part}-{row}-telephone") for row in range(ROWS)]
    if any(typed.get(name) == example.name for name, _telephone in rows):
        return
    free = next(
        ((name, telephone) for name, telephone in rows if not typed.get(name) and not typed.get(telephone)), None
    )
    if free is not None:
        typed[free[0]], typed[free[1]] = example.name, example.telephone


class TogetherForm(PlanForm):
    """The same, written by a professional with the person beside them."""

    def __init__(self, data: QueryDict | None, *, words: PlanWords) -> None:
        super().__init__(data, words=words)
        self.fields["together"] = forms.BooleanField(
            label=_("We wrote this together, and the person agrees that I read it"),
            error_messages={
                "required": _("A plan is written with the person. Tick this once they agree with each line.")
            },
        )


class Lines(forms.CharField):
    """A text of lines, each end of line counted as one character: browsers send two."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value) or "").replace("\r\n", "\n")


def _text() -> forms.CharField:
    return Lines(
        required=False, max_length=MOST_CHARACTERS, widget=forms.Textarea, error_messages={"max_length": TOO_LONG}
    )


def _rows(part: str) -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {}
    for row in range(ROWS):
        fields[f"{part}-{row}-name"] = forms.CharField(
            required=False, max_length=_LONGEST_NAME, error_messages={"max_length": _("80 characters are enough.")}
        )
        fields[f"{part}-{row}-telephone"] = forms.CharField(
            required=False,
            max_length=_LONGEST_TELEPHONE,
            error_messages={"max_length": _("This is too long for a telephone number.")},
        )
    return fields


def _initial(words: PlanWords) -> dict[str, str]:
    return dict(_given(words))


def _given(words: PlanWords) -> Iterator[tuple[str, str]]:
    for part in PARTS:
        written = getattr(words, part)
        if part not in WITH_TELEPHONE:
            yield part, "\n".join(written)
            continue
        for row, one in enumerate(written[:ROWS]):
            yield f"{part}-{row}-name", one.name
            yield f"{part}-{row}-telephone", one.telephone


def _lines(text: str) -> list[str]:
    """One idea a line, without the marks that people put before it."""
    return [line for one in text.splitlines() if (line := _MARK.sub("", one).strip())]
