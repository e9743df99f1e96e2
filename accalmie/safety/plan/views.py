"""The ways in: one's own plan to read, write, share and print; every version; the copy of this device; and a plan
written by a professional with the person."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise
from uuid import UUID

import uuid6
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accalmie.foundation import clock, journal
from accalmie.foundation.access.decorators import patient_only, professional_only
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.access.queries import NotYours, patient_of
from accalmie.foundation.clinic.queries import clinic_for
from accalmie.foundation.journal.form_ids import id_for_form, sent_id
from accalmie.foundation.people.models import Patient
from accalmie.foundation.people.requests import PatientRequest, PersonRequest
from accalmie.safety.plan import actions, pages, queries
from accalmie.safety.plan.forms import PlanForm, TogetherForm, with_example
from accalmie.safety.plan.wording import PARTS


def _language() -> str:
    return "en" if (get_language() or "fr").startswith("en") else "fr"


@require_safe
def show_here(_request: HttpRequest) -> HttpResponse:
    """The copy that this device keeps, for whoever holds it: the same page for everybody."""
    return HttpResponse(pages.here_page(_language()))


@require_safe
@patient_only
def show_mine(request: PatientRequest) -> HttpResponseBase:
    mine = pages.my_plan(request.patient, clock.now())
    context = {"mine": mine, "form_id": str(uuid6.uuid7()), "is_saved": "saved" in request.GET}
    return render(request, "plan/mine.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@patient_only
def write(request: PatientRequest, part: str = "") -> HttpResponseBase:
    """The whole plan on one page, or one part of it at a time."""
    if part and part not in PARTS:
        raise Http404
    last = queries.latest(request.patient)
    form = PlanForm(_typed(request), parts=[part] if part else PARTS, words=pages.written_in(last))
    if _is_sent(request) and form.is_valid() and _is_on_top(request, form, last):
        _write(request, form)
        return redirect("plan:write-part", _next(part)) if _next(part) else redirect("/plan/?saved")
    return _show_form(request, form, last, part)


def _typed(request: HttpRequest) -> QueryDict | None:
    """What was typed, with the example that was taken over, if one was."""
    if request.method != "POST":
        return None
    taken = pages.example(_language(), clinic_for(request), request.POST.get("add", ""))
    return request.POST if taken is None else with_example(request.POST, *taken)


def _is_sent(request: HttpRequest) -> bool:
    return request.method == "POST" and "add" not in request.POST


def _is_on_top(request: HttpRequest, form: PlanForm, last: queries.Version | None) -> bool:
    """Whether the plan is still the one that this form began from. What is written over stays among the versions."""
    if last is None or request.POST.get("began") in (str(last.id), None) or str(last.id) == request.POST.get("id"):
        return True
    form.add_error(
        None,
        _("The plan was changed in the meantime. What you wrote is below: save again and it takes the other’s place, "
          "which stays among the versions."),
    )  # fmt: skip
    return False


def _write(request: PatientRequest, form: PlanForm) -> None:
    def kept(id: UUID | None) -> None:
        actions.write(patient=request.patient, words=form.words(), by=request.user.id, now=clock.now(), id=id)

    _once(request, kept)


def _once(request: HttpRequest, keep: Callable[[UUID | None], None]) -> None:
    """Once for a form sent twice; as another version when it was gone back to and says something else."""
    try:
        keep(sent_id(request))
    except journal.EntryConflict:
        keep(None)


def _next(part: str) -> str:
    return dict(pairwise(PARTS)).get(part, "")


def _show_form(request: PatientRequest, form: PlanForm, last: queries.Version | None, part: str) -> HttpResponse:
    context = {
        "form": form,
        "parts": pages.parts_to_write(_language(), clinic_for(request), part),
        "only": part,
        "next": _next(part),
        "total": len(PARTS),
        "began": "" if last is None else last.id,
        "form_id": id_for_form(request),
        "refused": _is_sent(request) and bool(form.errors),
    }
    return render(request, "plan/write.html", context, status=422 if context["refused"] else 200)


@require_POST
@patient_only
def confirm(request: PatientRequest) -> HttpResponseBase:
    """*Still right.*"""

    def kept(id: UUID | None) -> None:
        actions.confirm(patient=request.patient, by=request.user.id, now=clock.now(), id=id)

    with suppress(actions.NothingToConfirm):  # there is nothing to say yes to, and the page says so
        _once(request, kept)
    return redirect("plan:show-mine")


@require_POST
@patient_only
def share(request: PatientRequest) -> HttpResponseBase:
    """Who of the care team reads the plan from now on: those that are ticked."""
    wished = [found for one in request.POST.getlist("readers") if (found := _uuid(one))]

    def kept(id: UUID | None) -> None:
        actions.share(patient=request.patient, readers=wished, by=request.user.id, now=clock.now(), id=id)

    _once(request, kept)
    return redirect("/plan/?saved#readers")


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@require_safe
@patient_only
def list_versions(request: PatientRequest) -> HttpResponseBase:
    return render(request, "plan/versions.html", {"versions": pages.history(request.patient)})


@require_safe
@patient_only
def show_version(request: PatientRequest, version: UUID) -> HttpResponseBase:
    found = queries.version(request.patient, version)
    if found is None:
        raise Http404
    is_last = queries.standing(request.patient).version == found.id
    return render(request, "plan/version.html", {"plan": pages.plan_page(found), "is_last": is_last})


@require_http_methods(["GET", "HEAD", "POST"])
@professional_only
def write_together(request: PersonRequest, patient: UUID) -> HttpResponseBase:
    """A professional of the care team writes the plan with the person. One that is not open to them is not touched."""
    found = _in_care(request, patient)
    page = pages.plan_of_patient(patient, request.user.id)
    if not page.may_be_written:
        return render(request, "plan/not-shared.html", {"called": found.person.called, "of": page, "patient": patient})
    last = queries.latest(patient) if page.exists else None
    form = TogetherForm(_typed(request), words=pages.written_in(last))
    if _is_sent(request) and form.is_valid() and _is_on_top(request, form, last):
        _write_together(request, patient, form)
        return redirect("caseload:show-patient", patient)
    context = {
        "form": form,
        "parts": pages.parts_to_write(_language(), clinic_for(request)),
        "called": found.person.called,
        "patient": patient,
        "began": "" if last is None else last.id,
        "form_id": id_for_form(request),
        "refused": _is_sent(request) and bool(form.errors),
    }
    return render(request, "plan/together.html", context, status=422 if context["refused"] else 200)


def _in_care(request: PersonRequest, patient: UUID) -> Patient:
    """Raises Http404: from outside, not yours is not there."""
    try:
        return patient_of(request.user, patient, now=clock.now(), permission=Permission.PLAN_WRITE)
    except NotYours:
        raise Http404 from None


def _write_together(request: PersonRequest, patient: UUID, form: TogetherForm) -> None:
    def kept(id: UUID | None) -> None:
        words = form.words()
        actions.write(patient=patient, words=words, together=True, by=request.user.id, now=clock.now(), id=id)

    _once(request, kept)
