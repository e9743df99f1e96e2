"""Being called when a programme followed alone does not help: asked calmly, refusable, and open to change."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accalmie.capabilities.programmes import queries
from accalmie.capabilities.programmes.queries import Place
from accalmie.foundation import clock
from accalmie.foundation.access.decorators import patient_only
from accalmie.foundation.access.queries import professionals_of
from accalmie.foundation.people import actions as people, consents
from accalmie.foundation.people.requests import PatientRequest
from accalmie.safety.library import opening


@dataclass(frozen=True)
class CallLine:
    """What an interlude may truly say about a call: whether it is prompted now, agreed, or can be agreed; who calls."""

    state: str  # "now" | "agreed" | "open" | "nobody"
    name: str


def call_line(place: Place, patient: UUID) -> CallLine:
    """For the page that says that things are not better yet. Without a professional nobody sees anything."""
    team = professionals_of(patient, now=clock.now())
    if not team:
        return CallLine("nobody", "")
    if not queries.call_agreement(patient):
        return CallLine("open", team[0].called)
    in_a_row = max(place.progress.in_a_row.values(), default=0)
    return CallLine("now" if in_a_row >= opening().call_after_measures else "agreed", team[0].called)


@require_http_methods(["GET", "HEAD", "POST"])
@patient_only
def agree_to_call(request: PatientRequest) -> HttpResponseBase:
    """Yes or no, whenever the person likes; no is as good an answer as yes."""
    agreed = queries.call_agreement(request.patient)
    wish = request.POST.get("call", "")
    if request.method == "POST" and wish in ("yes", "no"):
        _keep(request, wish=wish == "yes", agreed=agreed)
        return redirect(f"{request.path}?noted=yes")
    context = {
        "agreed": agreed,
        "team": professionals_of(request.patient, now=clock.now()),
        "is_missing": request.method == "POST",
        "is_noted": "noted" in request.GET,
    }
    return render(request, "programmes/call.html", context, status=422 if request.method == "POST" else 200)


def _keep(request: PatientRequest, *, wish: bool, agreed: bool | None) -> None:
    """The same answer again writes nothing."""
    if wish is agreed:
        return
    act = people.give_consent if wish else people.withdraw_consent
    act(patient=request.patient, purpose=consents.CALL_WHEN_WORSE, by=request.user.id, now=clock.now())
