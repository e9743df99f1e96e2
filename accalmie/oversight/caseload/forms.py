"""What a professional decides or writes about a patient, and the code that a patient enters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from accalmie.capabilities.exercises.pages import sheet_page, their_lines
from accalmie.capabilities.exercises.queries import Sheet
from accalmie.core.crisis import Level

LONGEST_WORDS = 20_000
TOO_LONG = _("This is longer than we can keep here. Your text is below: shorten it a little.")

LEVELS = [
    (Level.DISTRESS, _("Distress, without thoughts of death")),
    (Level.PASSIVE, _("Thoughts of death, without intent")),
    (Level.ACTIVE, _("Thoughts of suicide")),
    (Level.PLAN, _("A plan, or the means")),
    (Level.HARM_TO_OTHERS, _("Danger for someone else")),
]
MODES = [
    ("guided", _("Guided: you open or read some steps")),
    ("blended", _("With your sessions")),
    ("alone", _("Alone")),
]
GOES_ON = [("yes", _("The programme goes on")), ("no", _("The programme stays on hold"))]


def _words(label: Any, missing: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea,
        error_messages={"required": missing, "max_length": TOO_LONG},
    )


def lines_of(shared: Iterable[Sheet], enrolment: UUID, language: str) -> tuple[str, ...]:
    """What somebody opened in this enrolment, line by line, the newest exercise first."""
    sheets = (sheet_page(one, language) for one in shared if one.at and one.at.enrolment == enrolment)
    return tuple(line for sheet in sheets for line in their_lines(sheet.lines))


def mark_of(line: str) -> str:
    """By what a line is ticked: as long as an id, so that no page takes it for something typed."""
    return sha256(line.encode()).hexdigest()[:36]


class StepReplyForm(forms.Form):
    """An answer to a step at which the programme waits. `lines`: what the person opened in it, of which one at least
    is pointed at; somebody who opened nothing is answered all the same. A line is ticked by what it says, never by its
    place: what the person opens meanwhile moves no tick to other words."""

    quoted = forms.MultipleChoiceField(
        label=_("Which of their words do you answer?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Tick a line of theirs that your answer speaks of: it shows them that they were read."),
            "invalid_choice": _("Tick one of the lines of this exercise."),
        },
    )
    words = _words(
        _("Your answer"),
        _("Write a few words: the person reads them where they wrote."),
        _("The person reads it in that step."),
    )

    def __init__(self, *args: Any, lines: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = tuple(dict.fromkeys(lines))
        field = cast(forms.MultipleChoiceField, self.fields["quoted"])
        field.choices = [(mark_of(line), line) for line in self.lines]
        field.required = bool(self.lines)

    @property
    def their_words(self) -> tuple[str, ...]:
        """The lines that were ticked, in their order."""
        chosen = set(self.cleaned_data["quoted"])
        return tuple(line for line in self.lines if mark_of(line) in chosen)


class ReviewForm(forms.Form):
    """What was done about a concern."""

    words = _words(_("What you did and decided"), _("Write what you did, in a few words: it stays in the record."))
    goes_on = forms.ChoiceField(
        label=_("And the programme?"),
        choices=GOES_ON,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Say whether the programme goes on."),
            "invalid_choice": _("Say whether the programme goes on."),
        },
    )


class WorryForm(forms.Form):
    """A professional's own worry."""

    level = forms.ChoiceField(
        label=_("What worries you?"),
        choices=LEVELS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a level."), "invalid_choice": _("Choose a level.")},
    )
    words = _words(_("Why, in a few words"), _("Write why, in a few words: a colleague must understand it."))


class JoinForm(forms.Form):
    """The code that a professional gave."""

    code = forms.CharField(
        label=_("The code that your professional gave you"),
        help_text=_("Three short words, such as “bako-limu-tesa”. Capitals and spaces do not matter."),
        max_length=100,
        error_messages={"required": _("Write the code here."), "max_length": _("This is too long for a code.")},
    )
