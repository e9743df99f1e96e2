"""A person's own pages: what they may ask, where it stands, and the end of a record that only they decide on."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth import logout
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accalmie.foundation import clock
from accalmie.foundation.access.decorators import owner_only
from accalmie.foundation.journal.form_ids import id_for_form, sent_id
from accalmie.foundation.people.models import Patient
from accalmie.foundation.people.requests import PatientRequest
from accalmie.oversight.privacy import rights_actions, rights_forms, rights_pages, rights_queries
from accalmie.oversight.privacy.rights_models import About, Kind

ASKED_HERE = {kind.value.lower(): kind for kind in Kind if kind not in (Kind.COMPLAINT, Kind.ERASURE)}


def owner_of(request: PatientRequest) -> Patient:
    """The record of whoever asks, with its organisation, whose kind decides on the clocks."""
    return Patient.objects.named().select_related("organisation").get(id=request.patient)


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent, even when every field was left empty; None for somebody who only looks."""
    return request.POST if request.method == "POST" else None


@require_safe
@owner_only
def show_rights(request: PatientRequest) -> HttpResponseBase:
    page = rights_pages.rights_page(owner_of(request), clock.now())
    return render(request, "privacy/rights.html", {"rights": page})


@require_http_methods(["GET", "HEAD", "POST"])
@owner_only
def ask(request: PatientRequest, kind: str) -> HttpResponseBase:
    asked = ASKED_HERE.get(kind)
    if asked is None:
        raise Http404
    make = rights_forms.CorrectionForm if asked == Kind.CORRECTION else rights_forms.AskForm
    form = make(sent(request))
    if request.method == "POST" and form.is_valid():
        return _sent(request, asked, form)
    return _asking(request, asked, form)


def _sent(request: PatientRequest, kind: Kind, form: Form, about: About = About.DATA) -> HttpResponseBase:
    """Kept, or said that one waits already, with what was written still on the page."""
    try:
        rights_actions.ask(
            patient=owner_of(request),
            kind=kind,
            about=about,
            words=form.cleaned_data["words"],
            id=sent_id(request),
            now=clock.now(),
        )
    except rights_actions.AlreadyAsked:
        form.add_error(None, _("You have asked this already, and the answer is on its way."))
        return _asking(request, kind, form)
    return redirect("privacy:show-rights")


def _asking(request: PatientRequest, kind: Kind, form: Form) -> HttpResponseBase:
    owner, now = owner_of(request), clock.now()
    context = {
        "form": form,
        "asking": rights_pages.asking_page(owner, kind, now),
        "form_id": id_for_form(request),
    }
    return render(request, "privacy/rights-ask.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@owner_only
def complain(request: PatientRequest) -> HttpResponseBase:
    form = rights_forms.ComplaintForm(sent(request))
    if request.method == "POST" and form.is_valid():
        return _sent(request, Kind.COMPLAINT, form, About(form.cleaned_data["about"]))
    return _asking(request, Kind.COMPLAINT, form)


@require_http_methods(["GET", "HEAD", "POST"])
@owner_only
def erase(request: PatientRequest) -> HttpResponseBase:
    """At once for somebody who was here on their own; a request to the officer for the others."""
    owner, now = owner_of(request), clock.now()
    if not rights_queries.may_erase_at_once(owner, now=now):
        form = rights_forms.AskForm(sent(request))
        is_sent = request.method == "POST" and form.is_valid()
        return _sent(request, Kind.ERASURE, form) if is_sent else _asking(request, Kind.ERASURE, form)
    sure = rights_forms.EraseForm(sent(request))
    if request.method == "POST" and sure.is_valid():
        return _erased(request, owner, now)
    return render(request, "privacy/rights-erase.html", {"form": sure}, status=422 if sure.errors else 200)


def _erased(request: PatientRequest, owner: Patient, now: datetime) -> HttpResponseBase:
    rights_actions.erase_mine(patient=owner, now=now)
    logout(request)
    return redirect("privacy:erased")


@require_safe
def erased(request: HttpRequest) -> HttpResponseBase:
    return render(request, "privacy/rights-erased.html")


@require_POST
@owner_only
def open_again(request: PatientRequest) -> HttpResponseBase:
    rights_actions.open_again(patient=request.patient, by=request.user.id, now=clock.now())
    return redirect("privacy:show-rights")
