"""How a patient comes into a professional's care: a code given, a code entered."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

import uuid6
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accalmie.foundation import clock
from accalmie.foundation.access import invitations
from accalmie.foundation.access.decorators import patient_only, permitted
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.clinic.queries import clinic_for
from accalmie.foundation.design.square import square
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


@require_safe
@permitted(Permission.CARE_INVITE)
def print_card(request: PersonRequest, invitation: UUID) -> HttpResponseBase:
    """One code of this professional on a card to print or to copy by hand, for somebody without an e-mail address."""
    found = next((one for one in invitations.waiting(request.user, now=clock.now()) if one.id == invitation), None)
    if found is None:
        raise Http404
    address = request.build_absolute_uri(reverse("home:card"))
    context = {
        "code": found.code,
        "until": found.expires_at,
        "address": request.get_host(),
        "square": square(f"{address}?{urlencode({'code': found.code})}"),
        "clinic": clinic_for(request),
    }
    return render(request, "caseload/card.html", context)


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
