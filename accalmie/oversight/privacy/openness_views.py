"""The public page of openness."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accalmie.foundation import clock
from accalmie.oversight.privacy.openness import openness


@require_safe
def show_openness(request: HttpRequest) -> HttpResponse:
    told = openness()
    language = (get_language() or "fr")[:2]
    shown = {"told": told, "language": language, "has_expired": told.has_expired(clock.now().date())}
    return render(request, "privacy/openness.html", shown)
