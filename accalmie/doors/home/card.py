"""The card that a professional prints: its code opens an account in their service, without an e-mail address."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accalmie.doors.home.forms import CodeForm
from accalmie.foundation import clock
from accalmie.foundation.access import invitations
from accalmie.foundation.people import actions, consents, limits, signing_in
from accalmie.foundation.people.codes import AgeBand
from accalmie.foundation.people.forms import AgeForm, SignInForm, SignUpForm
from accalmie.foundation.people.models import Person
from accalmie.foundation.people.opening import takes_accounts


class CardForm(SignUpForm):
    """The code of the card, and what every new account asks."""

    code = CodeForm.declared_fields["code"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The card says which service it is."""
        super().__init__(*args, **kwargs)
        self.fields.pop("organisation", None)
        self.fields["age_band"] = AgeForm().fields["age_band"]
        self.fields["code"].label = _("The code on your card")


@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "HEAD", "POST"])
def open_account(request: HttpRequest) -> HttpResponse:
    """Somebody new. Who has an account already enters the code on “My care team”."""
    if request.user.is_authenticated:
        return redirect("caseload:join")
    if not takes_accounts(clock.now()):
        return render(request, "people/not-open.html")
    form = CardForm(request.POST) if request.method == "POST" else CardForm(initial=_proposed(request))
    if form.data.get("age_band") == AgeBand.UNDER_18:
        return redirect("people:under-18")
    person = _opened(request, form) if form.is_valid() else None
    if person is None:
        return render(request, "home/card.html", {"form": form}, status=422 if form.errors else 200)
    signing_in.sign_in(request, person)
    return redirect("people:edit-contact")


def _proposed(request: HttpRequest) -> dict[str, str]:
    """The square code on the card brings its code along, and with it a name to sign in with."""
    code = request.GET.get("code", "")[:100]
    return {"code": code, "sign_in_name": invitations.name_on(code)} if code else {}


def _opened(request: HttpRequest, form: CardForm) -> Person | None:
    counted = limits.of_this_address(request, "card")
    if limits.must_wait(request, counted):
        form.add_error(None, SignInForm.error_messages["wait"])
        return None
    try:
        return _made(form, form.cleaned_data["code"])
    except invitations.InvitationRefused:
        limits.note_failure(request, counted)
        form.add_error("code", _("No card waits under this code. Check it, or ask for a new one: it lasts 30 days."))
    except actions.NameTaken:
        form.add_error("sign_in_name", _("Somebody just took this name. Add a number or a word to it."))
    return None


@transaction.atomic
def _made(form: CardForm, code: str) -> Person:
    """The account, and the professional who gave the card in its care team. Raises InvitationRefused or NameTaken."""
    given, now = form.cleaned_data, clock.now()
    organisation = invitations.welcomes(code, now=now)
    person = actions.sign_up(
        sign_in_name=given["sign_in_name"],
        password=given["password"],
        called=given["called"],
        language=(get_language() or "fr")[:2],
        age_band=AgeBand(given["age_band"]),
        agreed={purpose for purpose in consents.AT_SIGN_UP if given[purpose]},
        organisation=organisation,
        now=now,
    )
    invitations.accept(code=code, patient=person.patient.id, now=now)
    return person
