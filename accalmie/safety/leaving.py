"""Leaving quickly, and staying left: nothing of these pages comes back with the browser's Back."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

GONE = "pause"
GONE_FOR = 2 * 60 * 60
"""Seconds: as long as a session lasts without a sign of life."""

_FROM_ELSEWHERE = "cross-site"
_ALWAYS_OPEN = ("safety:leave", "safety:rest", "safety:come-back", "safety:service-worker")


class LeavingMiddleware:
    """No page is kept by the browser; and once somebody left quickly, every address shows the neutral page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.open: frozenset[str] = frozenset()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if has_left(request) and request.method in ("GET", "HEAD") and not self._is_open(request.path):
            response: HttpResponse = redirect("safety:rest")
        else:
            response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def _is_open(self, path: str) -> bool:
        self.open = self.open or frozenset(reverse(name) for name in _ALWAYS_OPEN)
        return path in self.open


def has_left(request: HttpRequest) -> bool:
    """Whether somebody left quickly in this browser, and has not come back since."""
    return bool(request.COOKIES.get(GONE))


@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """Away at once, to a page about something else, signed out. Another site's link only leads away."""
    response = redirect(settings.NEUTRAL_SITE)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    if request.headers.get("Sec-Fetch-Site") != _FROM_ELSEWHERE:
        logout(request)
        response.set_cookie(
            GONE, "1", max_age=GONE_FOR, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
    return response


@require_safe
def rest(request: HttpRequest) -> HttpResponse:
    """What whoever presses Back finds: a page that says nothing, and one link."""
    return render(request, "safety/rest.html", {"language": (get_language() or "fr")[:2]})


@require_safe
def come_back(request: HttpRequest) -> HttpResponse:
    """The one link of that page: the site as it is for a visitor."""
    response = redirect("/")
    response.delete_cookie(GONE, samesite="Lax")
    return response
