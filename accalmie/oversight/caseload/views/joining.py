"""How a patient comes into a professional's care: a code given, a code entered."""

from __future__ import annotations

import uuid6
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accalmie.foundation import clock
from accalmie.foundation.access import invitations
from accalmie.foundation.access.decorators import patient_only, permitted
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.journal.form_ids import sent_id
from accalmie.foundation.people.requests import PatientRequest, PersonRequest
from accalmie.oversight.caseload.forms import JoinForm


@require_http_methods(["GET", "HEAD", "POST"])
@permitted(Permission.CARE_INVITE)
def invite(request: PersonRequest) -> HttpResponseBase:
    if request.method == "POST":
        invitations.invite(professional=request.user, now=clock.now(), id=sent_id(request))
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
