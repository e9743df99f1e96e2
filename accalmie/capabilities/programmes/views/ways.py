"""Another way: something else, somebody to talk to, a pause, another pace, the short version, coming back."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from accalmie.capabilities.programmes import actions, library, pages, queries
from accalmie.capabilities.programmes.forms import OtherWayForm, PaceForm
from accalmie.capabilities.programmes.views.forms_of import author_of, new_id
from accalmie.capabilities.programmes.views.journey import go_on, here
from accalmie.core.entries import StepRef
from accalmie.foundation import clock, journal
from accalmie.foundation.access.decorators import patient_only
from accalmie.foundation.access.queries import professionals_of
from accalmie.foundation.people.requests import PatientRequest
from accalmie.safety.readers import who_reads
from accalmie.safety.readiness.queries import NotOpenYet


@require_http_methods(["GET", "HEAD", "POST"])
@patient_only
def ask_other_way(request: PatientRequest, module: str, step: str) -> HttpResponseBase:
    place = here(request)
    if step not in place.programme.steps:
        raise Http404
    form = OtherWayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _wish(author_of(request), StepRef(enrolment=place.enrolment, module=module, step=step), form)
        if form.cleaned_data["wish"] == "person":
            asked = {"team": professionals_of(request.patient, now=clock.now()), "hurt_again": False}
            return render(request, "programmes/person-asked.html", asked)
        return redirect(settings.OTHER_EXERCISES)
    context = {"form": form, "module": module, "step": step, "form_id": request.POST.get("id") or new_id()}
    context["readers"] = who_reads(request.patient, now=clock.now())
    return render(request, "programmes/other-way.html", context, status=422 if form.errors else 200)


def _wish(author: actions.Author, at: StepRef, form: OtherWayForm) -> None:
    """A page gone back to and sent with another wish counts beside the first: nobody asks for a person in vain."""
    try:
        actions.ask_other_way(author=author, at=at, **form.cleaned_data)
    except journal.EntryConflict:
        actions.ask_other_way(author=replace(author, id=None), at=at, **form.cleaned_data)


@require_http_methods(["GET", "HEAD", "POST"])
@patient_only
def change_pace(request: PatientRequest) -> HttpResponseBase:
    place = here(request)
    today = timezone.localtime(clock.now()).date()
    form = PaceForm(request.POST or None, today=today, initial={"pace": pages.pace_of(place)})
    if request.method == "POST" and form.is_valid():
        _change(request, place, form)
        return redirect(reverse("programmes:change-pace") + "?noted=yes")
    page = pages.pace_page(place, get_language() or "fr", clock.now())
    return render(
        request,
        "programmes/pace.html",
        {"pace": page, "form": form, "is_noted": "noted" in request.GET},
        status=422 if form.errors else 200,
    )


def _change(request: PatientRequest, place: queries.Place, form: PaceForm) -> None:
    author = author_of(request)
    what = form.cleaned_data["what"]
    if what == "pause":
        actions.pause(author=author, enrolment=place.enrolment, until=form.cleaned_data["until"])
    elif what == "resume":
        actions.resume(author=author, enrolment=place.enrolment)
    elif what == "leave":
        actions.leave(author=author, enrolment=place.enrolment)
    else:
        actions.change_pace(author=author, enrolment=place.enrolment, time_factor=float(form.cleaned_data["pace"]))


@require_POST
@patient_only
def choose_short(request: PatientRequest, module: str) -> HttpResponseBase:
    place = here(request)
    short = request.POST.get("short") == "yes"
    actions.choose_short_version(author=author_of(request), enrolment=place.enrolment, module=module, short=short)
    return go_on()


@require_POST
@patient_only
def come_back(request: PatientRequest) -> HttpResponseBase:
    """One touch. Who left finds their place again; who finished begins anew, at the newest version."""
    place = here(request)
    progress = place.progress
    if not place.is_over(clock.now()):
        actions.resume(author=author_of(request), enrolment=place.enrolment)
        return go_on()
    try:
        actions.start_again(author=author_of(request), place=place)
    except (actions.NeedsAPerson, actions.QuestionsFirst, NotOpenYet):
        return redirect("programmes:show-programme", progress.programme)
    except library.NotPublished:
        return redirect("programmes:list-programmes")
    return go_on()
