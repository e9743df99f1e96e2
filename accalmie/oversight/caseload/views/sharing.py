"""A professional takes a colleague into the care team, asks to share outside it, or opens a record in an emergency."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accalmie.foundation import clock
from accalmie.foundation.access import actions, emergency, queries, sharing
from accalmie.foundation.access.decorators import permitted, professional_only
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.access.policy import may
from accalmie.foundation.people.models import Patient
from accalmie.foundation.people.requests import PersonRequest
from accalmie.oversight.caseload import sharing_pages
from accalmie.oversight.caseload.sharing_forms import AskForm, ColleagueForm, EmergencyForm
from accalmie.oversight.caseload.views.desk import in_care
from accalmie.safety import beside


@require_http_methods(["GET", "HEAD", "POST"])
@professional_only
def share(request: PersonRequest, patient: UUID) -> HttpResponseBase:
    """Several forms on one page; the button says which was sent."""
    found = in_care(request, patient, Permission.TEAM_CHANGE)
    sent = request.POST if request.method == "POST" else None
    is_leaving = sent is not None and sent.get("what") == "leave"
    if is_leaving and not _would_leave_alone(request, found):
        return _left(request, found)
    is_asking = sent is not None and sent.get("what") == "ask"
    choices = sharing_pages.colleagues(request.user, patient, clock.now())
    colleague = ColleagueForm(None if is_asking or is_leaving else sent, colleagues=choices, auto_id="colleague-%s")
    asking = AskForm(sent if is_asking else None, auto_id="ask-%s")
    if is_leaving:
        return _shown(request, found, colleague, asking, would_be_alone=True)
    if sent is not None and (_asked(request, found, asking) if is_asking else _added(request, found, colleague)):
        return redirect("caseload:share", patient)
    return _shown(request, found, colleague, asking)


def _would_leave_alone(request: PersonRequest, patient: Patient) -> bool:
    """Whether only people in training would be left with somebody in danger."""
    try:
        beside.check_leaving(patient.id, request.user, queries.professionals_of(patient.id, now=clock.now()))
    except beside.WouldBeAlone:
        return True
    return False


def _left(request: PersonRequest, patient: Patient) -> HttpResponse:
    """The professional goes themself; a colleague may bring them back."""
    now = clock.now()
    for one in queries.relations_of(patient.id):
        if one.professional_id == request.user.id and one.stands_at(now):
            actions.leave(patient=patient.id, relation=one.id, by=request.user.id, now=now, by_patient=False)
    return redirect("caseload:list-patients")


def _added(request: PersonRequest, patient: Patient, form: ColleagueForm) -> bool:
    if not form.is_valid():
        return False
    try:
        sharing.add_colleague(patient=patient.id, colleague=form.chosen, by=request.user, now=clock.now())
    except sharing.PatientLeft:
        form.add_error("colleague", _("The person has left this colleague: only they can come back, with a code."))
    except sharing.AlreadyThere:
        return True  # the form came twice, or somebody was quicker: the page shows it
    return form.is_valid()


def _asked(request: PersonRequest, patient: Patient, form: AskForm) -> bool:
    if not form.is_valid():
        return False
    try:
        sharing.ask_to_share(
            patient=patient.id,
            professional=form.professional,
            purposes=form.cleaned_data["purposes"],
            by=request.user,
            now=clock.now(),
        )
    except sharing.AlreadyThere:
        form.add_error("professional_name", _("This professional opens something of this record already."))
    return form.is_valid()


def _shown(
    request: PersonRequest,
    patient: Patient,
    colleague: ColleagueForm,
    asking: AskForm,
    *,
    would_be_alone: bool = False,
) -> HttpResponse:
    context = {
        "would_be_alone": would_be_alone,
        "page_of": sharing_pages.share_page(patient, clock.now()),
        "colleague": colleague,
        "asking": asking,
        "refused": next((form for form in (colleague, asking) if form.errors), None),
    }
    return render(request, "caseload/share.html", context, status=422 if context["refused"] or would_be_alone else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@permitted(Permission.RECORD_FIND)
def break_glass(request: PersonRequest) -> HttpResponseBase:
    """A name, a written reason, and the record is open for a while."""
    form = EmergencyForm(request.POST if request.method == "POST" else None)
    found = _sought(request, form) if form.is_valid() else None
    if found is None:
        return render(request, "caseload/emergency.html", {"form": form}, status=422 if form.errors else 200)
    if not may(request.user, Permission.RECORD_READ, patient=found.id, now=clock.now()):
        emergency.break_glass(patient=found.id, by=request.user, words=form.cleaned_data["words"], now=clock.now())
    return redirect("caseload:show-patient", found.id)


def _sought(request: PersonRequest, form: EmergencyForm) -> Patient | None:
    """The one patient of this name here; else the form says why not."""
    found = queries.patient_known_as(request.user, form.cleaned_data["name"])
    if len(found) == 1:
        return found[0]
    if found:
        form.add_error("name", _("Several people here are called so: write the name that they sign in with."))
    else:
        form.add_error("name", _("Nobody here signs in with this name or is called so. Check the spelling."))
    return None
