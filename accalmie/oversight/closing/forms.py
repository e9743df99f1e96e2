"""Proposing that care ends, and the person's last word."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accalmie.oversight.closing.queries import LONGEST, NOTICE

LONGEST_WORDS = 4_000
REASONS = [
    ("attained", _("What the person wished for is attained")),
    ("wish", _("The person wishes to stop")),
    ("elsewhere", _("Care goes on elsewhere")),
    ("no_answer", _("No answer any more, after several tries")),
    ("moved", _("The person has moved away")),
    ("other", _("Another reason, in the words below")),
]


class ProposeForm(forms.Form):
    """Why, when, and words that the person reads."""

    reason = forms.ChoiceField(
        label=_("Why care ends"),
        choices=REASONS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why."), "invalid_choice": _("Choose one of these.")},
    )
    ends_on = forms.DateField(
        label=_("The day on which it ends"),
        help_text=_("In a week at the earliest, so that the person may answer; within two months."),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": _("Write the day on which care ends."),
            "invalid": _("Write a day, such as 03/08/2026."),
        },
    )
    words = forms.CharField(
        label=_("Your words to the person"),
        help_text=_("What you did together, what may help from now on, how to come back. They read it with your name."),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea,
        error_messages={
            "required": _("Write a few words: nobody’s care ends without any."),
            "max_length": _("This is longer than a page: 4,000 characters are enough."),
        },
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today

    def clean_ends_on(self) -> date:
        """Not at once, and not in a far year."""
        day: date = self.cleaned_data["ends_on"]
        if not self._today + NOTICE <= day <= self._today + LONGEST:
            raise forms.ValidationError(_("Choose a day in a week at the earliest and within two months."))
        return day


class LastWordForm(forms.Form):
    """What the person has to say; they may say nothing."""

    words = forms.CharField(
        label=_("Your word, if you wish"),
        help_text=_("What helped, what was missing, what you would like to say. Your team reads it."),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea,
        error_messages={"max_length": _("This is longer than a page: 4,000 characters are enough.")},
    )
