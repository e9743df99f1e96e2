"""The ways in: a professional proposes an end and ends, the person reads and has the last word."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accalmie.capabilities.contact.queries import waiting
from accalmie.foundation import clock
from accalmie.foundation.access.decorators import patient_only, professional_only
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.journal.form_ids import id_for_form, sent_id
from accalmie.foundation.people.models import Patient
from accalmie.foundation.people.requests import PatientRequest, PersonRequest
from accalmie.oversight.caseload.views.desk import in_care
from accalmie.oversight.closing import actions, pages, queries
from accalmie.oversight.closing.forms import LastWordForm, ProposeForm
from accalmie.safety.closures.queries import today


@require_safe
@professional_only
def list_ends(request: PersonRequest) -> HttpResponseBase:
    """The ends of care that are to come among one's own patients."""
    return render(request, "closing/list.html", {"lines": pages.proposed_ends(request.user, clock.now())})


@require_http_methods(["GET", "HEAD", "POST"])
@professional_only
def propose(request: PersonRequest, patient: UUID) -> HttpResponseBase:
    """What stands, what is in the way, and a form for a new proposal."""
    found = in_care(request, patient, Permission.TEAM_CHANGE)
    form = ProposeForm(request.POST or None, today=today(clock.now()))
    if request.method == "POST" and form.is_valid() and _proposed(request, patient, form):
        return redirect("closing:propose", patient)
    return _page(request, found, form)


@require_POST
@professional_only
def take_back(request: PersonRequest, patient: UUID) -> HttpResponseBase:
    """Care goes on; taken back already, nothing happens."""
    in_care(request, patient, Permission.TEAM_CHANGE)
    if queries.standing(patient):
        actions.take_back(patient=patient, by=request.user.id, now=clock.now())
    return redirect("closing:propose", patient)


@require_POST
@professional_only
def end(request: PersonRequest, patient: UUID) -> HttpResponseBase:
    """The end itself, where nothing waits."""
    found = in_care(request, patient, Permission.TEAM_CHANGE)
    try:
        actions.end(patient=patient, by=request.user.id, now=clock.now())
    except (actions.SomethingWaits, actions.TooSoon, actions.NotProposed):
        return _page(request, found, ProposeForm(today=today(clock.now())), status=422)
    return redirect("caseload:list-patients")


def _proposed(request: PersonRequest, patient: UUID, form: ProposeForm) -> bool:
    try:
        actions.propose(patient=patient, by=request.user.id, now=clock.now(), id=sent_id(request), **form.cleaned_data)
    except actions.SomethingWaits:
        form.add_error(None, _("Somebody may be in danger: answer what waits below, then propose."))
        return False
    return True


def _page(request: HttpRequest, patient: Patient, form: ProposeForm, *, status: int = 200) -> HttpResponse:
    now, found = clock.now(), queries.standing(patient.id)
    context = {
        "patient": patient,
        "end": pages.end_page(found, now) if found else None,
        "waits": pages.in_the_way(patient.id),
        "dangers": queries.DANGERS,
        "courses": pages.courses(patient.id, _language()),
        "form": form,
        "form_id": id_for_form(request),
    }
    return render(request, "closing/propose.html", context, status=422 if form.errors else status)


@require_http_methods(["GET", "HEAD", "POST"])
@patient_only
def show_mine(request: PatientRequest) -> HttpResponseBase:
    """The end of one's own care: what was attained, the professional's words, one's own last word, the way back."""
    now, found = clock.now(), queries.latest(request.patient)
    if found is None:
        raise Http404
    form = LastWordForm(request.POST or None, initial={"words": found.last_word})
    if request.method == "POST" and found.ended_at is None and form.is_valid():
        words = form.cleaned_data["words"]
        actions.say_last_word(patient=request.patient, words=words, by=request.user.id, now=now, id=sent_id(request))
        return redirect("/go-on/?next=/care/end/%3Fsaid")
    context = {
        "end": pages.end_page(found, now),
        "attained": pages.attained(request.patient),
        "courses": pages.courses(request.patient, _language()),
        "is_asked": bool(waiting([request.patient])),
        "is_said": "said" in request.GET,
        "form": form,
        "form_id": id_for_form(request),
    }
    return render(request, "closing/mine.html", context, status=422 if form.errors else 200)


def _language() -> str:
    return (get_language() or "fr")[:2]
