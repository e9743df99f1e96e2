"""Beside somebody: what a helper or a peer worker sees of their day, and nothing of what they answer or write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import uuid6
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accalmie.capabilities.programmes import queries as programmes
from accalmie.doors.home import pages
from accalmie.doors.home.forms import CodeForm, HelperForm, WorriedForm
from accalmie.foundation import clock
from accalmie.foundation.access import mandates, queries
from accalmie.foundation.access.decorators import permitted
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.journal.form_ids import sent_id
from accalmie.foundation.people import signing_in
from accalmie.foundation.people.actions import NameTaken
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Patient, Person
from accalmie.foundation.people.queries import contact_of
from accalmie.foundation.people.requests import PersonRequest
from accalmie.safety import actions as safety


@dataclass(frozen=True)
class Helped:
    """Somebody who is helped: the title of their next step and their small tasks (empty unless these may be seen), a
    telephone number, and until when a mandate stands."""

    patient: UUID
    called: str
    title: str
    tasks: tuple[str, ...]
    telephone: str
    until: datetime | None


def helped_by(person: Person, now: datetime) -> Iterator[Helped]:
    """Everybody whom this person helps: by mandate, or in a care team."""
    until = {one.patient_id: one.expires_at for one in queries.mandates_held(person, now=now)}
    in_care = [] if person.role == Role.HELPER else [one.id for one in queries.patients_of(person, now=now)]
    for patient in [*until, *in_care]:
        yield _helped(person, patient, until.get(patient), now)


def _helped(person: Person, patient: UUID, until: datetime | None, now: datetime) -> Helped:
    day = _if_granted(person, patient, Permission.TASKS_READ, now)
    reach = _if_granted(person, patient, Permission.CONTACT_READ, now)
    title, tasks = _day(patient, now) if day else ("", ())
    return Helped(
        patient=patient,
        called=queries.called(patient),
        title=title,
        tasks=tasks,
        telephone=contact_of(reach).telephone if reach else "",
        until=until,
    )


def _if_granted(person: Person, patient: UUID, permission: Permission, now: datetime) -> Patient | None:
    try:
        return queries.patient_of(person, patient, now=now, permission=permission)
    except queries.NotYours:
        return None


def _day(patient: UUID, now: datetime) -> tuple[str, tuple[str, ...]]:
    """The next step by its title and the small tasks by theirs. A danger answer, and what follows it, leave no trace
    here."""
    page = pages.today_page(
        programmes.current_place(patient),
        language=get_language() or "fr",
        now=now,
        zone=timezone.get_current_timezone(),
    )
    if page.page in ("help", "hold"):
        return "", ()
    title = _("A few questions") if page.page == "measures" else page.title
    return title, tuple(task.title for task in page.tasks if not task.is_done)


@require_http_methods(["GET", "HEAD", "POST"])
@permitted(Permission.HELPED_READ)
def list_helped(request: PersonRequest) -> HttpResponseBase:
    """Whom they help; a helper may enter another code."""
    now = clock.now()
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            mandates.accept(code=form.cleaned_data["code"], helper=request.user, now=now)
            return redirect("home:beside")
        except mandates.MandateRefused:
            form.add_error("code", _refused())
    context = {
        "helped": list(helped_by(request.user, now)),
        "worried": WorriedForm(),
        "form_id": lambda: str(uuid6.uuid7()),
        "form": form if request.user.role == Role.HELPER else None,
    }
    return render(request, "home/beside.html", context, status=422 if form.errors else 200)


@require_POST
@permitted(Permission.HELPED_READ)
def say_worried(request: PersonRequest, patient: UUID) -> HttpResponseBase:
    """*I am worried about this person*: somebody on call looks, and the page says what to do meanwhile."""
    if not safety.helps(request.user, patient, now=clock.now()):
        raise Http404
    form = WorriedForm(request.POST)
    if not form.is_valid():
        return render(request, "home/worried.html", {"form": form, "patient": patient}, status=422)
    safety.say_worried(
        patient=patient, words=form.cleaned_data["words"], by=request.user, now=clock.now(), id=sent_id(request)
    )
    return render(request, "home/worried.html", {"form": None, "patient": patient})


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def open_account(request: HttpRequest) -> HttpResponse:
    """A helper's account. Somebody who is signed in enters their code on their own page."""
    if request.user.is_authenticated:
        return redirect("home:open-door")
    form = HelperForm(request.POST if request.method == "POST" else None)
    helper = _opened(form) if form.is_valid() else None
    if helper is None:
        return render(request, "home/helper-account.html", {"form": form}, status=422 if form.errors else 200)
    signing_in.sign_in(request, helper)
    return redirect("home:beside")


def _opened(form: HelperForm) -> Person | None:
    try:
        return mandates.open_account(language=(get_language() or "fr")[:2], now=clock.now(), **form.cleaned_data)
    except mandates.MandateRefused:
        form.add_error("code", _refused())
    except NameTaken:
        form.add_error("sign_in_name", _("Somebody already signs in with this name. Add a number or a word to it."))
    return None


def _refused() -> str:
    return _("No mandate waits under this code. Check it with the person: they may have ended it.")
