"""The patient's own page about who may see what, and their yes, their no and their leave."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accalmie.foundation import clock
from accalmie.foundation.access import actions, sharing
from accalmie.foundation.access.decorators import patient_only
from accalmie.foundation.access.models import CareRelationship, SharingRequest
from accalmie.foundation.people.requests import PatientRequest
from accalmie.oversight.caseload import team_pages


@require_safe
@patient_only
def show_team(request: PatientRequest) -> HttpResponseBase:
    page = team_pages.team_page(request.patient, clock.now())
    return render(request, "caseload/team.html", {"team": page})


@require_POST
@patient_only
def leave(request: PatientRequest, relation: UUID) -> HttpResponseBase:
    """One touch, and no reason."""
    try:
        actions.leave(patient=request.patient, relation=relation, by=request.user.id, now=clock.now(), by_patient=True)
    except CareRelationship.DoesNotExist:
        raise Http404 from None
    return redirect("caseload:show-team")


@require_POST
@patient_only
def answer_sharing(request: PatientRequest, asked: UUID) -> HttpResponseBase:
    """What is ticked is a yes; what is not ticked is a no."""
    agreed = request.POST.getlist("agreed") if request.POST.get("answer") == "yes" else []
    try:
        sharing.answer(patient=request.patient, asked=asked, agreed=agreed, by=request.user.id, now=clock.now())
    except (SharingRequest.DoesNotExist, ValueError):
        raise Http404 from None
    return redirect("caseload:show-team")
