"""What a clinician signs with, and who is put on the rota."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accalmie.foundation.people.models import Person


class SignForm(forms.Form):
    """A signature under the whole set. `digest` is the set as the page showed it."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    name = forms.CharField(
        label=_("Your name, as you sign"),
        max_length=120,
        error_messages={"required": _("Write your name."), "max_length": _("120 characters are enough.")},
    )
    role = forms.CharField(
        label=_("Your role on this site"),
        help_text=_("For example: clinical psychologist, in charge of safety."),
        max_length=120,
        error_messages={"required": _("Write your role."), "max_length": _("120 characters are enough.")},
    )
    words = forms.CharField(
        label=_("What you checked, or would change"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea,
        error_messages={
            "max_length": _("This is longer than we can keep here. Your text is below: shorten it a little.")
        },
    )
    read = forms.BooleanField(
        label=_("I have read the whole set, and I answer for it on this site"),
        error_messages={"required": _("Tick this when you have read the whole set.")},
    )


class RotaForm(forms.Form):
    """Who answers, who is asked first, who is in training, and who leads on safety. Professionals only."""

    members = forms.MultipleChoiceField(
        label=_("Who answers alerts here?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one professional."),
            "invalid_choice": _("Choose among the professionals of this site."),
        },
    )
    first = forms.ChoiceField(
        label=_("Who is told first?"),
        help_text=_("The others follow by name. Whoever follows the person already comes before them all."),
        required=False,
        error_messages={"invalid_choice": _("Choose among the professionals of this site.")},
    )
    trainees = forms.MultipleChoiceField(
        label=_("Who of them is in training?"),
        help_text=_("They answer beside a colleague, who closes the alert."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose among the professionals of this site.")},
    )
    lead = forms.ChoiceField(
        label=_("Who leads on safety?"),
        help_text=_("A clinician of the rota. They may send a test alert too."),
        error_messages={
            "required": _("Choose one of them."),
            "invalid_choice": _("Choose among the professionals of this site."),
        },
    )

    def __init__(self, *args: Any, professionals: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._professionals = {str(one.id): one for one in professionals}
        choices = [(id_, one.called) for id_, one in self._professionals.items()]
        for name in ("members", "first", "trainees", "lead"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("By name")), *choices] if name == "first" else choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("lead") and cleaned.get("members") and cleaned["lead"] not in cleaned["members"]:
            self.add_error("lead", _("Whoever leads on safety is on the rota: tick their name too."))
        if cleaned.get("members"):
            self._check_places(cleaned)
        return cleaned

    def _check_places(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("first") and cleaned["first"] not in cleaned["members"]:
            self.add_error("first", _("Whoever is told first is on the rota: tick their name too."))
        if cleaned.get("lead") in cleaned.get("trainees", ()):
            self.add_error("trainees", _("Whoever leads on safety is not in training."))
        if not set(cleaned["members"]) - set(cleaned.get("trainees", ())):
            self.add_error("trainees", _("Somebody in training answers beside a colleague: the rota needs one."))

    @property
    def chosen(self) -> list[Person]:
        """The rota in its order."""
        ids = sorted(self.cleaned_data["members"], key=lambda id_: id_ != self.cleaned_data["first"])
        return [self._professionals[id_] for id_ in ids]

    @property
    def chosen_trainees(self) -> list[Person]:
        ids = [id_ for id_ in self.cleaned_data["trainees"] if id_ in self.cleaned_data["members"]]
        return [self._professionals[id_] for id_ in ids]

    @property
    def chosen_lead(self) -> Person:
        return self._professionals[self.cleaned_data["lead"]]
