"""Lost the way in: what anybody reads, two people who vouch for somebody, and the code that brings them back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accalmie.foundation import clock
from accalmie.foundation.access import restoring
from accalmie.foundation.access.decorators import permitted
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.access.restoration_models import Lost, Proof, Restoration
from accalmie.foundation.people import limits, resetting, signing_in
from accalmie.foundation.people.forms import NewAccountForm, SignInForm, password_rules
from accalmie.foundation.people.models import Person
from accalmie.foundation.people.requests import PersonRequest


class ProofForm(forms.Form):
    """How somebody made sure."""

    proof = forms.ChoiceField(
        label=_("How did you make sure that it is them?"),
        choices=Proof.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how you made sure. If you have not yet, do so first.")},
    )


class AskForm(ProofForm):
    """The first of two people."""

    name = forms.CharField(
        label=_("The name they sign in with, or are called"),
        max_length=150,
        error_messages={"required": _("Write a name.")},
    )
    lost = forms.ChoiceField(
        label=_("What is lost?"),
        choices=Lost.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is lost.")},
    )
    field_order = ("name", "lost", "proof")

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._by = by

    def clean_name(self) -> Person:
        try:
            return restoring.find(self._by, self.cleaned_data["name"], now=clock.now())
        except restoring.Unknown:
            raise forms.ValidationError(
                _(
                    "Nobody, or more than one person, whom you could vouch for has this name. Try the name that they "
                    "sign in with; for yourself, ask two colleagues."
                )
            ) from None


class BackForm(NewAccountForm):
    """The code that was handed over, and a new password."""

    code = forms.CharField(
        label=_("The code that you were given"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": _("Write the code that you were given.")},
    )
    password = forms.CharField(
        label=_("A new password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Choose a password. A short sentence is easy to remember and hard to guess.")},
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._request = request
        self.fields["password"].help_text = password_rules()

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        counted = limits.of_this_address(self._request, "restoration")
        if limits.must_wait(self._request, counted):
            raise forms.ValidationError(SignInForm.error_messages["wait"], code="wait")
        try:
            restoring.usable(code, now=clock.now())
        except restoring.RestorationRefused:
            limits.note_failure(self._request, counted)
            raise forms.ValidationError(
                _("This code opens nothing: it may be mistyped, used already, or more than a day old.")
            ) from None
        return code


class AddressForm(forms.Form):
    """The address under which somebody signs in."""

    address = forms.EmailField(
        label=_("The e-mail address that you sign in with"),
        max_length=150,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Write the address that you sign in with."),
            "invalid": _("This is not an e-mail address. If you sign in with another name, read on below."),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def show_lost(request: HttpRequest) -> HttpResponse:
    """For anybody: which ways back there are. An address is written to, and whether it has an account is not said."""
    form = AddressForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and settings.CAN_MAIL:
        _write_to(request, form.cleaned_data["address"])
        return redirect(f"{request.path}?sent")
    context = {"form": form, "can_mail": settings.CAN_MAIL, "is_sent": "sent" in request.GET}
    return render(request, "home/lost.html", context, status=422 if form.errors else 200)


def _write_to(request: HttpRequest, name: str) -> None:
    """A few times in a quarter of an hour; then nothing is sent, and nobody learns anything."""
    asked = f"|mail {name}"
    if not limits.must_wait(request, asked):
        limits.note_failure(request, asked)
        resetting.send_link(name, address=lambda *parts: _link(request, *parts), now=clock.now())


def _link(request: HttpRequest, uidb64: str, token: str) -> str:
    return request.build_absolute_uri(reverse("people:choose-new-password", args=[uidb64, token]))


@sensitive_post_parameters("password", "code")
def come_back_in(request: HttpRequest) -> HttpResponse:
    """The code, a new password, and they are in; whoever works here sets up a second key first."""
    form = BackForm(request.POST if request.method == "POST" else None, request=request)
    if not form.is_valid():
        return render(request, "home/restored.html", {"form": form})
    given = form.cleaned_data
    try:
        person = restoring.use(code=given["code"], password=given["password"], now=clock.now())
    except restoring.RestorationRefused:
        form.add_error("code", _("This code was just used."))
        return render(request, "home/restored.html", {"form": form})
    signing_in.sign_in(request, person)
    return redirect("people:show-security")


@permitted(Permission.ACCOUNT_RESTORE)
def vouch(request: PersonRequest) -> HttpResponseBase:
    """What waits for a second person, and the form of the first."""
    form = AskForm(request.POST if request.method == "POST" else None, by=request.user)
    if form.is_valid():
        given = form.cleaned_data
        restoring.ask(
            person=given["name"],
            lost=Lost(given["lost"]),
            proof=Proof(given["proof"]),
            by=request.user,
            now=clock.now(),
        )
        return redirect(f"{request.path}?asked")
    return _page(request, form, restoring.waiting_for(request.user, now=clock.now()))


@require_POST
@permitted(Permission.ACCOUNT_RESTORE)
def vouch_too(request: PersonRequest, restoration: UUID) -> HttpResponseBase:
    """The second person. The code is on this page only."""
    form = ProofForm(request.POST)
    waiting = restoring.waiting_for(request.user, now=clock.now())
    if restoration not in {one.id for one in waiting}:
        return _page(request, AskForm(by=request.user), waiting, is_gone=True, status=404)
    if not form.is_valid():
        return _page(request, AskForm(by=request.user), waiting, second=form, wrong=restoration)
    try:
        code = restoring.confirm(
            restoration=restoration, proof=Proof(form.cleaned_data["proof"]), by=request.user, now=clock.now()
        )
    except (restoring.RestorationRefused, restoring.NotForYou):
        others = [one for one in waiting if one.id != restoration]
        return _page(request, AskForm(by=request.user), others, is_gone=True, status=404)
    response = render(request, "home/way-back.html", {"code": code, "hours": restoring.OPENS.total_seconds() // 3600})
    response.headers["Cache-Control"] = "no-store"
    return response


def _page(
    request: PersonRequest, form: forms.Form, waiting: list[Restoration], *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "form": form,
        "mine": [one for one in waiting if one.asked_by_id == request.user.pk],
        "waiting": [(one, _second_form(one.id, more)) for one in waiting if one.asked_by_id != request.user.pk],
        "is_asked": "asked" in request.GET,
        "is_gone": more.get("is_gone", False),
    }
    return render(request, "home/vouch.html", context, status=status)


def _second_form(restoration: UUID, more: dict[str, Any]) -> forms.Form:
    """The one that was sent, with its error, or an empty one; ids apart, since several stand on the page."""
    sent = more["second"].data if more.get("wrong") == restoration else None
    return ProofForm(sent, auto_id=f"id_{restoration}_%s")
