"""Deciding on a step of care, and answering it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accalmie.core.stepping import CareStep

LONGEST_WORDS = 2_000
TOO_LONG = _("This is longer than half a page: 2,000 characters are enough.")
STEPS = {
    CareStep.ALONE: _("On their own"),
    CareStep.GUIDED: _("Guided: a professional reads and answers"),
    CareStep.BLENDED: _("Guided, with sessions"),
    CareStep.FACE_TO_FACE: _("Sessions face to face"),
    CareStep.PSYCHIATRY: _("With a psychiatrist"),
}


class DecideForm(forms.Form):
    """Which step from now on. `proposed`: the one that needs no reason."""

    step = forms.ChoiceField(
        label=_("From now on"),
        choices=[(one.value, words) for one, words in STEPS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a step."), "invalid_choice": _("Choose one of these steps.")},
    )
    because = forms.CharField(
        label=_("Why, where it is not what the rules propose"),
        help_text=_("Kept beside the proposal, for colleagues."),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea,
        error_messages={"max_length": TOO_LONG},
    )
    said = forms.CharField(
        label=_("Your words to the person"),
        help_text=_("What changes for them and why. They read it with your name, and may say no."),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea,
        error_messages={"required": _("Tell them what changes, in a few words."), "max_length": TOO_LONG},
    )

    def __init__(self, *args: Any, proposed: CareStep, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._proposed = proposed

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        step = cleaned.get("step")
        if step and step != self._proposed and "because" not in self.errors and not cleaned["because"].strip():
            self.add_error("because", _("Write why: the rules propose something else."))
        return cleaned


class AnswerForm(forms.Form):
    """Yes or no, and a word."""

    agreed = forms.ChoiceField(
        label=_("What do you say?"),
        choices=[("yes", _("Yes, let us do so")), ("no", _("No, not like this"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no."), "invalid_choice": _("Choose yes or no.")},
    )
    words = forms.CharField(
        label=_("A word for your team, if you wish"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea,
        error_messages={"max_length": TOO_LONG},
    )
