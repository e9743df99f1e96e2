"""What a professional notes about a person's sleep window: that they follow it, and which doctor agrees to what."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

ONE_LINE = 300


class SupportForm(forms.Form):
    """`conditions`: those with which only a doctor opens a window, as (id, question)."""

    follows = forms.BooleanField(
        label=_("I follow this window with them, week by week"),
        help_text=_("With a professional a window may be a little shorter, and some people may have a mild one."),
        required=False,
    )
    conditions = forms.MultipleChoiceField(
        label=_("A doctor agrees to a window although"),
        help_text=_("Only what a doctor has said, about this person. An agreement for one is none for another."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose among these.")},
    )
    agreed_by = forms.CharField(
        label=_("Which doctor, and when"),
        required=False,
        max_length=ONE_LINE,
        error_messages={"max_length": _("This is longer than a line: 300 characters are enough.")},
    )

    def __init__(self, *args: Any, conditions: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.MultipleChoiceField, self.fields["conditions"]).choices = list(conditions)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if found.get("conditions") and not found.get("agreed_by", "").strip():
            self.add_error("agreed_by", _("Name the doctor who agrees: a colleague must be able to ask them."))
        return found
