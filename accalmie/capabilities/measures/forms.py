"""Reading a questionnaire: one answer an item, or "I would rather not say"; what is missing is named, nothing is
lost."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _, gettext_lazy

from accalmie.core.measures import Instrument, ItemWording, wording
from accalmie.foundation.steps import FormError

DECLINED = "declined"


@dataclass(frozen=True)
class ItemField:
    """One question on the page: its field name, its words, its options as (value, words), what was given."""

    name: str
    number: int
    words: str
    options: tuple[tuple[str, str], ...]
    given: str
    error: str = ""


def field_name(instrument: Instrument, number: int) -> str:
    """The form's name for item `number`, counted from 1."""
    return f"{instrument.id}-{number}"


def fields(instrument: Instrument, language: str, typed: QueryDict | None, *, checked: bool) -> tuple[ItemField, ...]:
    """Every question in this language. `checked`: mark what is missing. Raises core.measures.WordingMissing for an
    empty slot."""
    worded = wording(instrument, language)
    found = []
    for number, (item, text) in enumerate(zip(instrument.items, worded.items, strict=True), 1):
        own = isinstance(text, ItemWording)
        words = text.text if isinstance(text, ItemWording) else text
        labels = text.options if isinstance(text, ItemWording) and own and text.options else worded.options
        options = tuple((str(score), label) for score, label in zip(instrument.scores(item), labels, strict=True))
        name = field_name(instrument, number)
        given = typed.get(name, "") if typed is not None else ""
        allowed = {value for value, _label in options} | {DECLINED}
        error = _("Choose an answer, or “I would rather not say”.") if checked and given not in allowed else ""
        found.append(ItemField(name, number, words, (*options, (DECLINED, _("I would rather not say"))), given, error))
    return tuple(found)


def read(instrument: Instrument, typed: QueryDict) -> tuple[tuple[int | None, ...], tuple[FormError, ...]]:
    """The answers in item order (None: declined), and one error for each question without a valid answer."""
    answers: list[int | None] = []
    errors: list[FormError] = []
    for number, item in enumerate(instrument.items, 1):
        name = field_name(instrument, number)
        given = typed.get(name, "")
        allowed = {str(score): score for score in instrument.scores(item)}
        if given not in allowed and given != DECLINED:
            sentence = _("Question %(number)s: choose an answer, or “I would rather not say”.")
            errors.append(FormError(name, sentence % {"number": number}))
        answers.append(allowed.get(given))
    return tuple(answers), tuple(errors)


class MoodForm(forms.Form):
    """The mood of the moment."""

    mood = forms.TypedChoiceField(
        label=gettext_lazy("How is your mood, right now?"),
        help_text=gettext_lazy("0 is the lowest you know, 10 the best."),
        choices=[(str(value), str(value)) for value in range(11)],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose a number from 0 to 10."),
            "invalid_choice": gettext_lazy("Choose a number from 0 to 10."),
        },
    )
    words = forms.CharField(
        label=gettext_lazy("A word about it, if you like"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea,
        error_messages={
            "max_length": gettext_lazy("This is longer than we can keep here. Your text is below: shorten it a little.")
        },
    )
