"""Doors of views: who gets in, where the others are led, and what they had typed is kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from accalmie.foundation.people.kept_forms import ask_to_sign_in
from accalmie.foundation.people.models import Person
from accalmie.foundation.people.requests import PatientRequest, PersonRequest

P = ParamSpec("P")
View = Callable[..., HttpResponseBase]


def signed_in_only(
    view: Callable[Concatenate[PersonRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """For anybody who is signed in."""
    return _only(view, lambda _: True)


def patient_only(
    view: Callable[Concatenate[PatientRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """For patients, on their own record: the view gets `request.patient`, the id of that record."""
    return _only(view, lambda person: person.is_patient and person.patient_id is not None)


def professional_only(
    view: Callable[Concatenate[PersonRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """For professionals. Which patients they may open is asked of `access.queries`, never of the address."""
    return _only(view, lambda person: person.is_professional)


def administrator_only(
    view: Callable[Concatenate[PersonRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """For administrators of the site."""
    return _only(view, lambda person: person.is_administrator)


def refusal(request: HttpRequest) -> HttpResponse:
    """The kind page of a door that is not theirs."""
    return render(request, "access/not-yours.html", status=403)


def _only(view: View, is_welcome: Callable[[Person], bool]) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return ask_to_sign_in(request)
        person = request.user
        if not is_welcome(person):
            return refusal(request)
        request.patient = person.patient_id  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return guarded
