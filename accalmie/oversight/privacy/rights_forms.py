"""What a person asks of their record, and what is answered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accalmie.oversight.privacy.rights_models import About

LONGEST_WORDS = 20_000
TOO_LONG = _("This is longer than we can keep here. Your text is below: shorten it a little.")


def _words(label: Any, *, hint: Any = "", missing: Any = "", required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea,
        required=required,
        error_messages={"required": missing, "max_length": TOO_LONG},
    )


class AskForm(forms.Form):
    """A request, in the person's own words; a reason is theirs to give or not."""

    words = _words(_("What you ask, in your own words"), hint=_("You need give no reason."), required=False)


class CorrectionForm(forms.Form):
    """What is wrong, and how it should be: without words nobody could put it right."""

    words = _words(
        _("What is not right, and how it should be"), missing=_("Say in a few words what should be put right.")
    )


class ComplaintForm(forms.Form):
    """A complaint: about data or about care, which decides who reads it."""

    about = forms.ChoiceField(
        label=_("What it is about"),
        choices=About.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one: it decides who reads this.")},
    )
    words = _words(_("What happened"), missing=_("Say in a few words what happened."))


class EraseForm(forms.Form):
    """One tick, so that nobody erases everything by a slip of the hand."""

    sure = forms.BooleanField(
        label=_("I understand that nobody can bring it back."),
        error_messages={"required": _("Tick this box if you wish everything erased. Otherwise nothing happens.")},
    )


class AnswerForm(forms.Form):
    """An officer's answer to one request."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[("grant", _("Done as asked")), ("refuse", _("Not done"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one or the other.")},
    )
    words = _words(_("Answer, as the person will read it"), missing=_("Every answer has words."))


class AccessForm(AnswerForm):
    """Before professionals’ notes are given, a clinician reads them for what third parties said in confidence."""

    is_read = forms.BooleanField(
        label=_("A clinician has read the notes over for what third parties said in confidence"), required=False
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("decision") == "grant" and not given.get("is_read"):
            self.add_error("is_read", _("The notes are given once a clinician has read them over."))
        return given


class HoldForm(forms.Form):
    """Why a record must not be erased for now."""

    reason = forms.CharField(
        label=_("Why this record must be kept"), max_length=500, error_messages={"required": _("Give the reason.")}
    )
    until = forms.DateField(
        label=_("Until"),
        help_text=_("Leave empty while the end is not known."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _("Write a date, as in 2027-03-31.")},
    )


class OwnWordsForm(forms.Form):
    """What somebody adds to the page that they take with them. Printed, never kept."""

    words = _words(_("In your own words"), hint=_("Shown on the page, kept nowhere."), required=False)
