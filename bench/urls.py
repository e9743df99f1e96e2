"""The site's own addresses and two more: "hello", with nothing but the server and the middleware behind it; and the
page of the day without its door."""

from __future__ import annotations

from inspect import unwrap

from django.http import HttpRequest, HttpResponse
from django.urls import path

from accalmie.doors.home.views import show_today
from accalmie.foundation.people.models import Person
from accalmie.site import urls
from accalmie.site.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def hello(request: HttpRequest) -> HttpResponse:
    """What every page is compared with."""
    return HttpResponse("Bonjour")


def unguarded(request: HttpRequest) -> HttpResponse:
    """The page of the day for whoever is signed in, without asking who may see it: what the question costs."""
    assert isinstance(request.user, Person)
    request.patient = request.user.patient_id  # type: ignore[attr-defined]
    page: HttpResponse = unwrap(show_today)(request)
    return page


urlpatterns = [path("bench/hello/", hello), path("bench/today/", unguarded), *urls.urlpatterns]
