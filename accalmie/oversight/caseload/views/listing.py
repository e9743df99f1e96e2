"""The list of a professional: what is asked of it, the views that they keep of it, and the file that they take away."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accalmie.foundation import clock
from accalmie.foundation.access.decorators import permitted, professional_only
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.access.policy import may
from accalmie.foundation.people.requests import PersonRequest
from accalmie.oversight.caseload import intake, list_pages, queries, saved, sharing_pages, taking
from accalmie.oversight.caseload.list_forms import ViewForm
from accalmie.oversight.caseload.views.desk import reading_language
from accalmie.oversight.caseload.wanted import Wanted, wanted_in
from accalmie.safety import beside

BYTE_ORDER = "\ufeff"
"""By this a spreadsheet knows that the file is UTF-8, accents and all."""


@require_safe
@professional_only
def list_patients(request: PersonRequest) -> HttpResponseBase:
    """A page of everybody in care, or of those alone who are asked for (`wanted.Wanted`)."""
    return _page(request, wanted_in(request.GET.dict()))


@require_POST
@professional_only
def save_view(request: PersonRequest) -> HttpResponseBase:
    """Keeps what is shown now under a name of the professional's own."""
    wanted, form = wanted_in(request.POST.dict()), ViewForm(request.POST)
    if not form.is_valid():
        return _page(request, wanted, form)
    try:
        saved.save_view(
            professional=request.user,
            called=form.cleaned_data["called"],
            wanted=wanted,
            now=clock.now(),
        )
    except saved.TooMany:
        form.refuse_another()
        return _page(request, wanted, form)
    return redirect(_address(wanted))


@require_POST
@professional_only
def forget_view(request: PersonRequest, view: UUID) -> HttpResponseBase:
    """One of the professional's own views is kept no more."""
    saved.forget_view(professional=request.user, view=view)
    return redirect("caseload:list-patients")


@require_POST
@permitted(Permission.CASELOAD_TAKE)
def take_list(request: PersonRequest) -> HttpResponseBase:
    """What is asked for as a file; each person on it reads so in their access log."""
    content = taking.take(
        professional=request.user,
        wanted=wanted_in(request.POST.dict()),
        language=reading_language(),
        now=clock.now(),
    )
    headers = {"Content-Disposition": 'attachment; filename="list.csv"', "Cache-Control": "no-store"}
    return HttpResponse(BYTE_ORDER + content, content_type="text/csv; charset=utf-8", headers=headers)


def _page(request: PersonRequest, wanted: Wanted, form: ViewForm | None = None) -> HttpResponse:
    """The list; with `form`, that of a view holds what was typed."""
    now = clock.now()
    page = list_pages.list_page(queries.seen(request.user, wanted, now=now), wanted, reading_language(), now)
    context = {
        "list": page,
        "wanted": wanted,
        "views": saved.views_of(request.user),
        "view_form": form or ViewForm(),
        "may_take": may(request.user, Permission.CASELOAD_TAKE, now=now),
        "taken_at_most": taking.AT_MOST,
        "shared": sharing_pages.shared_lines(request.user, now),
        "newcomers": len(intake.newcomers(request.user, now=now)),
        "deceased": queries.deceased(request.user, now=now),
        "alone": beside.alone([line.patient for section in page.sections for line in section.lines], now=now),
        "supervises": may(request.user, Permission.SUPERVISION_GIVE, now=now),
        "may_see_service": may(request.user, Permission.SERVICE_READ, now=now),
        "may_invite": may(request.user, Permission.CARE_INVITE, now=now),
    }
    return render(request, "caseload/list.html", context, status=422 if form else 200)


def _address(wanted: Wanted) -> str:
    return reverse("caseload:list-patients") + wanted.address
