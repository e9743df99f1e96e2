"""How a patient comes into a professional's care: a code given, a code entered."""

from __future__ import annotations

from uuid import UUID

import uuid6
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accalmie.foundation import clock
from accalmie.foundation.access import invitations
from accalmie.foundation.access.decorators import patient_only, professional_only
from accalmie.foundation.access.queries import professionals_of
from accalmie.foundation.people.requests import PatientRequest, PersonRequest
from accalmie.oversight.caseload.forms import JoinForm


def _id(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("id", ""))
    except ValueError:
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@professional_only
def invite(request: PersonRequest) -> HttpResponseBase:
    if request.method == "POST":
        invitations.invite(professional=request.user, now=clock.now(), id=_id(request))
        return redirect("caseload:invite")
    context = {"codes": invitations.waiting(request.user, now=clock.now()), "form_id": str(uuid6.uuid7())}
    return render(request, "caseload/invite.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@patient_only
def join(request: PatientRequest) -> HttpResponseBase:
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            invitations.accept(code=form.cleaned_data["code"], patient=request.patient, now=clock.now())
            return redirect("caseload:show-team")
        except invitations.InvitationRefused:
            form.add_error(
                "code", _("No invitation waits under this code. Check it, or ask for a new one: a code lasts 30 days.")
            )
    return render(request, "caseload/join.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@patient_only
def show_team(request: PatientRequest) -> HttpResponseBase:
    return render(request, "caseload/team.html", {"team": professionals_of(request.patient, now=clock.now())})
