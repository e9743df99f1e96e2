"""The ways in: the library, one practice and its downloads, and a pace to breathe by. All open without an account."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from accalmie.capabilities.practices import library, pages, prose
from accalmie.core.practices import Practice
from accalmie.foundation.design.ours import is_ours

LONGEST_ADDRESS = 300


@require_safe
def list_practices(request: HttpRequest) -> HttpResponse:
    return render(request, "practices/library.html", {"library": pages.library_page(request.GET.get("theme", ""))})


@require_safe
def show_practice(request: HttpRequest, practice: str) -> HttpResponse:
    """A short practice at once; before a longer one, a question and a gentler way."""
    asked = _practice(practice)
    template = "practices/before.html" if asked.is_long else "practices/practice.html"
    return render(request, template, _context(request, asked))


@require_safe
def begin(request: HttpRequest, practice: str) -> HttpResponse:
    return render(request, "practices/practice.html", _context(request, _practice(practice)))


@require_safe
def go_gently(request: HttpRequest, practice: str) -> HttpResponse:
    """For whoever answered yes, or would rather not say: nobody learns which, and every way stays open."""
    asked = _practice(practice)
    return render(request, "practices/gently.html", {**_context(request, asked), "grounding": pages.grounding()})


@require_safe
def download_text(request: HttpRequest, practice: str) -> HttpResponse:
    asked = _practice(practice)
    text = prose.as_text(asked, pages.language())
    return _file(text, f"{asked.id}.{pages.language()}.txt", "text/plain; charset=utf-8")


@require_safe
def download_page(request: HttpRequest, practice: str) -> HttpResponse:
    """One file that opens without a network, and fetches nothing."""
    asked = _practice(practice)
    page = render_to_string(
        "practices/file.html", {"practice": pages.practice_page(asked), "help": prose.helped()}, request
    )
    return _file(page, f"{asked.id}.{pages.language()}.html", "text/html; charset=utf-8")


@require_safe
def breathe(request: HttpRequest) -> HttpResponse:
    return render(request, "practices/breathing.html", {"breathing": pages.breathing_page(request.GET.get("pace", ""))})


def _practice(name: str) -> Practice:
    practice = library.practices().sound(name)
    if practice is None:
        raise Http404
    return practice


def _context(request: HttpRequest, practice: Practice) -> dict[str, Any]:
    back = request.GET.get("back", "")
    comes_back = len(back) <= LONGEST_ADDRESS and is_ours(back)
    return {
        "practice": pages.practice_page(practice),
        "back": back if comes_back else "",
        "query": f"?{urlencode({'back': back})}" if comes_back else "",
    }


def _file(text: str, name: str, kind: str) -> HttpResponse:
    return HttpResponse(text, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
