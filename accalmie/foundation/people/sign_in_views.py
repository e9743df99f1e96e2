"""Pages of signing in: the password, then what is asked beside it; a passkey instead of both."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.views.decorators.http import require_POST

from accalmie.foundation import clock
from accalmie.foundation.design.ours import is_ours, parts_of
from accalmie.foundation.people import factors, passkeys, signing_in
from accalmie.foundation.people.forms import FactorForm, SignInForm
from accalmie.foundation.people.models import Person

QUESTION = "passkey"


class SignIn(LoginView):
    """The name and the password. Who gave them already is led on to what is still missing."""

    template_name = "people/sign-in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if signing_in.half_signed_in(request) is not None:
            return redirect(with_next("people:show-factor", wish_of(request)))
        return super().dispatch(request, *args, **kwargs)

    def get_redirect_url(self, request: HttpRequest | None = None) -> str:
        return _wished(self.request)

    def form_valid(self, form: Any) -> HttpResponse:
        person: Person = form.get_user()
        signing_in.sign_in(self.request, person)
        if signing_in.needs_factor(person):
            return redirect(with_next("people:show-factor", self.get_success_url()))
        return redirect(self.get_success_url())


def show_factor(request: HttpRequest) -> HttpResponse:
    """The code of the application, or one of the sheet. Who has none yet is led to set one up."""
    person = signing_in.half_signed_in(request)
    if person is None:
        return redirect(wish_of(request))
    if not person.has_factor:
        return redirect(with_next("people:set-up-factor", wish_of(request)))
    form = FactorForm(request.POST if request.method == "POST" else None, person=person)
    if form.is_valid():
        signing_in.note_factor(request, "code")
        return redirect(wish_of(request))
    context = {
        "form": form,
        "next": wish_of(request),
        "code": factors.code_of_this_moment(person, now=clock.wall()),
        "has_application": any(one.is_application for one in factors.confirmed(person)),
    }
    return render(request, "people/show-factor.html", context)


@require_POST
def ask_for_passkey(request: HttpRequest) -> HttpResponse:
    """What the browser is to ask the telephone."""
    options, request.session[QUESTION] = passkeys.ask_for_one(passkeys.relying_party_of(request))
    return JsonResponse(options)


@require_POST
def sign_in_by_passkey(request: HttpRequest) -> HttpResponse:
    """The telephone's answer, which says who it is."""
    state = request.session.pop(QUESTION, {})
    try:
        person = passkeys.shown_by(answer=answer_of(request), state=state, party=passkeys.relying_party_of(request))
    except passkeys.PasskeyRefused:
        return render(request, "people/passkey-refused.html", {"next": wish_of(request)}, status=422)
    signing_in.sign_in(request, person, factor="passkey")
    return redirect(wish_of(request))


def answer_of(request: HttpRequest) -> dict[str, Any]:
    """What the telephone said, as the page sent it; empty when that is no answer at all."""
    try:
        answer = json.loads(request.POST.get("answer", ""))
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}


def wish_of(request: HttpRequest) -> str:
    """Where they wanted to go before all this: a page of ours, else the first."""
    return _wished(request) or resolve_url(settings.LOGIN_REDIRECT_URL)


def _wished(request: HttpRequest) -> str:
    """The page of ours that they asked for, or ""; also for this very page, which would lead round in a circle."""
    page = request.POST.get("next") or request.GET.get("next") or ""
    return page if is_ours(page) and parts_of(page).path != request.path else ""


def with_next(view: str, page: str) -> str:
    return f"{reverse(view)}?{urlencode({'next': page})}"
