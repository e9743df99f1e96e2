"""What a professional writes after a contact: four signed lines, and working notes of their own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accalmie.capabilities.notes.queries import Lines
from accalmie.oversight.caseload.forms import LONGEST_WORDS, TOO_LONG

LINE = 2_000
_LINE_TOO_LONG = _("This is longer than 2,000 characters: keep what a colleague needs.")
ASKED = [("yes", _("I asked")), ("no", _("I did not ask"))]


def _line(label: Any, missing: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LINE,
        widget=forms.Textarea,
        error_messages={"required": missing, "max_length": _LINE_TOO_LONG},
    )


class NoteForm(forms.Form):
    """Four lines. `again`: another version of a signed note, which says why it is written."""

    contact = _line(_("Contact"), _("Say how you saw or spoke with them."), _("How, how long, what it was about."))
    state = _line(_("State"), _("Say how they are, in a line."), _("How they are today, beside the figures."))
    risk_asked = forms.ChoiceField(
        label=_("Did you ask about thoughts of death or suicide?"),
        choices=ASKED,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Say whether you asked: a colleague must know what your line on risk rests on."),
            "invalid_choice": _("Choose one of these."),
        },
    )
    risk = _line(
        _("Risk today"),
        _("Write what you heard, or that you did not ask and why."),
        _("What they said, in their words where you can. Nothing is proposed here in your place."),
    )
    next_step = _line(_("Next step"), _("Write what happens next, and who does it."), _("What, who, when."))
    because = forms.CharField(
        label=_("Why you write this note again"),
        help_text=_("The version before it stays readable."),
        required=False,
        max_length=300,
        error_messages={"max_length": _("This is longer than a line: 300 characters are enough.")},
    )

    def __init__(self, *args: Any, again: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if again:
            self.fields["because"].required = True
            self.fields["because"].error_messages["required"] = _("Say in a line why you write it again.")
        else:
            del self.fields["because"]

    @property
    def lines(self) -> Lines:
        """The note, once the form is valid."""
        given = self.cleaned_data
        return Lines(
            contact=given["contact"],
            state=given["state"],
            risk=given["risk"],
            risk_asked=given["risk_asked"] == "yes",
            next_step=given["next_step"],
        )


class WorkingForm(forms.Form):
    """A working note."""

    words = forms.CharField(
        label=_("A working note"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea,
        error_messages={"required": _("Write something to keep."), "max_length": TOO_LONG},
    )
