"""The site's own addresses and one more: "hello", with nothing but the server and the middleware behind it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

from accalmie.site import urls
from accalmie.site.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def hello(request: HttpRequest) -> HttpResponse:
    """What every page is compared with."""
    return HttpResponse("Bonjour")


urlpatterns = [path("bench/hello/", hello), *urls.urlpatterns]
