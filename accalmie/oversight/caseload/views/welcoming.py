"""Newcomers: whoever is on the rota sees who waits, and takes them into care."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accalmie.foundation import clock
from accalmie.foundation.access import actions
from accalmie.foundation.access.decorators import permitted
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.access.queries import professionals_of
from accalmie.foundation.people.requests import PersonRequest
from accalmie.oversight.caseload import intake
from accalmie.safety import beside


@require_safe
@permitted(Permission.INTAKE_TAKE)
def list_newcomers(request: PersonRequest) -> HttpResponseBase:
    """Who waits, and why. It opens no record."""
    now = clock.now()
    context = {
        "newcomers": intake.newcomers(request.user, now=now),
        "welcomes": intake.welcomes(request.user, now=now),
        "taken_by": [],
    }
    return render(request, "caseload/newcomers.html", context)


@require_POST
@permitted(Permission.INTAKE_TAKE)
def take_into_care(request: PersonRequest, patient: UUID) -> HttpResponseBase:
    """From now on this professional follows them. Raises Http404 for whoever does not wait for this person."""
    now = clock.now()
    if patient in {one.patient for one in intake.newcomers(request.user, now=now)}:
        try:
            beside.check_joining(patient, request.user, professionals_of(patient, now=now))
            actions.take_into_care(patient=patient, professional=request.user, now=now)
        except actions.AlreadyFollowed:
            return _taken(request, patient)
        except beside.WouldBeAlone:
            return _not_alone(request)
        return redirect("caseload:show-patient", patient)
    team = professionals_of(patient, now=now)
    if request.user in team:  # the same form twice
        return redirect("caseload:show-patient", patient)
    is_here = any(one.organisation_id == request.user.organisation_id for one in team)
    if is_here and intake.welcomes(request.user, now=now):
        return _taken(request, patient)
    raise Http404


def _not_alone(request: PersonRequest) -> HttpResponseBase:
    """Somebody in training does not follow somebody in danger alone: a colleague takes them first."""
    now = clock.now()
    context = {
        "newcomers": intake.newcomers(request.user, now=now),
        "welcomes": True,
        "taken_by": [],
        "not_alone": True,
    }
    return render(request, "caseload/newcomers.html", context, status=409)


def _taken(request: PersonRequest, patient: UUID) -> HttpResponseBase:
    """A colleague was quicker: who, and the rest of the list."""
    now = clock.now()
    context = {
        "newcomers": intake.newcomers(request.user, now=now),
        "welcomes": True,
        "taken_by": [one.called for one in professionals_of(patient, now=now)],
    }
    return render(request, "caseload/newcomers.html", context, status=409)
