"""The ways in from the front door."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accalmie.capabilities.programmes import queries as programmes
from accalmie.doors.home import pages
from accalmie.doors.home.forms import NewProfessionalForm
from accalmie.foundation import clock
from accalmie.foundation.access.decorators import administrator_only, patient_only
from accalmie.foundation.clock.actions import move_forward
from accalmie.foundation.people import actions as people, queries as accounts
from accalmie.foundation.people.models import Person
from accalmie.foundation.people.requests import PatientRequest, PersonRequest
from accalmie.safety import queries as safety


@require_safe
def open_door(request: HttpRequest) -> HttpResponse:
    """Everybody to their own page; someone unknown to the welcome."""
    if not isinstance(request.user, Person):
        return render(request, "home/welcome.html")
    if request.user.is_patient:
        return redirect("home:today")
    if request.user.is_professional:
        return redirect("caseload:list-patients")
    return redirect("home:administer")


@require_safe
@patient_only
def show_today(request: PatientRequest) -> HttpResponseBase:
    place = programmes.last_place(request.patient)
    page = pages.today_page(
        place, language=get_language() or "fr", now=clock.now(), zone=timezone.get_current_timezone()
    )
    return render(request, "home/today.html", {"today": page, "called": request.user.called})


@require_safe
@patient_only
def go_on(request: PatientRequest) -> HttpResponseBase:
    """After something is saved: help first, then where the person was going, then the next step, else the day."""
    waiting = safety.unanswered(request.patient)
    if waiting is not None:
        return redirect("safety:answer-questions", waiting)
    wanted = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return redirect(wanted)
    place = programmes.current_place(request.patient)
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
@administrator_only
def administer(request: PersonRequest) -> HttpResponseBase:
    """The professionals of the site, and an account for a new one."""
    form = NewProfessionalForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _opened(form):
        return redirect(f"{request.path}?saved")
    team = [(one.called, one.sign_in_name) for one in accounts.professionals()]
    context = {"form": form, "team": team, "is_saved": "saved" in request.GET}
    return render(request, "home/administer.html", context, status=422 if form.errors else 200)


def _opened(form: NewProfessionalForm) -> bool:
    """Open the account, unless somebody took the name this instant."""
    try:
        people.create_professional(language=get_language() or "fr", now=clock.now(), **form.cleaned_data)
    except people.NameTaken:
        form.add_error("sign_in_name", _("Somebody already signs in with this name. Add a number or a word to it."))
        return False
    return True
