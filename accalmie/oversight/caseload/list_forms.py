"""What a professional types about their list."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

LONGEST = 60


class ViewForm(forms.Form):
    """How a part of the list is called by whoever comes back to it."""

    called = forms.CharField(
        label=gettext_lazy("A name for this view"),
        help_text=gettext_lazy("For you alone, such as “Mondays”. No patient’s name, please."),
        max_length=LONGEST,
        error_messages={
            "required": gettext_lazy("Write a name for this view."),
            "max_length": gettext_lazy("This is too long for a name: shorten it a little."),
        },
    )

    def refuse_another(self) -> None:
        """There are as many views as a list can carry."""
        self.add_error("called", _("You keep twenty views already: remove one first."))
