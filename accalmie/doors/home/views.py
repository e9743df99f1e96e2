"""The ways in from the front door."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import get_language, gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accalmie.capabilities.care import queries as care
from accalmie.capabilities.exercises import pages as exercises
from accalmie.capabilities.programmes import queries as programmes
from accalmie.doors.home import pages
from accalmie.doors.home.forms import NewStaffForm
from accalmie.foundation import clock
from accalmie.foundation.access.decorators import patient_only, permitted, professional_only
from accalmie.foundation.access.log import note_opening
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.access.policy import Basis, may
from accalmie.foundation.access.queries import NotYours, patient_of
from accalmie.foundation.clock.actions import move_forward
from accalmie.foundation.design.ours import is_ours
from accalmie.foundation.people import actions as people, queries as accounts
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Person
from accalmie.foundation.people.requests import PatientRequest, PersonRequest
from accalmie.oversight.closing.queries import proposed
from accalmie.oversight.insight import queries as insight
from accalmie.oversight.stepping.queries import unanswered
from accalmie.safety import queries as safety
from accalmie.safety.closures.pages import notice_for
from accalmie.safety.plan.queries import is_to_review
from accalmie.safety.readiness.documents import documents
from accalmie.safety.readiness.pages import card as readiness_card
from accalmie.safety.readiness.queries import readiness
from accalmie.safety.recontact.queries import is_going


@require_safe
def open_door(request: HttpRequest) -> HttpResponse:
    """Everybody to their own page; someone unknown to the welcome."""
    if not isinstance(request.user, Person):
        return render(request, "home/welcome.html")
    if request.user.is_patient:
        return redirect("home:today")
    return redirect(_own_page(request.user))


_OWN_PAGES = (
    (Permission.CASELOAD_READ, "caseload:list-patients"),
    (Permission.HELPED_READ, "home:beside"),
    (Permission.NAMES_READ, "home:list-names"),
    (Permission.EMERGENCY_READ, "home:officer"),
    (Permission.SITE_CONFIGURE, "home:administer"),
    (Permission.WORK_READ, "home:work"),
)


def _own_page(person: Person) -> str:
    """The page that somebody's role gives them first."""
    now = clock.now()
    return next((page for permission, page in _OWN_PAGES if may(person, permission, now=now)), "people:edit-settings")


_ANSWERS_SHOWN = timedelta(days=7)
_PROPOSAL_SHOWN = timedelta(days=14)


@require_safe
@patient_only
def show_today(request: PatientRequest) -> HttpResponseBase:
    return render(request, "home/today.html", _today(request.patient, request.user))


@require_safe
@professional_only
def see_as(request: PersonRequest, patient: UUID) -> HttpResponseBase:
    """The page of the day exactly as this patient sees it, for somebody of their care team who writes nothing there:
    its forms are for the patient alone, and the log says that it was looked at so."""
    now = clock.now()
    try:
        found = patient_of(request.user, patient, now=now, permission=Permission.STEP_REVIEW)
    except NotYours:
        raise Http404 from None
    note_opening(
        person=request.user, patient=found.id, organisation=found.organisation_id, basis=Basis.SEEN_AS.value, now=now
    )
    with translation.override(found.person.language):
        context = {**_today(found.id, found.person), "seen_by": found}
        return render(request, "home/today.html", context)


def _today(patient: UUID, person: Person) -> dict[str, Any]:
    """All that the page of the day shows this patient."""
    now, language = clock.now(), get_language() or "fr"
    place = programmes.last_place(patient)
    page = pages.today_page(place, language=language, now=now, zone=timezone.get_current_timezone())
    if place is None:
        page = pages.before_a_programme(programmes.orientation(patient))
    return {
        "today": page,
        "called": person.called,
        "plan_to_review": is_to_review(patient),
        "reader": care.told(patient, now=now),
        "is_step_decided": unanswered(patient) is not None,
        "care_ends_on": proposed([patient]).get(patient),
        "answers": exercises.new_answers(patient, exercises.language_of(language), since=now - _ANSWERS_SHOWN),
        "is_proposed": insight.was_followed(patient, since=now - _PROPOSAL_SHOWN),
        "is_kept_in_touch": is_going(patient),
        "closure": notice_for(person.organisation_id, language, now=now),
    }


@require_safe
@patient_only
def go_on(request: PatientRequest) -> HttpResponseBase:
    """After something is saved: help first, then where the person was going, then the next step, else the day."""
    waiting = safety.unanswered(request.patient)
    if waiting is not None:
        return redirect("safety:answer-questions", waiting)
    wanted = request.GET.get("next", "")
    if is_ours(wanted):
        return redirect(wanted)
    place = programmes.current_place(request.patient)
    if place is None and programmes.is_finding_their_way(request.patient):
        return redirect("programmes:find-my-way")
    return redirect("home:today" if place is None else pages.next_address(place.plan(clock.now())))


@require_POST
def move_clock(request: HttpRequest) -> HttpResponse:
    """The demo's date moves forward; on a real site this address does not exist."""
    if not settings.DEMO:
        raise Http404
    days = request.POST.get("days", "")
    if days.isdecimal() and 1 <= int(days) <= 366:
        move_forward(by=timedelta(days=int(days)))
    return redirect("home:open-door")


@require_http_methods(["GET", "HEAD", "POST"])
@permitted(Permission.PERSON_CREATE)
def administer(request: PersonRequest) -> HttpResponseBase:
    """Those who work in the administrator's own organisation, and an account for a new one."""
    form = NewStaffForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _opened(request, form):
        return redirect(f"{request.path}?saved")
    staff = accounts.staff_of(request.user.organisation_id)
    team = [(one.called, one.get_role_display(), one.sign_in_name) for one in staff]
    now = clock.now()
    state = readiness_card(readiness(now), documents(), (get_language() or "fr")[:2], now.date())
    context = {
        "form": form,
        "team": team,
        "house": request.user.organisation.name,
        "is_saved": "saved" in request.GET,
        "card": state,
    }
    return render(request, "home/administer.html", context, status=422 if form.errors else 200)


def _opened(request: PersonRequest, form: NewStaffForm) -> bool:
    """Open the account, unless somebody took the name this instant."""
    given = {**form.cleaned_data, "role": Role(form.cleaned_data["role"]), "organisation": request.user.organisation}
    try:
        people.create_professional(language=get_language() or "fr", now=clock.now(), **given)
    except people.NameTaken:
        form.add_error("sign_in_name", _("Somebody already signs in with this name. Add a number or a word to it."))
        return False
    return True
