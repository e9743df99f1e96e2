"""What a site shows that does not enrol yet: it asks nothing, says why, and keeps the rest open."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from accalmie.capabilities.programmes import pages
from accalmie.core.programme.nodes import Programme
from accalmie.foundation.people.requests import PatientRequest


def not_open(request: PatientRequest, programme: Programme) -> HttpResponse:
    """The page in place of a start."""
    language = pages.language_for(programme, get_language() or "fr")
    return render(request, "programmes/not-open.html", {"title": programme.title[language]})
