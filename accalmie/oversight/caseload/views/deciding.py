"""Deciding: each way in asks `access` for the right to do just this, then makes one call."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accalmie.capabilities.exercises import queries as written
from accalmie.capabilities.programmes import actions as programmes, library, queries as progress
from accalmie.core.entries import StepRef
from accalmie.foundation import clock, journal
from accalmie.foundation.access.decorators import professional_only
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.people.models import Patient
from accalmie.foundation.people.requests import PersonRequest
from accalmie.oversight.caseload import forms, pages
from accalmie.oversight.caseload.views.desk import Refused, in_care, reading_language, show
from accalmie.safety import actions as safety
from accalmie.safety.queries import concern


def _id(request: PersonRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("id", ""))
    except ValueError:
        return None


def _author(request: PersonRequest, patient: Patient) -> programmes.Author:
    return programmes.Author(patient=patient.id, by=request.user.id, now=clock.now(), id=_id(request))


def _done(request: PersonRequest, patient: Patient, act: Callable[[], object]) -> HttpResponse:
    """Do it once, and back to the patient. The same form with other words shows both, and keeps the first."""
    try:
        act()
    except journal.EntryConflict:
        context = {"patient": patient.id, "words": request.POST.get("words", "")}
        return render(request, "caseload/kept-twice.html", context, status=409)
    return redirect("caseload:show-patient", patient.id)


def _checked(
    request: PersonRequest, patient: Patient, target: str, form: Form, act: Callable[[], object]
) -> HttpResponse:
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
            id=_id(request),
        )

    return _checked(request, found, "worry", form, act)


@require_POST
@professional_only
def review_concern(request: PersonRequest, patient: UUID, source: UUID) -> HttpResponseBase:
    found = in_care(request, patient, Permission.CONCERN_REVIEW)
    if concern(patient, source) is None:
        raise Http404
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
            id=_id(request),
        )

    return _checked(request, found, target, form, act)


@require_POST
@professional_only
def reply(request: PersonRequest, patient: UUID, sheet: UUID) -> HttpResponseBase:
    """An answer to an exercise that the person opened to the care team."""
    found = in_care(request, patient, Permission.STEP_REVIEW)
    filled = written.one(patient, sheet)
    if filled is None or not filled.shared or filled.at is None:
        raise Http404
    return _answer(request, found, filled.at, target=f"reply-{sheet}")


@require_POST
@professional_only
def review_step(request: PersonRequest, patient: UUID) -> HttpResponseBase:
    """An answer to the step at which the programme waits for a professional."""
    found = in_care(request, patient, Permission.STEP_REVIEW)
    place = progress.current_place(patient)
    at = _asked_place(request, place)
    if at is None:
        raise Http404
    return _answer(request, found, at, target="step")


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


def _answer(request: PersonRequest, patient: Patient, at: StepRef, *, target: str) -> HttpResponse:
    form = forms.ReplyForm(request.POST, auto_id=f"{target}-%s")

    def act() -> None:
        programmes.review_step(author=_author(request, patient), at=at, words=form.cleaned_data["words"])

    return _checked(request, patient, target, form, act)


@require_POST
@professional_only
def open_module(request: PersonRequest, patient: UUID, module: str) -> HttpResponseBase:
    found = in_care(request, patient, Permission.MODULE_OPEN)
    place = progress.current_place(patient)
    if place is None or module not in {one.id for one in place.programme.modules}:
        raise Http404
    author = _author(request, found)
    enrolment = place.enrolment
    return _done(request, found, lambda: programmes.open_module(author=author, enrolment=enrolment, module=module))


@require_POST
@professional_only
def admit(request: PersonRequest, patient: UUID) -> HttpResponseBase:
    found = in_care(request, patient, Permission.PROGRAMME_ASSIGN)
    form = forms.AdmitForm(request.POST, auto_id="admit-%s", offered=pages.offered(reading_language()))

    def act() -> None:
        try:
            programmes.admit(
                author=_author(request, found),
                programme=form.cleaned_data["programme"],
                mode=form.cleaned_data["mode"],
                language=found.person.language,
            )
        except programmes.AlreadyEnrolled:
            return  # the form came twice, or a colleague was quicker: the page shows what runs
        except library.NotPublished:
            raise Http404 from None

    return _checked(request, found, "admit", form, act)
