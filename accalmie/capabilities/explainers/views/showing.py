"""The list of explainers, and one of them: slides and words first, a film beside them where one was made."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accalmie.capabilities.explainers import library, pages
from accalmie.core.definitions import LANGUAGES


@require_safe
def list_explainers(request: HttpRequest) -> HttpResponse:
    return render(request, "explainers/list.html", {"cards": pages.cards(_language())})


@require_safe
def show_explainer(request: HttpRequest, explainer: str) -> HttpResponse:
    one = library.explainers().get(explainer)
    if one is None:
        raise Http404
    chapter = request.GET.get("chapter", "")
    number = int(chapter) if chapter.isascii() and chapter.isdigit() and len(chapter) < 4 else 0
    page = pages.explainer_page(one, _language(), chapter=number)
    return render(request, "explainers/explainer.html", {"explainer": page})


def _language() -> str:
    language = (get_language() or "fr")[:2]
    return language if language in LANGUAGES else LANGUAGES[0]
