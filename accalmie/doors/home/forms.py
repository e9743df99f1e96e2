"""What an administrator types about somebody new, checked; the actions save it."""

from __future__ import annotations

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from accalmie.foundation.people.models import Person
from accalmie.foundation.people.queries import is_name_free


def _password_rules() -> str:
    return " ".join(str(rule) for rule in password_validators_help_texts())


class NewProfessionalForm(forms.Form):
    """A professional's account, made by an administrator."""

    called = forms.CharField(
        label=_("Their name, as patients read it"),
        max_length=80,
        error_messages={"required": _("Write the name that patients will read.")},
    )
    sign_in_name = forms.CharField(
        label=_("The name they sign in with"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": _("Choose a name for them to sign in with.")},
    )
    password = forms.CharField(
        label=_("A first password, which they change in their settings"),
        help_text=lazy(_password_rules, str)(),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Choose a first password.")},
    )

    def clean_sign_in_name(self) -> str:
        name: str = self.cleaned_data["sign_in_name"]
        if not is_name_free(name):
            raise forms.ValidationError(_("Somebody already signs in with this name. Add a number or a word to it."))
        return name

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, Person(sign_in_name=self.data.get("sign_in_name", "")))
        return password
