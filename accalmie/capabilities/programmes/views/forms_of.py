"""What every form of a programme carries: an id made with the page, so that a second submission repeats the first."""

from __future__ import annotations

from uuid import UUID

import uuid6
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accalmie.capabilities.programmes.actions import Author
from accalmie.foundation import clock
from accalmie.foundation.people.requests import PatientRequest


def new_id() -> str:
    """A fresh id for a form."""
    return str(uuid6.uuid7())


def id_of(request: HttpRequest) -> UUID | None:
    """The id that the form carried; None when it is missing or was tampered with: the entry then gets its own."""
    try:
        return UUID(request.POST.get("id", ""))
    except ValueError:
        return None


def author_of(request: PatientRequest) -> Author:
    """The person who writes in their own journal, now."""
    return Author(patient=request.patient, by=request.user.id, now=clock.now(), id=id_of(request))


def kept_twice(request: HttpRequest) -> HttpResponse:
    """The same form came back with other words: say so and show them, so that nothing typed is lost."""
    hidden = {"csrfmiddlewaretoken", "id"}
    typed = [(name, value) for name, values in request.POST.lists() if name not in hidden for value in values if value]
    return render(request, "programmes/kept-twice.html", {"typed": typed}, status=409)
