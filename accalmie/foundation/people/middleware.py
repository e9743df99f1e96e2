"""The reader's own language, time zone and display settings, on every request and its answer."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from accalmie.foundation.design.preferences import Preferences
from accalmie.foundation.people import signing_in

Answer = Callable[[HttpRequest], HttpResponse]


class PreferencesMiddleware:
    """Stands after AuthenticationMiddleware, in the place of Django's LocaleMiddleware.

    Sets `request.preferences`. Somebody signed in costs no query beyond the one that finds them at all.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        preferences = _preferences_of(request)
        request.preferences = preferences  # type: ignore[attr-defined]
        request.LANGUAGE_CODE = preferences.language
        with translation.override(preferences.language), timezone.override(ZoneInfo(preferences.time_zone)):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", preferences.language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


def _preferences_of(request: HttpRequest) -> Preferences:
    if SESSION_KEY in request.session:
        # `request.user` is the person themself: a page asks for some sixty things of them, and each would go twice
        # through Django's proxy.
        person = signing_in.known(request)
        if person is not None:
            return person.preferences
    return Preferences(language=translation.get_language_from_request(request)[:2])
