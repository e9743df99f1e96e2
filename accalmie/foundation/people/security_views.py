"""“How you sign in”: second factors, the sheet of codes, and where somebody is signed in."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from uuid import UUID

from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accalmie.foundation import clock
from accalmie.foundation.design.square import square
from accalmie.foundation.people import actions, factors, passkeys, sessions, signing_in, totp
from accalmie.foundation.people.forms import FirstCodeForm, PasswordAgainForm
from accalmie.foundation.people.kept_forms import ask_to_sign_in
from accalmie.foundation.people.models import Person
from accalmie.foundation.people.sign_in_views import QUESTION, answer_of, wish_of, with_next

View = Callable[[HttpRequest, Person], HttpResponse]


@dataclass(frozen=True)
class SessionLine:
    """One place where somebody is signed in, as the page shows it."""

    name: str
    device: str
    network: str
    began_at: datetime | None
    is_here: bool


def for_its_person(view: View) -> Callable[[HttpRequest], HttpResponse]:
    """For somebody who is signed in, on their own account."""

    @wraps(view)
    def door(request: HttpRequest) -> HttpResponse:
        person = request.user
        return view(request, person) if isinstance(person, Person) else ask_to_sign_in(request)

    return door


def when_sure(view: View) -> Callable[[HttpRequest], HttpResponse]:
    """For somebody who has lately shown that it is them: a page left open on a desk changes no locks."""

    @wraps(view)
    def door(request: HttpRequest) -> HttpResponse:
        person = _setting_up(request)
        if person is None:
            return ask_to_sign_in(request)
        if not signing_in.is_sure(request, now=clock.wall()):
            back = request.get_full_path() if request.method == "GET" else reverse("people:show-security")
            return redirect(with_next("people:be-sure", back))
        return view(request, person)

    return door


@require_safe
@for_its_person
def show_security(request: HttpRequest, person: Person) -> HttpResponse:
    now = clock.wall()
    here = request.session.session_key
    places = [
        SessionLine(sessions.name_of(one.session_key), one.device, one.network, one.began_at, one.session_key == here)
        for one in sessions.of_person(person.pk, now=now)
    ]
    context = {
        "factors": factors.confirmed(person),
        "codes_left": factors.codes_left(person),
        "places": places,
        "must": person.is_staff_member,
        "has_ended": "ended" in request.GET,
        "is_alone": "alone" in request.GET,
    }
    return render(request, "people/security.html", context)


@when_sure
def set_up_factor(request: HttpRequest, person: Person) -> HttpResponse:
    """An application for codes. Whoever works here comes past this page at their first sign-in."""
    now = clock.wall()
    begun = factors.begin_application(person, now=now)
    form = FirstCodeForm(request.POST if request.method == "POST" else None, person=person)
    if form.is_valid():
        return _with_a_sheet(request, person)
    secret = factors.secret_of(begun)
    context = {
        "form": form,
        "next": wish_of(request),
        "square": square(totp.address(secret, name=person.sign_in_name, issuer=settings.NEUTRAL_NAME)),
        "letters": totp.in_letters(secret),
        "code": totp.code_at(secret, now=now) if settings.DEMO else "",
        "must": person.is_staff_member and not person.has_factor,
    }
    return render(request, "people/set-up-factor.html", context)


@require_POST
@when_sure
def make_sheet(request: HttpRequest, person: Person) -> HttpResponse:
    """New codes on paper, in the place of those before."""
    if not person.has_factor:
        return redirect("people:set-up-factor")
    return _sheet(request, person)


@require_POST
@when_sure
def remove_factor(request: HttpRequest, person: Person) -> HttpResponse:
    with suppress(ValueError):  # a form that was not ours: nothing is removed
        factors.remove(person, factor=UUID(request.POST.get("factor", "")))
    return redirect("people:show-security")


@require_POST
@when_sure
def ask_for_new_passkey(request: HttpRequest, person: Person) -> HttpResponse:
    options, request.session[QUESTION] = passkeys.ask_for_a_new_one(person, passkeys.relying_party_of(request))
    return JsonResponse(options)


@require_POST
@when_sure
def add_passkey(request: HttpRequest, person: Person) -> HttpResponse:
    state = request.session.pop(QUESTION, {})
    party = passkeys.relying_party_of(request)
    try:
        passkeys.add(person, answer=answer_of(request), state=state, party=party, now=clock.wall())
    except passkeys.PasskeyRefused:
        return render(request, "people/passkey-refused.html", {"next": wish_of(request)}, status=422)
    return _with_a_sheet(request, person)


def be_sure(request: HttpRequest) -> HttpResponse:
    """The password once more, before a lock is changed."""
    person = _setting_up(request)
    if person is None:
        return ask_to_sign_in(request)
    form = PasswordAgainForm(request.POST if request.method == "POST" else None, request=request, person=person)
    if form.is_valid():
        signing_in.note_sure(request, now=clock.wall())
        return redirect(wish_of(request))
    return render(request, "people/be-sure.html", {"form": form, "next": wish_of(request)})


@require_POST
@for_its_person
def end_session(request: HttpRequest, person: Person) -> HttpResponse:
    """Signs this person out in one other place."""
    sessions.end_one(person.pk, name=request.POST.get("place", ""), now=clock.wall())
    return redirect(f"{reverse('people:show-security')}?ended")


@require_POST
@for_its_person
def end_other_sessions(request: HttpRequest, person: Person) -> HttpResponse:
    """Signs this person out everywhere but here: a telephone that was lost, a computer that others use."""
    actions.end_sessions(person=person)
    update_session_auth_hash(request, person)
    sessions.end_all(person.pk, but=request.session.session_key)
    return redirect(f"{reverse('people:show-security')}?alone")


def _setting_up(request: HttpRequest) -> Person | None:
    """Somebody who is signed in, or works here and has no second factor yet. Never who has one and did not show it."""
    half = signing_in.half_signed_in(request)
    if half is not None:
        return None if half.has_factor else half
    return request.user if isinstance(request.user, Person) else None


def _with_a_sheet(request: HttpRequest, person: Person) -> HttpResponse:
    """The factor counts, in this session too; its sheet of codes is shown unless there is one already."""
    signing_in.note_factor(request, "set up")
    if factors.codes_left(person):
        return redirect("people:show-security")
    return _sheet(request, person)


def _sheet(request: HttpRequest, person: Person) -> HttpResponse:
    context = {"codes": factors.new_sheet(person), "next": wish_of(request), "name": person.sign_in_name}
    response = render(request, "people/recovery-codes.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response
