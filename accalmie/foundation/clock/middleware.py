"""In the demo, each request reads how far the clock has been moved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.http import HttpRequest, HttpResponse

from accalmie.foundation.clock.actions import read_offset
from accalmie.foundation.clock.reading import set_offset


class DemoClockMiddleware:
    """Installed by the settings in the demo only."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        set_offset(read_offset())
        try:
            return self.get_response(request)
        finally:
            set_offset(timedelta())
