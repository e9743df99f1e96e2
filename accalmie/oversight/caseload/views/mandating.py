"""A patient gives a helper a mandate, and ends it in one touch."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accalmie.foundation import clock
from accalmie.foundation.access import mandates
from accalmie.foundation.access.decorators import patient_only
from accalmie.foundation.access.models import Mandate
from accalmie.foundation.people.requests import PatientRequest
from accalmie.oversight.caseload.sharing_forms import MandateForm


@require_http_methods(["GET", "HEAD", "POST"])
@patient_only
def give(request: PatientRequest) -> HttpResponseBase:
    form = MandateForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        mandates.give(
            patient=request.patient,
            structure=form.cleaned_data["structure"],
            powers=form.cleaned_data["powers"],
            lasts=timedelta(days=form.cleaned_data["days"]),
            by=request.user.id,
            now=clock.now(),
        )
        return redirect("caseload:show-team")
    return render(request, "caseload/mandate.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@patient_only
def end(request: PatientRequest, mandate: UUID) -> HttpResponseBase:
    try:
        mandates.end(patient=request.patient, mandate=mandate, by=request.user.id, now=clock.now())
    except Mandate.DoesNotExist:
        raise Http404 from None
    return redirect("caseload:show-team")
