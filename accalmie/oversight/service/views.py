"""The ways in: the figures of the service, the same to take along, and the Monday page."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accalmie.foundation import clock
from accalmie.foundation.access.decorators import permitted
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.people.requests import PersonRequest
from accalmie.oversight.service import counting, export, pages, queries


def _is_simulated(request: PersonRequest) -> bool:
    return request.GET.get("people", "") == "simulated"


def _figures(request: PersonRequest, now: datetime) -> counting.Figures:
    stays = queries.stays(request.user, simulated=_is_simulated(request))
    return counting.figures(stays, pages.period(now), pages.instruments())


@require_safe
@permitted(Permission.SERVICE_READ)
def show_figures(request: PersonRequest) -> HttpResponseBase:
    """Waiting, presence and outcomes of the fifty-two weeks that ended last Sunday."""
    view = pages.figures_view(_figures(request, clock.now()))
    return render(request, "service/figures.html", {"view": view, "is_simulated": _is_simulated(request)})


@require_safe
@permitted(Permission.SERVICE_READ)
def download_json(request: PersonRequest) -> HttpResponseBase:
    """The figures under their names."""
    return JsonResponse(export.as_json(_figures(request, clock.now())))


@require_safe
@permitted(Permission.SERVICE_READ)
def download_csv(request: PersonRequest) -> HttpResponseBase:
    """The figures, one a line."""
    table = export.as_csv(_figures(request, clock.now()))
    headers = {"Content-Disposition": 'attachment; filename="figures.csv"'}
    return HttpResponse(table, content_type="text/csv; charset=utf-8", headers=headers)


_READ = timedelta(days=36)
"""The last four whole weeks begin at most five weeks ago."""


@require_safe
@permitted(Permission.SERVICE_READ)
def show_monday(request: PersonRequest) -> HttpResponseBase:
    """The week that is over and what waits now, on one page."""
    now, simulated = clock.now(), _is_simulated(request)
    found = counting.monday(
        queries.stays(request.user, simulated=simulated, read_since=now - _READ),
        queries.waiting(request.user, now=now, simulated=simulated),
        timezone.localtime(now).date(),
        pages.instruments(),
    )
    return render(request, "service/monday.html", {"view": pages.monday_view(found, now), "is_simulated": simulated})
