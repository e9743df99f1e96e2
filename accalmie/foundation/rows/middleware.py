"""Each request begins with nobody's pass, whatever the one before it was shown; signing in shows another."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from accalmie.foundation.rows.passes import nobody_yet


class PassMiddleware:
    """Stands before whatever asks the database. `people.backend` and signing in say whose pass it becomes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with nobody_yet():
            return self.get_response(request)
