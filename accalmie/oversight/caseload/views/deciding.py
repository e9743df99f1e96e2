"""Deciding: each way in asks `access` for the right to do just this, then makes one call."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accalmie.capabilities.exercises import queries as written
from accalmie.capabilities.programmes import actions as programmes, queries as progress
from accalmie.capabilities.programmes.pages import language_for
from accalmie.core.entries import StepRef
from accalmie.foundation import clock
from accalmie.foundation.access.decorators import professional_only
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.journal.form_ids import sent_id
from accalmie.foundation.people.models import Patient
from accalmie.foundation.people.requests import PersonRequest
from accalmie.oversight.caseload import forms
from accalmie.oversight.caseload.views.desk import Refused, in_care, reading_language, show
from accalmie.safety import actions as safety
from accalmie.safety.queries import concern


def author_of(request: PersonRequest, patient: Patient) -> programmes.Author:
    """The professional who writes in this patient's journal, now."""
    return programmes.Author(patient=patient.id, by=request.user.id, now=clock.now(), id=sent_id(request))


def _done(request: PersonRequest, patient: Patient, act: Callable[[], object]) -> HttpResponse:
    """Do it once, and back to the patient."""
    act()
    return redirect("caseload:show-patient", patient.id)


def checked(
    request: PersonRequest, patient: Patient, target: str, form: Form, act: Callable[[], object]
) -> HttpResponse:
    """Act if the form holds; else the page again, with what was typed in it."""
    return _done(request, patient, act) if form.is_valid() else show(request, patient, Refused(target, form))


@require_POST
@professional_only
def raise_concern(request: PersonRequest, patient: UUID) -> HttpResponseBase:
    found = in_care(request, patient, Permission.CONCERN_REVIEW)
    form = forms.WorryForm(request.POST, auto_id="worry-%s")

    def act() -> None:
        safety.raise_concern(
            patient=patient,
            level=form.cleaned_data["level"],
            words=form.cleaned_data["words"],
            by=request.user.id,
            now=clock.now(),
            id=sent_id(request),
        )

    return checked(request, found, "worry", form, act)


@require_POST
@professional_only
def review_concern(request: PersonRequest, patient: UUID, source: UUID) -> HttpResponseBase:
    found = in_care(request, patient, Permission.CONCERN_REVIEW)
    standing = concern(patient, source)
    if standing is None:
        raise Http404
    if standing.has_alert:
        return redirect("safety:show-alert", standing.alert)
    target = f"review-{source}"
    form = forms.ReviewForm(request.POST, auto_id=f"{target}-%s")

    def act() -> None:
        safety.review_concern(
            patient=patient,
            source=source,
            words=form.cleaned_data["words"],
            programme_goes_on=form.cleaned_data["goes_on"] == "yes",
            by=request.user.id,
            now=clock.now(),
            id=sent_id(request),
        )

    return checked(request, found, target, form, act)


@require_POST
@professional_only
def review_step(request: PersonRequest, patient: UUID) -> HttpResponseBase:
    """An answer to the step at which the programme waits for a professional."""
    found = in_care(request, patient, Permission.STEP_REVIEW)
    place = progress.current_place(patient)
    at = _asked_place(request, place)
    if at is None:
        raise Http404
    lines = forms.lines_of(written.shared_with_team(patient), at.enrolment, reading_language())
    form = forms.StepReplyForm(request.POST, lines=lines, auto_id="step-%s")

    def act() -> None:
        programmes.review_step(
            author=author_of(request, found), at=at, words=form.cleaned_data["words"], quoted=form.their_words
        )

    if form.is_valid():
        return _done(request, found, act)
    return show(request, found, Refused("step", form, at, _step_title(place, at)))


def _step_title(place: progress.Place | None, at: StepRef) -> str:
    if place is None:
        return ""
    return place.programme.steps[at.step].wording[language_for(place.programme, reading_language())].title


def _asked_place(request: PersonRequest, place: progress.Place | None) -> StepRef | None:
    """The step that the form names, if it is one of the running programme's reviews (settled or not: forms are sent
    twice)."""
    if place is None:
        return None
    module, step = request.POST.get("module", ""), request.POST.get("step", "")
    slots = {(one.id, slot.step) for one in place.programme.modules for slot in one.slots}
    if (module, step) not in slots or place.programme.steps[step].kind != "review":
        return None
    return StepRef(enrolment=place.enrolment, module=module, step=step)


@require_POST
@professional_only
def open_module(request: PersonRequest, patient: UUID, module: str) -> HttpResponseBase:
    found = in_care(request, patient, Permission.MODULE_OPEN)
    place = progress.current_place(patient)
    if place is None or module not in {one.id for one in place.programme.main}:
        raise Http404
    author = author_of(request, found)
    enrolment = place.enrolment
    return _done(request, found, lambda: programmes.open_module(author=author, enrolment=enrolment, module=module))
