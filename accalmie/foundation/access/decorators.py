"""Doors of views: who gets in, where the others are led, and what they had typed is kept. Each asks the policy."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from accalmie.foundation import clock
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.access.policy import may
from accalmie.foundation.people.kept_forms import ask_to_sign_in
from accalmie.foundation.people.models import Person
from accalmie.foundation.people.requests import PatientRequest, PersonRequest

P = ParamSpec("P")
View = Callable[..., HttpResponseBase]
PersonView = Callable[Concatenate[PersonRequest, P], HttpResponseBase]
AnyView = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def signed_in_only(view: PersonView[P]) -> AnyView[P]:
    """For anybody who is signed in."""
    return _only(view, lambda _: True, when_closed=True)


def patient_only(view: Callable[Concatenate[PatientRequest, P], HttpResponseBase]) -> AnyView[P]:
    """For patients, on their own record: the view gets `request.patient`, the id of that record."""
    return _only(view, _has_a_record)


def permitted(permission: Permission) -> Callable[[PersonView[P]], AnyView[P]]:
    """For those whose role may do this on the site. Which patients they may open is asked of `access.queries`, never
    of the address."""

    def door(view: PersonView[P]) -> AnyView[P]:
        return _only(view, lambda person: may(person, permission, now=clock.now()))

    return door


def owner_only(view: Callable[Concatenate[PatientRequest, P], HttpResponseBase]) -> AnyView[P]:
    """For patients, on what they may ask of their record: it opens even when the record is closed."""
    return _only(view, _has_a_record, when_closed=True)


def professional_only(view: PersonView[P]) -> AnyView[P]:
    """For clinicians, who have a caseload."""
    return permitted(Permission.CASELOAD_READ)(view)


def administrator_only(view: PersonView[P]) -> AnyView[P]:
    """For administrators, who configure the site and their own organisation."""
    return permitted(Permission.SITE_CONFIGURE)(view)


def staff_only(view: PersonView[P]) -> AnyView[P]:
    """For those who work here, in any role but a patient's or a helper's."""
    return permitted(Permission.WORK_READ)(view)


def refusal(request: HttpRequest) -> HttpResponse:
    """The kind page of a door that is not theirs."""
    return render(request, "access/not-yours.html", status=403)


def _has_a_record(person: Person) -> bool:
    own = person.patient_id
    return own is not None and may(person, Permission.RECORD_READ, patient=own, now=clock.now())


def _only(
    view: View, is_welcome: Callable[[Person], bool], *, when_closed: bool = False
) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return ask_to_sign_in(request)
        person = request.user
        if not is_welcome(person):
            return refusal(request)
        if person.is_closed and not when_closed:
            return redirect(settings.CLOSED_RECORD)
        request.patient = person.patient_id  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return guarded
