"""The pages behind the footer, the error pages, and the gallery of the design system."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import RawPostDataException
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accalmie.foundation.design.chart import Band, Chart, Point

_WORDS = 12  # characters: shorter values are codes of choices, not somebody's words


@dataclass(frozen=True, slots=True)
class Told:
    """What an error page says."""

    title: str
    words: str


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "design/about.html")


@require_safe
def your_data(request: HttpRequest) -> HttpResponse:
    return render(request, "design/your-data.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "design/accessibility.html")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    told = Told(
        _("We could not read this"),
        _(
            "It may have been too long, or cut on the way. Nothing was saved. Go back: your browser still has what you "
            "typed; a shorter text will pass."
        ),
    )
    return _told(request, told, 400)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "access/not-yours.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    told = Told(
        _("There is nothing at this address"),
        _("The page may have moved, or the link was cut short. What you have done so far is where you left it."),
    )
    return _told(request, told, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    told = Told(
        _("Something broke on our side"),
        _("It is not you: something broke on our side. What was saved before is safe; wait a minute and try again."),
    )
    return _told(request, told, 500)


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every part of the design on one page, for those who build pages. Never on a real site."""
    if not (settings.DEBUG or getattr(settings, "DEMO", False)):
        raise Http404
    return render(request, "design/gallery.html", {"example": _example()})


def _told(request: HttpRequest, told: Told, status: int) -> HttpResponse:
    return render(request, "design/error.html", {"told": told, "typed": _typed(request)}, status=status)


def _typed(request: HttpRequest) -> list[str]:
    """The person's words in what was sent, back in their hands."""
    try:
        posted = request.POST
    except (BadRequest, MultiPartParserError, SuspiciousOperation, RawPostDataException, OSError):
        return []
    return [
        str(value)
        for name, values in posted.lists()
        if name not in {"csrfmiddlewaretoken", "_of", "_kept", "next"} and "password" not in name
        for value in values
        if len(str(value)) >= _WORDS and " " in str(value)
    ]


def _example() -> Chart:
    first = date(2026, 3, 2)
    scores = (16, 17, 14, 13, None, 9, 8)
    points = (Point(first + timedelta(weeks=week), score) for week, score in enumerate(scores))
    bands = (Band(0, 5, _("minimal")), Band(5, 10, _("mild")), Band(10, 15, _("moderate")), Band(15, 27, _("severe")))
    expected = tuple(Point(first + timedelta(weeks=week), 16 - week * 1.1) for week in range(7))
    return Chart(
        id="example",
        title=_("PHQ-9 over seven weeks"),
        sentence=_("From 16 to 8 in six weeks: a real change, larger than the chance of the measure."),
        points=tuple(points),
        lowest=0,
        highest=27,
        bands=bands,
        change=5,
        expected=expected,
    )
