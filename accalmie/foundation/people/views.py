"""Pages about the account: signing up and in and out, settings, contact details, language."""

from __future__ import annotations

from dataclasses import asdict

from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import get_language, gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from accalmie.foundation import clock
from accalmie.foundation.design.ours import is_ours
from accalmie.foundation.design.preferences import Preferences
from accalmie.foundation.people import actions, consents, linked, oidc_views, queries, signing_in
from accalmie.foundation.people.codes import AgeBand, Language
from accalmie.foundation.people.contact import Contact
from accalmie.foundation.people.forms import AgeForm, ContactForm, SettingsForm, SignUpForm
from accalmie.foundation.people.kept_forms import ask_to_sign_in, forget_all, is_from_elsewhere
from accalmie.foundation.people.models import Patient, Person
from accalmie.foundation.people.opening import takes_accounts


def sign_up(request: HttpRequest) -> HttpResponse:
    """The age gate. Its answer goes on in the next form, and nowhere else. A site where nobody answers asks nothing."""
    if not takes_accounts(clock.now()):
        return render(request, "people/not-open.html")
    form = AgeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "people/age-gate.html", {"form": form})
    if form.cleaned_data["age_band"] == AgeBand.UNDER_18:
        return redirect("people:under-18")
    account = SignUpForm(initial={"age_band": form.cleaned_data["age_band"]})
    return render(request, "people/sign-up.html", {"form": account})


@require_safe
def under_18(request: HttpRequest) -> HttpResponse:
    return render(request, "people/under-18.html")


@sensitive_post_parameters("password")
def create_account(request: HttpRequest) -> HttpResponse:
    if request.method != "POST" or not takes_accounts(clock.now()):
        return redirect("people:sign-up")
    form = SignUpForm(request.POST)
    if not form.is_valid():
        return _sign_up_again(request, form)
    try:
        person = _created(form)
    except actions.NameTaken:
        form.add_error("sign_in_name", _("Somebody just took this name. Add a number or a word to it."))
        return _sign_up_again(request, form)
    signing_in.sign_in(request, person)
    return redirect("people:edit-contact")


def _sign_up_again(request: HttpRequest, form: SignUpForm) -> HttpResponse:
    if "age_band" in form.errors:  # somebody who came past the gate is led back to it
        return redirect("people:sign-up")
    return render(request, "people/sign-up.html", {"form": form})


def _created(form: SignUpForm) -> Person:
    given = form.cleaned_data
    return actions.sign_up(
        sign_in_name=given["sign_in_name"],
        password=given["password"],
        called=given["called"],
        language=(get_language() or Language.FRENCH)[:2],
        age_band=AgeBand(given["age_band"]),
        agreed={purpose for purpose in consents.AT_SIGN_UP if given[purpose]},
        organisation=given.get("organisation"),
        now=clock.now(),
    )


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    if isinstance(request.user, Person):
        forget_all(request.user)
    elsewhere = oidc_views.farewell_of(request)
    logout(request)
    return oidc_views.say_farewell(request, elsewhere) if elsewhere else redirect("people:signed-out")


@require_safe
def signed_out(request: HttpRequest) -> HttpResponse:
    return render(request, "people/signed-out.html")


def edit_settings(request: HttpRequest) -> HttpResponse:
    """Settings, in the language that was just chosen."""
    person = request.user
    if not isinstance(person, Person):
        return ask_to_sign_in(request)
    sent = request.POST if request.method == "POST" else None
    form = SettingsForm(sent, initial={"called": person.called, **asdict(person.preferences)})
    if form.is_valid():
        given = dict(form.cleaned_data)
        actions.save_settings(person=person, called=given.pop("called"), preferences=Preferences(**given))
        return redirect(f"{request.path}?saved")
    context = {"form": form, "is_saved": "saved" in request.GET, "ways": linked.ways_of(person)}
    return render(request, "people/settings.html", context)


def edit_contact(request: HttpRequest) -> HttpResponse:
    """Asked once after signing up, refusable, and open to change from the settings."""
    patient = Patient.objects.of(request.user) if isinstance(request.user, Person) else None
    if patient is None:
        return ask_to_sign_in(request)
    sent = request.POST if request.method == "POST" else None
    form = ContactForm(sent, initial=asdict(queries.contact_of(patient)))
    if form.is_valid():
        actions.save_contact(patient=patient, contact=Contact(**form.cleaned_data))
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "people/contact.html", {"form": form, "next": resolve_url(settings.LOGIN_REDIRECT_URL)})


@require_POST
def use_language(request: HttpRequest) -> HttpResponse:
    """The page again in another language, for good: what the header of somebody who is signed in sends."""
    language = request.POST.get("language", "")
    back = request.POST.get("next", "")
    if language not in Language.values:
        return HttpResponseRedirect(_ours(back))
    if isinstance(request.user, Person):
        actions.use_language(person=request.user, language=language)
    return _in_language(request, language, back)


@require_safe
def read_in(request: HttpRequest, language: str) -> HttpResponse:
    """The page again in another language, in this browser: the link in the header of a visitor, who is given no cookie
    before they ask for one, and so no form with a token. It changes nothing of anybody who is signed in.
    """
    back = request.GET.get("next", "")
    if language not in Language.values:
        raise Http404
    return HttpResponseRedirect(_ours(back)) if is_from_elsewhere(request) else _in_language(request, language, back)


def _in_language(request: HttpRequest, language: str, back: str) -> HttpResponse:
    response = HttpResponseRedirect(_ours(back))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        samesite="Lax",
        secure=request.is_secure(),
        httponly=True,
    )
    return response


def _ours(page: str) -> str:
    return page if is_ours(page) else "/"
