"""Naming somebody close."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

PURPOSES = [
    ("crisis", _("be called when I may be in danger")),
    ("worried", _("be called when my team worries and cannot reach me")),
    ("guide", _("be handed the page for those close to somebody")),
]


class RelativeForm(forms.Form):
    """Who, how, and for what."""

    called = forms.CharField(
        label=_("Their name"), max_length=120, error_messages={"required": _("Write how they are called.")}
    )
    relation = forms.CharField(
        label=_("Who they are for you"), help_text=_("A sister, a friend, a neighbour."), max_length=120, required=False
    )
    reach = forms.CharField(
        label=_("One way to reach them"),
        help_text=_("A telephone number, or another way that they agreed to."),
        max_length=200,
        error_messages={"required": _("Write one way to reach them.")},
    )
    may = forms.MultipleChoiceField(
        label=_("They may"),
        choices=PURPOSES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Tick what they may be called or told for."),
            "invalid_choice": _("Tick some of these."),
        },
    )
