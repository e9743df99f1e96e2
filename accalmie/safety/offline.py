"""Help without a network: the pages that the browser keeps, and the small script that shows them."""

from __future__ import annotations

import hashlib

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from accalmie.foundation.clinic.queries import clinic
from accalmie.foundation.design.preferences import LANGUAGES
from accalmie.safety.library import helplines
from accalmie.safety.pages import help_page
from accalmie.safety.plan.pages import here_page

KINDS = ("help", "page", "rest", "plan")
DRAWN_WITH = ("design/accalmie.css", "design/tab.svg", "plan/here.js", "plan/device.js")
FRESH_FOR = 60 * 60
"""Seconds before a browser asks for the script again: so long may an old help text be kept."""


@require_safe
def show_offline(request: HttpRequest, kind: str, language: str) -> HttpResponse:
    """The help numbers ("help"), a calm word with them ("page"), the page of the plan that a device keeps ("plan"), or
    the page that says nothing ("rest"): the same for everybody."""
    if kind not in KINDS or language not in LANGUAGES:
        raise Http404
    return HttpResponse(_page(kind, language))


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script; its text changes with any of its pages, which is how browsers notice."""
    pages = [(reverse("safety:show-offline", args=[kind, code]), kind, code) for kind in KINDS for code in LANGUAGES]
    told = "".join(_page(kind, code) for _address, kind, code in pages)
    kept = [address for address, _kind, _code in pages] + [static(name) for name in DRAWN_WITH]
    context = {
        "version": hashlib.sha256("|".join([told, *kept]).encode()).hexdigest()[:16],
        "kept": kept,
        "kinds": {reverse("safety:help-now"): "help", reverse("plan:show-here"): "plan"},
        "leave": reverse("safety:leave"),
        "back": reverse("safety:come-back"),
        "offline": reverse("safety:show-offline", args=["KIND", "LANGUAGE"]),
    }
    script = render_to_string("safety/service-worker.js", context)
    return HttpResponse(
        script, content_type="text/javascript; charset=utf-8", headers={"Cache-Control": f"max-age={FRESH_FOR}"}
    )


def _page(kind: str, language: str) -> str:
    """Rendered without a request: nothing of whoever asks can be in it."""
    with translation.override(language):
        if kind == "rest":
            return render_to_string("safety/rest.html", {"language": language})
        if kind == "plan":
            return here_page(language)
        house = clinic()
        context = {
            "kind": kind,
            "language": language,
            "languages": LANGUAGES,
            "help": help_page(helplines(), language),
            "clinic": house,
            "hours": house.hours(language),
        }
        return render_to_string("safety/offline.html", context)
