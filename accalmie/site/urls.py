"""Every address of the site, by room."""

from __future__ import annotations

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

# The upper floors first: the page of the day and the steps are asked for more often than all others.
urlpatterns = [
    path("", include(f"{room}.urls")) for room in reversed(settings.ROOMS) if find_spec(f"{room}.urls") is not None
]

handler400 = "accalmie.foundation.design.views.bad_request"
handler403 = "accalmie.foundation.design.views.not_allowed"
handler404 = "accalmie.foundation.design.views.not_found"
handler500 = "accalmie.foundation.design.views.server_error"
