"""The ways in of readiness: reading and signing the rules, deciding the rota, sending and seeing a test alert."""

from __future__ import annotations

from uuid import UUID

import uuid6
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import get_language, gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from markupsafe import Markup

from accalmie.foundation import clock
from accalmie.foundation.access.decorators import (
    permitted,
    refusal,
    signed_in_only,
)
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.access.policy import may
from accalmie.foundation.design.ours import is_ours
from accalmie.foundation.people.models import Person
from accalmie.foundation.people.requests import PersonRequest
from accalmie.safety.readiness import actions, pages, queries
from accalmie.safety.readiness.documents import digest_of, digests, documents
from accalmie.safety.readiness.forms import SignForm
from accalmie.safety.readiness.models import TestAlert


def _language() -> str:
    return (get_language() or "fr")[:2]


def _id(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("id", ""))
    except ValueError:
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_only
def show_rules(request: PersonRequest) -> HttpResponseBase:
    """The whole set, for everybody who works here; a clinician signs it on the same page."""
    now = clock.now()
    if not may(request.user, Permission.RULES_READ, now=now):
        return refusal(request)
    if not may(request.user, Permission.RULES_SIGN, now=now):
        return refusal(request) if request.method == "POST" else _show_rules(request, None)
    form = SignForm(request.POST or None, initial={"name": request.user.called})
    if request.method == "POST" and form.is_valid() and _signed(request, form):
        return redirect(f"{request.path}?signed")
    return _show_rules(request, form)


def _signed(request: PersonRequest, form: SignForm) -> bool:
    given = form.cleaned_data
    try:
        actions.sign(
            by=request.user,
            name=given["name"],
            role=given["role"],
            words=given["words"],
            digest=given["digest"],
            now=clock.now(),
            id=_id(request),
        )
    except actions.SetChanged:
        form.add_error(None, _("The rules changed while you were reading. Here they are as they stand now."))
        return False
    return True


def _show_rules(request: PersonRequest, form: SignForm | None) -> HttpResponse:
    found = documents()
    state = queries.readiness(clock.now())
    context = {
        "rules": pages.rules_page(state.signed, found, _language()),
        "card": pages.card(state, found, _language(), clock.now().date()),
        "form": form,
        "digest": digest_of(digests(found)),
        "form_id": request.POST.get("id") or str(uuid6.uuid7()),
        "alert_id": str(uuid6.uuid7()),
        "may_send": actions.may_send(request.user, now=clock.now()),
        "is_signed": "signed" in request.GET,
    }
    return render(request, "safety/rules.html", context, status=422 if form is not None and form.errors else 200)


@require_POST
@signed_in_only
def send_test_alert(request: PersonRequest) -> HttpResponseBase:
    """One touch, by an administrator or by whoever leads on safety."""
    try:
        actions.send_test_alert(by=request.user, now=clock.now(), id=_id(request))
    except actions.NotAllowed:
        return refusal(request)
    except actions.NoRota:
        raise Http404 from None
    return redirect(
        "safety:decide-rota" if may(request.user, Permission.ROTA_DECIDE, now=clock.now()) else "safety:show-rules"
    )


@require_POST
@permitted(Permission.ALERT_SEE)
def acknowledge(request: PersonRequest, alert: UUID) -> HttpResponseBase:
    """*I see it*: one touch, and back to the page where they were."""
    try:
        actions.acknowledge(by=request.user, alert=alert, now=clock.now())
    except (TestAlert.DoesNotExist, actions.NotOnTheRota):
        raise Http404 from None
    back = request.POST.get("back", "")
    return redirect(back if is_ours(back) else "/")


def test_alert_above(request: HttpRequest) -> Markup:
    """The test alert that waits for whoever reads this page, as HTML; nothing for everybody else."""
    person = getattr(request, "user", None)
    if not isinstance(person, Person) or not may(person, Permission.ALERT_SEE, now=clock.now()):
        return Markup()
    waiting = queries.alert_for(person)
    if waiting is None:
        return Markup()
    alert = pages.AlertOnPage(str(waiting.id), waiting.sent_at, waiting.sent_by.called, _back(request))
    return Markup(render_to_string("safety/test-alert.html", {"alert": alert}, request))  # noqa: S704 - our own template


def _back(request: HttpRequest) -> str:
    """Where they were: a page that was asked for, not the answer to a form."""
    return request.get_full_path() if request.method in ("GET", "HEAD") else "/"


test_alert_above.__test__ = False  # type: ignore[attr-defined]  # pytest: it is not a test
