"""What people type about themselves, checked; the actions save it."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.http import HttpRequest
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from accalmie.foundation import clock
from accalmie.foundation.people import factors, limits, organisations
from accalmie.foundation.people.codes import AgeBand, Language, TextSize, Theme
from accalmie.foundation.people.models import Organisation, Person
from accalmie.foundation.people.queries import is_name_free

_ADULTS = [band for band in AgeBand if band != AgeBand.UNDER_18]


def password_rules() -> str:
    """The rules of a good password, as sentences."""
    return " ".join(str(rule) for rule in password_validators_help_texts())


class AgeForm(forms.Form):
    """The age gate: one question, and an answer that is not kept when it closes the door."""

    age_band = forms.ChoiceField(
        label=_("How old are you?"),
        choices=AgeBand.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose your age, so that we can show you the right doors.")},
    )


class NewAccountForm(forms.Form):
    """What is asked of a new `sign_in_name` and a new `password`, whoever chooses them."""

    def clean_sign_in_name(self) -> str:
        name: str = self.cleaned_data["sign_in_name"]
        if not is_name_free(name):
            raise forms.ValidationError(_("Somebody already signs in with this name. Add a number or a word to it."))
        return name

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password


class SignUpForm(NewAccountForm):
    """A new account. A pseudonym is enough for everything in it."""

    age_band = forms.ChoiceField(choices=[(band.value, band.label) for band in _ADULTS], widget=forms.HiddenInput)
    sign_in_name = forms.CharField(
        label=_("The name you will sign in with"),
        help_text=_("A pseudonym is enough. Choose one that nobody would link with you, and note it somewhere."),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": _("Choose a name to sign in with: any word that you will remember.")},
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Which service follows you, or would?"),
        help_text=_("Only its professionals can be in your care team; services see nothing of each other."),
        empty_label=_("Choose"),
        to_field_name="slug",
        error_messages={"required": _("Choose a service."), "invalid_choice": _("Choose a service of this list.")},
    )
    called = forms.CharField(
        label=_("What shall we call you?"),
        help_text=_("A first name, a nickname: it stands at the top of your pages. You may leave it empty."),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    password = forms.CharField(
        label=_("A password"),
        help_text=lazy(password_rules, str)(),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Choose a password. A short sentence is easy to remember and hard to guess.")},
    )
    care = forms.BooleanField(
        label=_("I agree that Accalmie keeps what I answer and write, in order to run my programme."),
        help_text=_("It is encrypted under a key of your own. You can take it all back at any time."),
        error_messages={
            "required": _(
                "Without this we may not keep your answers, and so cannot open an account. Everything else "
                "on this page can wait; help now needs no account."
            )
        },
    )
    research = forms.BooleanField(
        label=_("I also agree that researchers use my answers, without my name, to find out what helps."),
        help_text=_("Optional. Saying no changes nothing for you."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A site with one service does not ask which."""
        super().__init__(*args, **kwargs)
        services = organisations.by_name()
        if services.count() > 1:
            self.fields["organisation"].queryset = services  # type: ignore[attr-defined]
        else:
            del self.fields["organisation"]


class SignInForm(AuthenticationForm):
    """Signing in. It says the same whether the name or the password is wrong."""

    error_messages = {  # noqa: RUF012 - Django declares it so
        "invalid_login": _(
            "This name and this password do not go together. Check both: capitals count in the password."
        ),
        "inactive": _("This account is closed."),
        "wait": _(
            "This was tried many times. For everybody’s safety, signing in waits: try again in a quarter of an hour. "
            "“Need help now” stays open, above."
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("The name you sign in with")
        self.fields["password"].label = _("Password")

    def clean(self) -> dict[str, Any]:
        """Asks for the password only where it may still be tried."""
        name = self.cleaned_data.get("username") or ""
        if self.request is None or not name:
            return super().clean()
        if limits.must_wait(self.request, name):
            raise forms.ValidationError(self.error_messages["wait"], code="wait")
        try:
            cleaned = super().clean()
        except forms.ValidationError:
            limits.note_failure(self.request, name)
            raise
        limits.forget_failures(self.request, name)
        return cleaned


class _CodeForm(forms.Form):
    """One code, of an application or of the sheet. A wrong one counts against guessing."""

    code = forms.CharField(
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": _("Write the code.")},
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._person = person

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if limits.code_must_wait(self._person.pk):
            raise forms.ValidationError(SignInForm.error_messages["wait"], code="wait")
        try:
            self.show(code)
        except factors.WrongCode:
            limits.note_wrong_code(self._person.pk)
            raise forms.ValidationError(self.wrong) from None
        limits.forget_wrong_codes(self._person.pk)
        return code

    wrong: Any = ""

    def show(self, code: str) -> None:
        """Raises factors.WrongCode."""
        raise NotImplementedError


class FactorForm(_CodeForm):
    """Showing the second factor at sign-in."""

    wrong = _(
        "This is not the code of this moment, or it was used already. Wait for the next one, or take a code of your "
        "sheet that you have not used yet."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("The code")
        self.fields["code"].help_text = _("Six digits from your application, or a code of your sheet.")

    def show(self, code: str) -> None:
        factors.show_code(self._person, code=code, now=clock.wall())


class FirstCodeForm(_CodeForm):
    """The first code of a new application, which shows that it works."""

    wrong = _(
        "This is not the code of this moment. Wait for the next one; if it is refused again, check that the time of "
        "your telephone is set by itself."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("The six digits that it shows now")
        self.fields["code"].widget.attrs["inputmode"] = "numeric"

    def show(self, code: str) -> None:
        factors.confirm_application(self._person, code=code, now=clock.wall())


class PasswordAgainForm(forms.Form):
    """The password once more, under the same limits as at sign-in."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Write your password.")},
    )

    def __init__(self, *args: Any, request: HttpRequest, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._request, self._person = request, person

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        name = self._person.sign_in_name
        if limits.must_wait(self._request, name):
            raise forms.ValidationError(SignInForm.error_messages["wait"], code="wait")
        if not self._person.check_password(password):
            limits.note_failure(self._request, name)
            raise forms.ValidationError(_("This is not your password. Capitals count."))
        limits.forget_failures(self._request, name)
        return password


class _PasswordAlone:
    """Says the rules as sentences, where Django would write a list in HTML, and saves the password and no other column:
    pages may not touch anybody's role or organisation."""

    user: Person
    cleaned_data: dict[str, Any]
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].help_text = password_rules()

    def save(self, commit: bool = True) -> Person:
        self.user.set_password(self.cleaned_data["new_password1"])
        self.user.save(update_fields=["password"])
        return self.user


class NewPasswordForm(_PasswordAlone, SetPasswordForm):  # type: ignore[type-arg]
    """A new password for who came with a link."""


class ChangePasswordForm(_PasswordAlone, PasswordChangeForm):
    """A new password for who is signed in and writes the old one."""


class SettingsForm(forms.Form):
    """How a person is addressed and wishes the pages to be."""

    called = forms.CharField(
        label=_("What shall we call you?"),
        max_length=80,
        error_messages={"required": _("Give us something to call you: a nickname is fine.")},
    )
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices, widget=forms.RadioSelect)
    text_size = forms.TypedChoiceField(
        label=_("Text size"), choices=TextSize.choices, coerce=int, widget=forms.RadioSelect
    )
    theme = forms.ChoiceField(label=_("Colours"), choices=Theme.choices, widget=forms.RadioSelect)
    reduced_motion = forms.BooleanField(
        label=_("Less movement"),
        help_text=_("Nothing moves on the pages, breathing exercises included."),
        required=False,
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("Appointments and the days of your diary follow it."), choices=()
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = _TIME_ZONES  # type: ignore[attr-defined]


class ContactForm(forms.Form):
    """How to reach somebody when a professional worries. All of it may stay empty."""

    telephone = forms.CharField(
        label=_("Your telephone number"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    usual_address = forms.CharField(
        label=_("Where you usually are"),
        help_text=_("So that help could find you, if one day it had to."),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"autocomplete": "street-address"}),
    )
    trusted_person = forms.CharField(
        label=_("Somebody you trust"),
        help_text=_("A name and a number. Best to tell them that you have put them here."),
        max_length=400,
        required=False,
        widget=forms.Textarea,
    )


# Where French is spoken first, then everywhere else: nobody here looks for Paris among four hundred names.
_FIRST = (
    "Europe/Paris",
    "America/Guadeloupe",
    "America/Martinique",
    "America/Cayenne",
    "Indian/Reunion",
    "Indian/Mayotte",
    "America/Miquelon",
    "Pacific/Noumea",
    "Pacific/Tahiti",
    "Pacific/Wallis",
    "Europe/Brussels",
    "Europe/Luxembourg",
    "Europe/Zurich",
)
_PARTS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
_OTHERS = (zone for zone in sorted(available_timezones() - set(_FIRST)) if zone.partition("/")[0] in _PARTS)
_TIME_ZONES = [(zone, zone.replace("_", " ")) for zone in (*_FIRST, *_OTHERS)]
