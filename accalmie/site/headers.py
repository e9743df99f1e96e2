"""Headers that every answer carries, static files and errors included: what our pages may do, and who may load them."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

HEADERS = {
    # No other site may load what is ours, even by its address (Fetch, Cross-Origin-Resource-Policy).
    "Cross-Origin-Resource-Policy": "same-origin",
    # No page here asks for a camera, a place or a payment: a script that got in could not either.
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=()",
}


class HeadersMiddleware:
    """Stands before WhiteNoise, which answers for static files itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response
