"""Another way: something else, somebody to talk to, a pause, another pace, the short version, coming back."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from accalmie.capabilities.programmes import actions, library, pages, queries
from accalmie.capabilities.programmes.forms import OtherWayForm, PaceForm
from accalmie.capabilities.programmes.views.forms_of import author_of, new_id
from accalmie.capabilities.programmes.views.journey import go_on, here
from accalmie.core.entries import StepRef
from accalmie.foundation import clock
from accalmie.foundation.access.decorators import patient_only
from accalmie.foundation.access.queries import professionals_of
from accalmie.foundation.people.requests import PatientRequest


@require_http_methods(["GET", "HEAD", "POST"])
@patient_only
def ask_other_way(request: PatientRequest, module: str, step: str) -> HttpResponseBase:
    place = here(request)
    if step not in place.programme.steps:
        raise Http404
    form = OtherWayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        at = StepRef(enrolment=place.enrolment, module=module, step=step)
        wish = form.cleaned_data["wish"]
        actions.ask_other_way(author=author_of(request), at=at, wish=wish, words=form.cleaned_data["words"])
        if wish == "person":
            return render(
                request, "programmes/person-asked.html", {"team": professionals_of(request.patient, now=clock.now())}
            )
        return redirect(settings.OTHER_EXERCISES)
    context = {"form": form, "module": module, "step": step, "form_id": request.POST.get("id") or new_id()}
    return render(request, "programmes/other-way.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@patient_only
def change_pace(request: PatientRequest) -> HttpResponseBase:
    place = here(request)
    form = PaceForm(request.POST or None, today=clock.now().date(), initial={"pace": pages.pace_of(place)})
    if request.method == "POST" and form.is_valid():
        _change(request, place, form)
        return redirect(reverse("programmes:change-pace") + "?noted=yes")
    page = pages.pace_page(place, get_language() or "fr", clock.now(), form_id=request.POST.get("id") or new_id())
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
    if place.plan(clock.now()).page != "done":
        actions.resume(author=author_of(request), enrolment=place.enrolment)
        return go_on()
    try:
        actions.start_again(author=author_of(request), place=place)
    except (actions.NeedsAPerson, library.NotPublished):
        return redirect("programmes:show-programme", progress.programme)
    return go_on()
