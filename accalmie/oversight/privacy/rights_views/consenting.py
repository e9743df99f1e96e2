"""What a person agrees to, purpose by purpose: given and taken back on one page."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accalmie.foundation import clock
from accalmie.foundation.access.decorators import owner_only
from accalmie.foundation.people import consents
from accalmie.foundation.people.requests import PatientRequest
from accalmie.oversight.privacy import rights_actions, rights_pages


@require_http_methods(["GET", "HEAD", "POST"])
@owner_only
def show_consents(request: PatientRequest) -> HttpResponseBase:
    """Each button carries one purpose: nothing is decided by leaving a box as it stands."""
    given, withdrawn = request.POST.get("give", ""), request.POST.get("withdraw", "")
    purpose = given or withdrawn
    if purpose not in consents.TEXT_VERSIONS:
        return render(request, "privacy/rights-consents.html", {"purposes": rights_pages.purposes(request.patient)})
    rights_actions.decide(
        patient=request.patient, purpose=purpose, is_given=bool(given), by=request.user.id, now=clock.now()
    )
    is_over = purpose == consents.CARE and not given
    return redirect("privacy:show-without" if is_over else "privacy:show-consents")


@require_safe
@owner_only
def show_without(request: PatientRequest) -> HttpResponseBase:
    return render(request, "privacy/rights-without.html", {"is_closed": request.user.is_closed})
