"""After words in which danger was noticed: help first, in the person's own words, then wherever they were going."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from accalmie.core.crisis import Level
from accalmie.foundation import clock, journal
from accalmie.foundation.access.decorators import patient_only
from accalmie.foundation.design.ours import is_ours
from accalmie.foundation.people.requests import PatientRequest
from accalmie.safety import words
from accalmie.safety.library import rules
from accalmie.safety.pages import help_lines
from accalmie.safety.plan import queries as plans
from accalmie.safety.readers import readers

_LED_AWAY = (301, 302, 303)


class HelpFirstMiddleware:
    """Whoever sent a form in whose words danger was noticed sees help before the page to which it led."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return self.get_response(request)
        with words.listening() as heard:
            response = self.get_response(request)
        if not heard or response.status_code not in _LED_AWAY:
            return response
        gravest = max(heard, key=lambda one: one.level.severity)
        response["Location"] = _page(gravest.source, response["Location"])
        return response


def _page(source: UUID, then: str) -> str:
    return f"{reverse('safety:after-words', args=[source])}?{urlencode({'then': then})}"


@dataclass(frozen=True)
class AfterWords:
    """What was noticed, in the person's own words, and whether it is told. `closed`: who answers while the service is
    closed."""

    source: UUID
    quotes: tuple[str, ...]
    is_harm: bool
    is_told: bool
    closed: str
    has_plan: bool
    then: str


@require_http_methods(["GET", "HEAD", "POST"])
@patient_only
def after_words(request: PatientRequest, source: UUID) -> HttpResponseBase:
    """Help at once; what was noticed, and the choice to tell it. Going on is always possible."""
    then = request.GET.get("then", "")
    then = then if is_ours(then) else "/"
    recorded = journal.entry(request.patient, source)
    if recorded is None:
        raise Http404
    found = words.read(recorded.value)
    level = found.level
    if level.severity < rules().words_help.severity:
        return redirect(then)
    if request.method == "POST":
        words.tell(patient=request.patient, source=source, by=request.user.id, now=clock.now())
        return redirect(_page(source, then))
    page = AfterWords(
        source=source,
        quotes=found.quotes,
        is_harm=level is Level.HARM_TO_OTHERS,
        is_told=words.is_told(request.patient, source),
        closed=readers(request.patient, now=clock.now()).closed,
        has_plan=plans.has_plan(request.patient),
        then=then,
    )
    return render(request, "safety/after-words.html", _context(request, page))


def _context(request: HttpRequest, page: AfterWords) -> dict[str, object]:
    return {"noticed": page, "help": help_lines((get_language() or "fr")[:2]), "path": request.get_full_path()}
