"""What a professional notes of care that somebody else gives."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accalmie.capabilities.elsewhere.queries import Told

ABOUT = [
    ("medication", _("A medicine")),
    ("therapist", _("Another therapist")),
    ("gp", _("GP")),
    ("hospital", _("A hospital stay")),
    ("sick_leave", _("Sick leave")),
]
TOLD_BY = [
    ("patient", _("The person")),
    ("relative", _("Somebody close")),
    ("doctor", _("A doctor or pharmacist")),
    ("document", _("A document that I have seen")),
]
ONE_LINE = 300
_TOO_LONG = _("This is longer than a line: 300 characters are enough.")
_NO_DAY = _("Write a day that exists, such as 2026-03-31.")


class ElsewhereForm(forms.Form):
    """One line."""

    about = forms.ChoiceField(
        label=_("What it is about"),
        choices=ABOUT,
        error_messages={"required": _("Say what it is about."), "invalid_choice": _("Choose one of these.")},
    )
    what = forms.CharField(
        label=_("What, in one line"),
        help_text=_("For a medicine: its name, dose and times, as it was told or written."),
        max_length=ONE_LINE,
        error_messages={"required": _("Write what it is, in one line."), "max_length": _TOO_LONG},
    )
    who = forms.CharField(
        label=_("Given by whom"),
        help_text=_("A name, a ward, a practice. Leave it empty if nobody knows."),
        required=False,
        max_length=ONE_LINE,
        error_messages={"max_length": _TOO_LONG},
    )
    told_by = forms.ChoiceField(
        label=_("Who told it"),
        choices=TOLD_BY,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Say who told it: a colleague must know what it rests on."),
            "invalid_choice": _("Choose one of these."),
        },
    )
    since = forms.DateField(
        label=_("Since"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _NO_DAY},
    )
    until = forms.DateField(
        label=_("Until"),
        help_text=_("Leave it empty while it goes on."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _NO_DAY},
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        since, until = found.get("since"), found.get("until")
        if since and until and until < since:
            self.add_error("until", _("This ends before it begins: change one of the two days."))
        return found

    @property
    def told(self) -> Told:
        """The line, once the form is valid."""
        given = self.cleaned_data
        return Told(given["about"], given["what"], given["who"], given["told_by"], given["since"], given["until"])


class StrikeForm(forms.Form):
    """Why a line goes."""

    because = forms.CharField(
        label=_("Why it goes"),
        max_length=ONE_LINE,
        error_messages={"required": _("Say in a line why it goes."), "max_length": _TOO_LONG},
    )
