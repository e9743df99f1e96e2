"""A session ends after a time without a sign of life; reading pages is one."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse

from accalmie.foundation import clock

_SEEN = "seen"
_SHARE = 8  # the end moves at most eight times within one session's length, so that a page view is rarely a write


class SignOfLifeMiddleware:
    """Stands after SessionMiddleware. Saves the session anew, with a later end, once part of its time has passed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.session.accessed and request.session.get(SESSION_KEY):
            _extend(request)
        return response


def _extend(request: HttpRequest) -> None:
    now = int(clock.now().timestamp())
    if abs(now - request.session.get(_SEEN, 0)) > request.session.get_expiry_age() / _SHARE:
        request.session[_SEEN] = now
