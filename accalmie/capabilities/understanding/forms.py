"""What somebody types in a piece: read from the form of each page, and carried to the next one by the page itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from accalmie.core.exercises import Field, FieldError
from accalmie.core.understanding import LONGEST, Page, Piece
from accalmie.foundation.steps import FormError

SENT = "sent"
"""The page on which the form stood: its answers are the new ones."""
READ = "read"
"""The page whose words were read for danger, and help shown: they are not read a second time."""
_LONGEST_CARRIED = 20_000
"""Characters of one field that a page gives back: what is too long to be an answer is there to be shortened."""


@dataclass(frozen=True)
class FieldView:
    """A question as the page draws it: textarea, choices, row (of figures) or number. `id` is its place on the page."""

    name: str
    id: str
    kind: str
    label: str
    hint: str
    given: str
    errors: tuple[str, ...]
    options: tuple[tuple[str, str], ...]


def typed(piece: Piece, form: QueryDict) -> dict[str, str]:
    """What the form holds of this piece's questions, whatever its page; what is empty is left out."""
    raw = {name: form.get(name, "")[:_LONGEST_CARRIED] for name in piece.fields()}
    return {name: words for name, words in raw.items() if words.strip()}


def sent_page(piece: Piece, form: QueryDict) -> Page | None:
    """The page on which this form stood."""
    return next((page for page in piece.pages if page.id == form.get(SENT)), None)


def words_on(page: Page, raw: Mapping[str, str]) -> tuple[str, ...]:
    """What was typed in one's own words on this page."""
    return tuple(raw[field.id] for field in page.ask if field.type == "text" and field.id in raw)


def views(
    fields: Iterable[Field], raw: Mapping[str, str], language: str, errors: Iterable[FormError] = ()
) -> tuple[FieldView, ...]:
    """The questions of a page, holding what was typed."""
    wrong = {error.field: error.sentence for error in errors}
    return tuple(_view(field, raw.get(field.id, ""), language, wrong.get(id_of(field.id), "")) for field in fields)


def id_of(name: str) -> str:
    """Where a question stands on its page: under a name that nothing else on a page has."""
    return f"question-{name}"


def _view(field: Field, given: str, language: str, error: str) -> FieldView:
    unit = field.unit.get(language, "")
    return FieldView(
        name=field.id,
        id=id_of(field.id),
        kind=_kind(field),
        label=f"{field.label[language]} ({unit})" if unit else field.label[language],
        hint=_hint(field, language),
        given=given,
        errors=(error,) if error else (),
        options=_options(field, language),
    )


def _kind(field: Field) -> str:
    if field.type == "scale":
        return "row" if field.hi - field.lo <= 10 else "number"
    return {"text": "textarea", "choice": "choices"}.get(field.type, "number")


def _hint(field: Field, language: str) -> str:
    low, high = field.low.get(language, ""), field.high.get(language, "")
    ends = f"{field.lo:g} = {low}, {field.hi:g} = {high}" if low and high else ""
    return " · ".join(part for part in (field.hint.get(language, ""), ends) if part)


def _options(field: Field, language: str) -> tuple[tuple[str, str], ...]:
    if field.type == "choice":
        return tuple((value, words[language]) for value, words in field.options.items())
    if _kind(field) == "row":
        return tuple((str(value), str(value)) for value in range(int(field.lo), int(field.hi) + 1))
    return ()


def form_errors(errors: Iterable[FieldError]) -> tuple[FormError, ...]:
    """What is wrong, in sentences."""
    return tuple(FormError(id_of(error.field), _sentence(error)) for error in errors)


def _sentence(error: FieldError) -> str:
    low, _dash, high = error.limit.rpartition("-")
    sentences = {
        "too_long": _("Your example is still here. A sentence or two will do: shorten it to %(limit)s characters."),
        "not_a_number": _("Write a number here, such as 3 or 3.5, or leave it empty."),
        "out_of_range": _("Choose a number from %(low)s to %(high)s, or leave it empty."),
        "not_an_option": _("Choose one of the answers, or none."),
    }
    return sentences[error.code] % {"limit": LONGEST, "low": low, "high": high}
