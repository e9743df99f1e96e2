"""Before any account: an exercise to try, and what there is to know."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accalmie.capabilities.programmes import library
from accalmie.core.programme.nodes import Programme
from accalmie.foundation import clock
from accalmie.safety.readiness import intake


@dataclass(frozen=True)
class Length:
    """How long a programme is; steps in minutes."""

    title: str
    modules: int
    shortest: int
    longest: int


def length_of(programme: Programme, language: str) -> Length:
    """Its modules, and its shortest and longest step."""
    minutes = [step.minutes for step in programme.steps.values() if step.minutes]
    title = programme.title[language if language in programme.languages else programme.languages[0]]
    return Length(title, len(programme.main), min(minutes, default=0), max(minutes, default=0))


@require_safe
def explain(request: HttpRequest) -> HttpResponse:
    language = (get_language() or "fr")[:2]
    lengths = [length_of(edition.programme, language) for edition in library.offered()]
    return render(request, "home/before.html", {"programmes": lengths, "is_welcomed": intake.is_open(clock.now())})


@require_safe
def breathe(request: HttpRequest) -> HttpResponse:
    """Three minutes on the page itself: nothing is sent, so there is nothing to keep."""
    return render(request, "home/breathe.html")
