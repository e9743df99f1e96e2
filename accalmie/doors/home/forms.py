"""What an administrator types about somebody new, checked; the actions save it."""

from __future__ import annotations

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from accalmie.foundation.people.codes import STAFF, Role
from accalmie.foundation.people.forms import NewAccountForm, password_rules

ROLES = [(role.value, role.label) for role in Role if role in STAFF]


class NewStaffForm(NewAccountForm):
    """The account of somebody who works here, made by an administrator."""

    role = forms.ChoiceField(
        label=_("What they are here as"),
        help_text=_("One role an account. Somebody who is two things here has two accounts."),
        choices=ROLES,
        initial=Role.PSYCHOLOGIST,
        error_messages={
            "required": _("Choose what they are here as."),
            "invalid_choice": _("Choose from this list."),
        },
    )

    called = forms.CharField(
        label=_("Their name, as others read it"),
        max_length=80,
        error_messages={"required": _("Write the name that others will read.")},
    )
    sign_in_name = forms.CharField(
        label=_("The name they sign in with"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": _("Choose a name for them to sign in with.")},
    )
    password = forms.CharField(
        label=_("A first password, which they change in their settings"),
        help_text=lazy(password_rules, str)(),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Choose a first password.")},
    )


class CodeForm(forms.Form):
    """The code of a mandate, for a helper who has an account."""

    code = forms.CharField(
        label=_("The code that the person gave you"),
        help_text=_("Three short words, such as “bako-limu-tesa”. Capitals and spaces do not matter."),
        max_length=100,
        error_messages={"required": _("Write the code here."), "max_length": _("This is too long for a code.")},
    )


class WorriedForm(forms.Form):
    """What worries somebody who helps."""

    words = forms.CharField(
        label=_("What worries you"),
        help_text=_(
            "What you saw or heard, in a few words. The care team reads it; the person may ask to read it too."
        ),
        max_length=5_000,
        widget=forms.Textarea,
        error_messages={
            "required": _("Write in a few words what worries you."),
            "max_length": _("This is longer than we can keep here. Your text is below: shorten it a little."),
        },
    )


class HelperForm(NewAccountForm):
    """A helper's own account, which only the code of a mandate opens."""

    code = CodeForm.declared_fields["code"]
    called = forms.CharField(
        label=_("Your name, as the person knows you"),
        max_length=80,
        error_messages={"required": _("Write your name: the person sees it on their page.")},
    )
    sign_in_name = forms.CharField(
        label=_("A name to sign in with"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": _("Choose a name to sign in with.")},
    )
    password = forms.CharField(
        label=_("A password"),
        help_text=lazy(password_rules, str)(),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Choose a password.")},
    )
