"""The clinic's card, edited by an administrator."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accalmie.foundation.access.decorators import administrator_only
from accalmie.foundation.clinic.actions import describe
from accalmie.foundation.clinic.queries import Clinic, clinic_for
from accalmie.foundation.people.requests import PersonRequest

_LONGEST_DELAY = 30
_LONGEST_HELP = 1_200


def _line(label: Any, longest: int, help_text: Any = "", **attributes: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=longest,
        widget=forms.TextInput(attrs=dict(attributes)),
        error_messages={"max_length": _("This is too long for one line.")},
    )


def _words(label: Any, help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=_LONGEST_HELP,
        widget=forms.Textarea,
        error_messages={"max_length": _("Somebody who needs help reads little: 1,200 characters at most.")},
    )


def _days(label: Any) -> forms.IntegerField:
    wrong = _("Write a whole number of working days, from 1 to 30, or nothing.")
    return forms.IntegerField(
        label=label,
        help_text=_("Working days. Empty: nothing is announced."),
        required=False,
        min_value=1,
        max_value=_LONGEST_DELAY,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": wrong, "min_value": wrong, "max_value": wrong},
    )


class ClinicForm(forms.Form):
    """What the clinic says of itself; each field may stay empty."""

    name = _line(_("Name of the clinic"), 120)
    telephone = _line(_("Telephone"), 40, autocomplete="off")
    hours_fr = _line(_("When somebody answers there, in French"), 200, _("“Monday to Friday, 9 to 18”, for instance."))
    hours_en = _line(_("The same in English"), 200, _("Without it, the French is shown."))
    help_fr = _words(
        _("What to do here when it cannot wait, in French"),
        _(
            "Shown on “Help now”, without a network as well. Where people go, whom you send them to, at which hours. "
            "Plain text."
        ),
    )
    help_en = _words(_("The same words in English"), _("Without it, the French is shown."))
    callback_days = _days(_("Called back within"))
    message_days = _days(_("Messages answered within"))
    visit_days = _days(_("Answer to a request for an appointment within"))
    officer_address = forms.EmailField(
        label=_("E-mail address of the data-protection officer"),
        help_text=_("Told, without a name or a reason, when a record is opened in an emergency."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": _("Write an address like name@example.org, or nothing.")},
    )

    def clinic(self) -> Clinic:
        """The card as it was filled."""
        given: dict[str, Any] = self.cleaned_data
        return Clinic(**given)


@require_http_methods(["GET", "HEAD", "POST"])
@administrator_only
def edit_clinic(request: PersonRequest) -> HttpResponseBase:
    form = ClinicForm(request.POST if request.method == "POST" else None, initial=asdict(clinic_for(request)))
    if form.is_valid():
        describe(clinic=form.clinic(), organisation=request.user.organisation)
        return redirect(f"{request.path}?saved")
    context = {"form": form, "is_saved": "saved" in request.GET}
    return render(request, "home/clinic.html", context, status=422 if form.errors else 200)
