"""The ways in: a professional decides on a step, the person says yes or no."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accalmie.capabilities.programmes.queries import current_place
from accalmie.core.stepping import CareStep
from accalmie.foundation import clock
from accalmie.foundation.access.decorators import patient_only, professional_only
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.journal.form_ids import id_for_form, sent_id
from accalmie.foundation.people.queries import names_of
from accalmie.foundation.people.requests import PatientRequest, PersonRequest
from accalmie.oversight.caseload.views.desk import in_care
from accalmie.oversight.stepping import actions, pages, queries
from accalmie.oversight.stepping.forms import AnswerForm, DecideForm


@require_http_methods(["GET", "HEAD", "POST"])
@professional_only
def decide(request: PersonRequest, patient: UUID) -> HttpResponseBase:
    """What the rules propose, and a form for what a person decides."""
    found = in_care(request, patient, Permission.PROGRAMME_ASSIGN)
    stands = queries.standing(patient, now=clock.now())
    proposed = stands.proposal.step
    form = DecideForm(request.POST or None, proposed=proposed, initial={"step": proposed.value})
    if request.method == "POST" and form.is_valid() and _decided(request, patient, form):
        return redirect(*_next(patient, CareStep(form.cleaned_data["step"]), stands.facts.step))
    context = {
        "patient": found,
        "page_of": pages.step_page(patient, stands),
        "form": form,
        "form_id": id_for_form(request),
    }
    return render(request, "stepping/decide.html", context, status=422 if form.errors else 200)


def _decided(request: PersonRequest, patient: UUID, form: DecideForm) -> bool:
    given: dict[str, Any] = form.cleaned_data
    try:
        actions.decide(
            patient=patient,
            step=CareStep(given["step"]),
            because=given["because"],
            said=given["said"],
            by=request.user,
            now=clock.now(),
            id=sent_id(request),
        )
    except actions.InDanger:
        form.add_error("step", _("A danger is open: nobody is accompanied less before somebody has spoken with them."))
    except actions.WhyNot:  # what the rules propose has changed while this was written
        form.add_error("because", _("Write why: the rules propose something else."))
    return form.is_valid()


def _next(patient: UUID, step: CareStep, stood: CareStep) -> tuple[Any, ...]:
    """Where the decision is carried out: the way to follow a programme is changed with its questions and its signature,
    a psychiatrist is written to."""
    if step is CareStep.PSYCHIATRY and step is not stood:
        return ("caseload:prepare-letter", patient)
    place = current_place(patient)
    if step not in actions.ABOVE and place is not None and step is not stood:
        return ("caseload:change-mode", patient)
    return ("stepping:decide", patient)


@require_http_methods(["GET", "HEAD", "POST"])
@patient_only
def show_mine(request: PatientRequest) -> HttpResponseBase:
    """What one's team decided last, in their words, and one's own yes or no."""
    last = next(iter(queries.decisions(request.patient, at_most=1)), None)
    if last is None:
        raise Http404
    said = "" if last.agreed is None else "yes" if last.agreed else "no"
    form = AnswerForm(request.POST or None, initial={"agreed": said, "words": last.answer})
    if request.method == "POST" and form.is_valid():
        actions.answer(
            patient=request.patient,
            decision=last.id,
            agreed=form.cleaned_data["agreed"] == "yes",
            words=form.cleaned_data["words"],
            by=request.user.id,
            now=clock.now(),
            id=sent_id(request),
        )
        return redirect("/go-on/?next=/care/step/%3Fsaid")
    context = {
        "decision": pages.line(last, names_of({last.by} if last.by else set())),
        "is_said": "said" in request.GET,
        "form": form,
        "form_id": id_for_form(request),
    }
    return render(request, "stepping/mine.html", context, status=422 if form.errors else 200)
