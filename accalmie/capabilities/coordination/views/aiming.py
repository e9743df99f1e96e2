"""Goals: one's own, and those that a professional writes down with somebody."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accalmie.capabilities.coordination import actions, pages, queries
from accalmie.capabilities.coordination.forms import EndGoalForm, GoalForm, TogetherGoalForm
from accalmie.capabilities.coordination.queries import Goal
from accalmie.capabilities.coordination.views.doors import in_care, today
from accalmie.foundation import clock
from accalmie.foundation.access.decorators import patient_only, professional_only
from accalmie.foundation.journal.form_ids import id_for_form, sent_id
from accalmie.foundation.people.requests import PatientRequest, PersonRequest


@require_safe
@patient_only
def show_mine(request: PatientRequest) -> HttpResponseBase:
    cards = pages.goal_cards(request.patient, owner=request.user.id, today=today())
    return render(request, "coordination/mine.html", {"goals": cards, "is_saved": "saved" in request.GET})


@require_http_methods(["GET", "HEAD", "POST"])
@patient_only
def write_goal(request: PatientRequest, goal: UUID | None = None) -> HttpResponseBase:
    last = _standing(request.patient, goal)
    form = GoalForm(request.POST if request.method == "POST" else None, initial=_initial(last))
    if form.is_valid() and _is_written(request, request.patient, form, goal, by_patient=True):
        return redirect("/goals/?saved")
    return _show_form(request, "coordination/goal.html", form, last, {})


@require_http_methods(["GET", "HEAD", "POST"])
@patient_only
def end_goal(request: PatientRequest, goal: UUID) -> HttpResponseBase:
    if _is_ended_by(request, request.patient, goal):
        return redirect("/goals/?saved")
    last = _standing(request.patient, goal)
    form = EndGoalForm(request.POST if request.method == "POST" else None)
    if last and form.is_valid():
        _end(request, request.patient, last, form)
        return redirect("/goals/?saved")
    return _show_form(request, "coordination/end.html", form, last, {})


@require_http_methods(["GET", "HEAD", "POST"])
@professional_only
def write_together(request: PersonRequest, patient: UUID, goal: UUID | None = None) -> HttpResponseBase:
    """A professional of the care team writes a goal down with the person, or notes where its steps stand."""
    found = in_care(request, patient)
    last = _standing(patient, goal)
    form = TogetherGoalForm(request.POST if request.method == "POST" else None, initial=_initial(last))
    if form.is_valid() and _is_written(request, patient, form, goal, by_patient=False):
        return redirect("coordination:show-plan", patient)
    of = {"patient": patient, "called": found.person.called}
    return _show_form(request, "coordination/goal.html", form, last, of)


@require_http_methods(["GET", "HEAD", "POST"])
@professional_only
def end_together(request: PersonRequest, patient: UUID, goal: UUID) -> HttpResponseBase:
    found = in_care(request, patient)
    if _is_ended_by(request, patient, goal):
        return redirect("coordination:show-plan", patient)
    last = _standing(patient, goal)
    form = EndGoalForm(request.POST if request.method == "POST" else None)
    if last and form.is_valid():
        _end(request, patient, last, form)
        return redirect("coordination:show-plan", patient)
    of = {"patient": patient, "called": found.person.called}
    return _show_form(request, "coordination/end.html", form, last, of)


def _standing(patient: UUID, goal: UUID | None) -> Goal | None:
    """The goal that is written on; None for a new one. Raises Http404 for one that is not this patient's, or ended."""
    if goal is None:
        return None
    found = queries.goal_of(patient, goal)
    if found is None or found.ended_at is not None:
        raise Http404
    return found


def _is_ended_by(request: PersonRequest, patient: UUID, goal: UUID) -> bool:
    """Whether this very form has ended the goal already: it was sent twice."""
    found = queries.goal_of(patient, goal) if request.method == "POST" else None
    return found is not None and found.ended_at is not None and found.version == sent_id(request)


def _initial(last: Goal | None) -> dict[str, Any]:
    return {} if last is None else pages.initial_of(last)


def _is_written(request: PersonRequest, patient: UUID, form: GoalForm, goal: UUID | None, *, by_patient: bool) -> bool:
    """Whether it was kept; what stands in its way is said in the form."""
    given = form.cleaned_data
    try:
        actions.write_goal(
            patient=patient,
            words=given["words"],
            way_there=form.way_there(),
            review_on=given["review_on"],
            together=given.get("together", False),
            by=request.user.id,
            by_patient=by_patient,
            now=clock.now(),
            goal=goal,
            began=_uuid(request.POST.get("began", "")),
            id=sent_id(request),
        )
    except actions.ChangedMeanwhile:
        form.add_error(
            None, _("Somebody changed this in the meantime. What you wrote is below: save again and it stands.")
        )
    except actions.NoSuchGoal:  # it has ended since: the page of what is gone gives back what was typed
        raise Http404 from None
    except actions.NotTheirWords:
        form.add_error("together", _("A goal is written in the person’s words. Tick this once they are."))
    else:
        return True
    return False


def _end(request: PersonRequest, patient: UUID, goal: Goal, form: EndGoalForm) -> None:
    given = form.cleaned_data
    actions.end_goal(
        patient=patient,
        goal=goal.id,
        ending=given["ending"],
        words=given["words"],
        by=request.user.id,
        now=clock.now(),
        id=sent_id(request),
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _show_form(
    request: HttpRequest, template: str, form: GoalForm | EndGoalForm, last: Goal | None, of: dict[str, Any]
) -> HttpResponse:
    is_refused = bool(form.errors)
    context = {
        "form": form,
        "goal": last,
        "began": last.version if last else "",
        "form_id": id_for_form(request),
        "is_refused": is_refused,
        "patient": None,
        "called": "",
    }
    return render(request, template, context | of, status=422 if is_refused else 200)
