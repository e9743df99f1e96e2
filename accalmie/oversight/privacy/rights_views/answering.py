"""What waits for an answer, the most overdue first, and the page on which one is answered."""

from __future__ import annotations

from datetime import datetime, time
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accalmie.foundation import clock
from accalmie.foundation.access.decorators import permitted
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.access.queries import NotYours
from accalmie.foundation.people.requests import PersonRequest
from accalmie.oversight.privacy import erasing, rights_actions, rights_forms, rights_pages, rights_queries
from accalmie.oversight.privacy.rights_models import Kind, RightsRequest


@require_safe
@permitted(Permission.REQUESTS_ANSWER)
def list_requests(request: PersonRequest) -> HttpResponseBase:
    lines = rights_pages.request_lines(request.user, clock.now())
    return render(request, "privacy/rights-requests.html", {"lines": lines})


@require_http_methods(["GET", "HEAD", "POST"])
@permitted(Permission.REQUESTS_ANSWER)
def answer(request: PersonRequest, id: UUID) -> HttpResponseBase:
    """One request: answered, given more time, or its record held. `act` says which of the forms was sent."""
    try:
        found = rights_queries.request_for(request.user, id)
    except NotYours:
        raise Http404 from None
    act = _ACTS.get(request.POST.get("act", "")) if request.method == "POST" else None
    return act(request, found) if act else _shown(request, found)


def _shown(request: PersonRequest, found: RightsRequest, refused: Form | None = None) -> HttpResponseBase:
    context = {
        "asked": rights_pages.answering_page(found, clock.now()),
        "form": refused if isinstance(refused, rights_forms.AnswerForm) else _answer_form(found)(),
        "hold": refused if isinstance(refused, rights_forms.HoldForm) else rights_forms.HoldForm(),
        "refused": refused,
    }
    return render(request, "privacy/rights-answer.html", context, status=422 if refused else 200)


def _answer_form(found: RightsRequest) -> type[rights_forms.AnswerForm]:
    return rights_forms.AccessForm if found.kind == Kind.ACCESS else rights_forms.AnswerForm


def _answer(request: PersonRequest, found: RightsRequest) -> HttpResponseBase:
    form = _answer_form(found)(request.POST)
    if not form.is_valid():
        return _shown(request, found, form)
    given = form.cleaned_data
    try:
        rights_actions.answer(
            request=found.id,
            by=request.user,
            is_granted=given["decision"] == "grant",
            words=given["words"],
            now=clock.now(),
        )
    except erasing.Held:
        form.add_error(None, _("A legal hold stands on this record: it cannot be erased for now."))
    except rights_actions.AlreadyAnswered:
        form.add_error(None, _("Somebody has answered in the meantime: their answer is above, yours is still here."))
    return _shown(request, found, form) if form.errors else redirect("privacy:answer", found.id)


def _extend(request: PersonRequest, found: RightsRequest) -> HttpResponseBase:
    rights_actions.extend(request=found.id, by=request.user, now=clock.now())
    return redirect("privacy:answer", found.id)


def _hold(request: PersonRequest, found: RightsRequest) -> HttpResponseBase:
    form = rights_forms.HoldForm(request.POST)
    if not form.is_valid():
        return _shown(request, found, form)
    until = form.cleaned_data["until"]
    end: datetime | None = timezone.make_aware(datetime.combine(until, time.max)) if until else None
    rights_actions.hold(
        request=found.id, by=request.user, reason=form.cleaned_data["reason"], until=end, now=clock.now()
    )
    return redirect("privacy:answer", found.id)


def _end_holds(request: PersonRequest, found: RightsRequest) -> HttpResponseBase:
    rights_actions.end_holds(request=found.id, by=request.user, now=clock.now())
    return redirect("privacy:answer", found.id)


_ACTS = {"answer": _answer, "extend": _extend, "hold": _hold, "end-holds": _end_holds}
