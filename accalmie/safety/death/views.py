"""The ways in: noting a death in two steps, saying that it was an error, and the page for those who stay."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accalmie.foundation import clock
from accalmie.foundation.access.decorators import professional_only
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.access.queries import NotYours, patient_of
from accalmie.foundation.clinic.queries import clinic_for
from accalmie.foundation.journal.form_ids import id_for_form, sent_id
from accalmie.foundation.people.models import Patient
from accalmie.foundation.people.requests import PersonRequest
from accalmie.safety.alerts.queries import is_nobodys
from accalmie.safety.death import actions, pages
from accalmie.safety.death.forms import DeathForm


@require_http_methods(["GET", "HEAD", "POST"])
@professional_only
def note_death(request: PersonRequest, patient: UUID) -> HttpResponseBase:
    """From whom it is known; then, on a second page, what stops; then it is noted."""
    found = _in_care(request, patient)
    if is_nobodys(patient):
        raise Http404
    page = pages.death_page(found, request.user)
    if page is not None:
        return render(
            request, "safety/death.html", {"death": page, "patient": patient, "form_id": id_for_form(request)}
        )
    form = DeathForm(request.POST if request.method == "POST" else None, auto_id="%s")
    if not form.is_valid():
        return _ask(request, found, form)
    if request.POST.get("sure") != "yes":
        context = {"called": found.person.called, "patient": patient, "form": form, "form_id": id_for_form(request)}
        return render(request, "safety/death-sure.html", context)
    actions.note(patient=found, by=request.user, now=clock.now(), id=sent_id(request), **form.cleaned_data)
    return redirect("safety:note-death", patient)


def _ask(request: PersonRequest, patient: Patient, form: DeathForm) -> HttpResponse:
    context = {"called": patient.person.called, "patient": patient.id, "form": form}
    return render(request, "safety/death-note.html", context, status=422 if form.errors else 200)


@require_POST
@professional_only
def correct_death(request: PersonRequest, patient: UUID) -> HttpResponseBase:
    """It was an error, somebody else than who noted it says."""
    found = _in_care(request, patient)
    try:
        actions.correct(patient=found, by=request.user, now=clock.now(), id=sent_id(request))
    except actions.SamePerson:
        return redirect("safety:note-death", patient)
    except actions.NotNoted:
        pass  # a colleague said so before: the record shows it
    return redirect("caseload:show-patient", patient)


@require_safe
def after_death(request: HttpRequest) -> HttpResponse:
    """For those who stay, relatives or team: the same calm page for everybody."""
    context = {
        "line": pages.listening_line(),
        "clinic": clinic_for(request),
        "language": (get_language() or "fr")[:2],
    }
    return render(request, "safety/after-death.html", context)


def _in_care(request: PersonRequest, patient: UUID) -> Patient:
    """Raises Http404: from outside, not yours is not there."""
    try:
        return patient_of(request.user, patient, now=clock.now(), permission=Permission.DEATH_NOTE)
    except NotYours:
        raise Http404 from None
