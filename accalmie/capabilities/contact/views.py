"""The page of talking to somebody: for everybody, with a form for those whom a care team follows here."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

import uuid6
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from accalmie.capabilities.contact import actions, pages, queries
from accalmie.capabilities.contact.forms import TalkForm
from accalmie.core.crisis import StaffedHours
from accalmie.foundation import clock
from accalmie.foundation.clinic.queries import clinic_for
from accalmie.foundation.design.ours import is_ours
from accalmie.foundation.journal.form_ids import sent_id
from accalmie.foundation.people.kept_forms import ask_to_sign_in, keep_for_later
from accalmie.foundation.people.models import Person
from accalmie.foundation.people.queries import contact_of, names_of
from accalmie.safety.closures.queries import hours_of
from accalmie.safety.library import helplines, rules
from accalmie.safety.pages import help_page
from accalmie.safety.readers import Readers, readers


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    person = request.user if isinstance(request.user, Person) else None
    if person is None and request.method == "POST":
        return ask_to_sign_in(request)
    patient = person.patient_id if person else None
    form = _form(request, person)
    page = _page(request, patient)
    if patient and page.readers and request.method == "POST" and form.is_valid():
        return _ask(request, form, patient, page)
    context = {
        "talk": page,
        "form": form,
        "help": help_page(helplines(), _language()),
        "form_id": request.POST.get("id") or str(uuid6.uuid7()),
        "is_patient": patient is not None,
        "is_asked": "asked" in request.GET,
    }
    return render(request, "contact/talk.html", context, status=422 if form.errors else 200)


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Somebody leaves a half-written form to talk to somebody: it waits for them, sealed."""
    return redirect(_here({"from": keep_for_later(request, page=_ours(request.GET.get("from", "")))}))


def _ask(request: HttpRequest, form: TalkForm, patient: UUID, page: pages.TalkPage) -> HttpResponse:
    actions.ask(patient=patient, by=request.user.pk, now=clock.now(), id=sent_id(request), **form.cleaned_data)
    return redirect(_here({"from": page.back, "asked": "yes"}))


def _page(request: HttpRequest, patient: UUID | None) -> pages.TalkPage:
    now = clock.now()
    asked = queries.requests(patient) if patient else []
    return pages.talk_page(
        asked,
        readers=readers(patient, now=now) if patient else Readers(),
        names=names_of({one.answered_by for one in asked if one.answered_by}),
        clinic=clinic_for(request),
        staffed=_hours(request),
        language=_language(),
        back=_back(request),
        now=now,
    )


def _hours(request: HttpRequest) -> StaffedHours:
    """When somebody is there, closures of whoever asks' own service included."""
    if not isinstance(request.user, Person):
        return rules().staffed
    return hours_of(request.user.organisation_id, at=clock.now())


def _form(request: HttpRequest, person: Person | None) -> TalkForm:
    if request.method == "POST":
        return TalkForm(request.POST)
    known = contact_of(person.patient).telephone if person and person.patient_id else ""
    return TalkForm(initial={"reach": known})


def _back(request: HttpRequest) -> str:
    """The page that the person came from; never another site."""
    return _ours(request.POST.get("from") or request.GET.get("from", ""))


def _ours(page: str) -> str:
    return page if is_ours(page) else "/"


def _here(asked: dict[str, str]) -> str:
    return f"{reverse('contact:ask')}?{urlencode(asked)}"


def _language() -> str:
    return "en" if (get_language() or "fr").startswith("en") else "fr"
