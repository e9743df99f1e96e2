"""What a professional does with what a model proposes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accalmie.oversight.caseload.start_forms import ONE_LINE

FOLLOWED = [("yes", _("I do what is proposed")), ("no", _("Not this time, because"))]


class AdviceForm(forms.Form):
    """Followed, or not and why: a person decides."""

    followed = forms.ChoiceField(
        label=_("What you decide"),
        choices=FOLLOWED,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what you decide."), "invalid_choice": _("Say what you decide.")},
    )
    because = forms.CharField(
        label=_("Why, in one line"),
        help_text=_("Needed when you do something else: it is how the model is judged."),
        required=False,
        max_length=ONE_LINE,
        error_messages={"max_length": _("This is longer than a line: 300 characters are enough.")},
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if found.get("followed") == "no" and not found.get("because", "").strip():
            self.add_error("because", _("Say in a line why not: it is how the model is judged."))
        return found
