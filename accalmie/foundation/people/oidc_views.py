"""Pages of signing in through an identity provider, and of linking an account with one.

Starting is a form with our token, so that no other site starts it for somebody. Its answer is a page, and the page goes
on by a header: were the form's answer a redirect, browsers would hold every address on the way against `form-action`,
which stays at 'self'.
"""

from __future__ import annotations

import logging
from base64 import b64decode, b64encode
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

import msgspec
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.functional import SimpleLazyObject
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accalmie.foundation import clock, crypto
from accalmie.foundation.design.ours import is_ours
from accalmie.foundation.people import limits, linked, providers, signing_in
from accalmie.foundation.people.forms import PasswordAgainForm
from accalmie.foundation.people.kept_forms import ask_to_sign_in
from accalmie.foundation.people.models import Person
from accalmie.foundation.people.providers import Provider
from accalmie.foundation.people.sign_in_views import with_next
from accalmie.foundation.people.whence import address_of

if TYPE_CHECKING:
    from accalmie.foundation.people import oidc
else:
    # Loaded with the first who comes: its libraries take 16 MB and half a second, and most sites have no provider.
    oidc = SimpleLazyObject(partial(import_module, "accalmie.foundation.people.oidc"))

_ASKED, _FAREWELL = "elsewhere", "farewell"
_SEALED_FOR = "people.session.farewell"

logger = logging.getLogger("accalmie.people")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, provider: str) -> HttpResponse:
    """Begins with POST. GET only goes on with what was begun in this browser."""
    chosen = _chosen(provider)
    if request.method == "POST":
        if isinstance(request.user, Person):
            return redirect(settings.LOGIN_REDIRECT_URL)
        return _sent_away(request, chosen, page=request.POST.get("next", ""))
    asked = _asked(request)
    if asked is None or asked.provider != chosen.code:
        return redirect(settings.LOGIN_URL)
    try:
        return HttpResponseRedirect(oidc.address(chosen, asked, back=_back(request, chosen)))
    except oidc.Unreachable:
        return _not_done(request, chosen, "down", 503)


@never_cache
@require_safe
def come_back(request: HttpRequest, provider: str) -> HttpResponse:
    """Where the provider sends them back to."""
    chosen = _chosen(provider)
    who = f"{chosen.code} {address_of(request)}"
    if limits.must_wait(request, who):
        return _not_done(request, chosen, "wait", 429)
    asked = _asked(request)
    request.session.pop(_ASKED, None)
    try:
        told = oidc.told(chosen, asked, request.GET.dict(), back=_back(request, chosen), now=clock.wall())
    except oidc.Cancelled:
        return _not_done(request, chosen, "cancelled", 200)
    except oidc.Unreachable:
        return _not_done(request, chosen, "down", 503)
    except oidc.Refused as refused:
        limits.note_failure(request, who)
        logger.warning("sign-in through %s refused: %s", chosen.code, refused.why)
        return _not_done(request, chosen, "refused", 400)
    assert asked is not None  # `told` refuses what was not asked
    return _linked(request, chosen, asked, told) if asked.linking else _signed_in(request, chosen, asked, told)


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, provider: str) -> HttpResponse:
    """Says what the provider will know and tell, and asks for the password: a session left open links nobody else."""
    person = request.user
    if not isinstance(person, Person):
        return ask_to_sign_in(request)
    chosen = _chosen(provider, person)
    form = PasswordAgainForm(request.POST if request.method == "POST" else None, request=request, person=person)
    if form.is_valid():
        return _sent_away(request, chosen, linking=str(person.pk))
    return render(request, "people/elsewhere-link.html", {"form": form, "provider": chosen})


@require_POST
def unlink(request: HttpRequest, provider: str) -> HttpResponse:
    person = request.user
    if not isinstance(person, Person):
        return ask_to_sign_in(request)
    linked.unlink(person=person, provider=_chosen(provider, person))
    return redirect(f"{reverse('people:edit-settings')}?unlinked")


def farewell_of(request: HttpRequest) -> str:
    """Where somebody who signed in through a provider ends their session there too; nothing for everybody else."""
    kept, person = request.session.get(_FAREWELL), request.user
    if kept is None or not isinstance(person, Person):
        return ""
    try:
        return str(crypto.open_json(person.sealed_for, b64decode(kept), purpose=_SEALED_FOR))
    except (crypto.KeyDestroyed, crypto.SealBroken):
        return ""  # whatever has become of it, signing out here works


def say_farewell(request: HttpRequest, where: str) -> HttpResponse:
    """The page of whoever has just signed out here; it goes on to the provider and from there to `signed-out`."""
    answer = render(request, "people/elsewhere-farewell.html")
    answer.headers["Refresh"] = f"0; url={where}"
    return answer


def _chosen(code: str, person: Person | None = None) -> Provider:
    """Raises Http404 for one that is off, or not for people like this person."""
    found = providers.find(code)
    if found is None or (person is not None and person.role not in found.roles):
        raise Http404
    return found


def _sent_away(request: HttpRequest, chosen: Provider, **more: str) -> HttpResponse:
    """The page that goes on to the provider, by way of an address of ours."""
    try:
        asked = oidc.ask(chosen, now=clock.wall(), **more)
    except oidc.Unreachable:
        return _not_done(request, chosen, "down", 503)
    request.session[_ASKED] = msgspec.to_builtins(asked)
    on = reverse("people:sign-in-elsewhere", args=[chosen.code])
    answer = render(request, "people/elsewhere-going.html", {"provider": chosen, "on": on})
    answer.headers["Refresh"] = f"0; url={on}"
    return answer


def _asked(request: HttpRequest) -> oidc.Asked | None:
    kept = request.session.get(_ASKED)
    return None if kept is None else msgspec.convert(kept, oidc.Asked)


def _back(request: HttpRequest, chosen: Provider) -> str:
    return request.build_absolute_uri(reverse("people:come-back-from", args=[chosen.code]))


def _signed_in(request: HttpRequest, chosen: Provider, asked: oidc.Asked, told: oidc.Told) -> HttpResponse:
    """Somebody whom no account is linked with stays a stranger: nothing is made, nothing kept."""
    person = linked.person_of(chosen, told.subject)
    if person is None:
        return _not_done(request, chosen, "unknown", 403)
    signing_in.sign_in(request, person, factor=chosen.factor)
    _keep_farewell(request, chosen, person, told)
    page = _page_after(asked.page)
    if signing_in.needs_factor(person) and not chosen.factor:
        return redirect(with_next("people:show-factor", page))
    return HttpResponseRedirect(page)


def _keep_farewell(request: HttpRequest, chosen: Provider, person: Person, told: oidc.Told) -> None:
    """Sealed: the id token that a provider wants back says who somebody is, and sessions are rows."""
    try:
        where = oidc.farewell(chosen, told.id_token, back=request.build_absolute_uri(reverse("people:signed-out")))
    except oidc.Unreachable:
        return
    if where:
        sealed = crypto.seal_json(person.sealed_for, where, purpose=_SEALED_FOR)
        request.session[_FAREWELL] = b64encode(sealed).decode("ascii")


def _linked(request: HttpRequest, chosen: Provider, asked: oidc.Asked, told: oidc.Told) -> HttpResponse:
    """For the person who began it, in the session in which they did."""
    person = request.user
    if not isinstance(person, Person) or str(person.pk) != asked.linking or person.role not in chosen.roles:
        return _not_done(request, chosen, "refused", 400)
    try:
        linked.link(person=person, provider=chosen, subject=told.subject, number=told.number, now=clock.now())
    except linked.LinkedElsewhere:
        return _not_done(request, chosen, "taken", 409)
    return redirect(f"{reverse('people:edit-settings')}?linked")


def _page_after(page: str) -> str:
    return page if is_ours(page) else settings.LOGIN_REDIRECT_URL


def _not_done(request: HttpRequest, chosen: Provider, why: str, status: int) -> HttpResponse:
    """What happened, and the other way in."""
    context: dict[str, Any] = {"provider": chosen, "why": why}
    return render(request, "people/elsewhere-not-done.html", context, status=status)


urlpatterns = [
    path("sign-in/elsewhere/<str:provider>/", start, name="sign-in-elsewhere"),
    path("sign-in/back/<str:provider>/", come_back, name="come-back-from"),
    path("settings/elsewhere/<str:provider>/", link, name="link-elsewhere"),
    path("settings/elsewhere/<str:provider>/unlink/", unlink, name="unlink-elsewhere"),
]
