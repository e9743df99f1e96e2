"""What a person typed in a piece, read again at each page, since it comes back from their browser each time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from accalmie.core.exercises import Field, FieldError
from accalmie.core.exercises.answers import read_field
from accalmie.core.rules import evaluate
from accalmie.core.understanding.piece import Answers, Page

LONGEST = 400
"""Characters of one answer in words: an example in a sentence or two, since it is said back whole."""


def read(fields: Iterable[Field], typed: Mapping[str, str]) -> tuple[Answers, tuple[FieldError, ...]]:
    """What was answered, and what cannot be read as an answer. Nothing has to be answered."""
    answers: Answers = {}
    errors: list[FieldError] = []
    for field in fields:
        raw = typed.get(field.id, "")
        if field.type == "text" and len(raw.strip()) > LONGEST:
            errors.append(FieldError(field.id, "too_long", str(LONGEST)))
            continue
        answer, wrong = read_field(field, raw)
        errors += wrong
        if answer is not None:
            answers[field.id] = answer
    return answers, tuple(errors)


def calls_for_help(page: Page, answers: Answers) -> bool:
    """Whether what was chosen on this page calls for help first, as its author decided."""
    return page.help_when is not None and evaluate(page.help_when, answers) is True
