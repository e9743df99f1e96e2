"""What is asked when somebody has died: as little as possible, and never of what."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accalmie.foundation import clock

LEARNT_FROM = [
    ("relative", _("Somebody close to them")),
    ("hospital", _("A hospital or another service")),
    ("doctor", _("Their doctor")),
    ("authority", _("The police, a town hall or another authority")),
    ("other", _("Somebody else")),
]


class DeathForm(forms.Form):
    """From whom it is known, and the day if it is known."""

    learnt_from = forms.ChoiceField(
        label=_("From whom do you know it?"),
        choices=LEARNT_FROM,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say from whom you know it."), "invalid_choice": _("Say from whom you know it.")},
    )
    day = forms.DateField(
        label=_("On which day, if you know it"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _("Give a day, such as 2026-12-24, or leave this empty.")},
    )

    def clean_day(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        if day is not None and day > timezone.localtime(clock.now()).date():
            raise forms.ValidationError(_("This day is still to come."))
        return day

    @property
    def source_name(self) -> Any:
        """From whom, in words."""
        return dict(LEARNT_FROM).get(self.cleaned_data["learnt_from"], "")
