"""What is typed about sharing: a colleague, somebody outside, a reason in an emergency, a mandate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from accalmie.foundation.access.codes import Power
from accalmie.foundation.people.models import Person
from accalmie.oversight.caseload.words import PURPOSES

DAYS = [
    (30, gettext_lazy("One month")),
    (91, gettext_lazy("Three months")),
    (182, gettext_lazy("Six months")),
    (365, gettext_lazy("One year")),
]


class ColleagueForm(forms.Form):
    """A colleague of the same organisation. `chosen` is the person, once the form holds."""

    colleague = forms.ChoiceField(
        label=gettext_lazy("A colleague"),
        help_text=gettext_lazy("The person sees it on their page, and may object."),
        choices=(),
        error_messages={
            "required": gettext_lazy("Choose a colleague."),
            "invalid_choice": gettext_lazy("Choose a colleague of this list."),
        },
    )

    def __init__(self, *args: Any, colleagues: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._by_id = {str(one.id): one for one in colleagues}
        names = [(id, f"{one.called} ({one.get_role_display()})") for id, one in self._by_id.items()]
        self.fields["colleague"].choices = [("", gettext_lazy("Choose")), *names]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Person:
        return self._by_id[self.cleaned_data["colleague"]]


class AskForm(forms.Form):
    """Somebody outside the care team, by the exact name they sign in with: organisations do not list their people to
    one another. `professional` is the person, once the form holds."""

    professional_name = forms.CharField(
        label=gettext_lazy("The name they sign in with"),
        help_text=gettext_lazy("Ask them for it: nobody outside your organisation is listed here."),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Write the name that they sign in with here.")},
    )
    purposes = forms.MultipleChoiceField(
        label=gettext_lazy("What the person would show them"),
        choices=PURPOSES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Choose at least one."),
            "invalid_choice": gettext_lazy("Choose from this list."),
        },
    )

    professional: Person

    def clean_professional_name(self) -> str:
        typed: str = self.cleaned_data["professional_name"]
        try:
            found = Person.objects.get_by_natural_key(typed)
        except Person.DoesNotExist:
            found = None
        if found is None or not (found.is_professional and found.is_active):
            raise forms.ValidationError(_("No professional signs in here with this name. Check the spelling."))
        self.professional = found
        return typed


class EmergencyForm(forms.Form):
    """Whose record, and why."""

    name = forms.CharField(
        label=gettext_lazy("The person"),
        help_text=gettext_lazy("The name that they sign in with, or what they are called here, in full."),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Write whose record you need.")},
    )
    words = forms.CharField(
        label=gettext_lazy("Why you need it now"),
        help_text=gettext_lazy("The data-protection officer reads this."),
        max_length=2000,
        widget=forms.Textarea,
        error_messages={
            "required": gettext_lazy("Write why: without a reason the record stays closed."),
            "max_length": gettext_lazy("A few lines are enough."),
        },
    )


class MandateForm(forms.Form):
    """For whom the helper works, what they may do, and for how long."""

    structure = forms.CharField(
        label=gettext_lazy("Where does the person who helps you work?"),
        help_text=gettext_lazy("A social service, an association, a Maison France services, for instance."),
        max_length=120,
        error_messages={
            "required": gettext_lazy("Write where they work."),
            "max_length": gettext_lazy("A shorter name is enough."),
        },
    )
    powers = forms.MultipleChoiceField(
        label=gettext_lazy("What may they do?"),
        choices=Power.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Choose at least one."),
            "invalid_choice": gettext_lazy("Choose from this list."),
        },
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("For how long?"),
        help_text=gettext_lazy("You can stop it earlier, at any moment."),
        choices=DAYS,
        coerce=int,
        initial=91,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Say for how long."),
            "invalid_choice": gettext_lazy("Choose from this list."),
        },
    )
