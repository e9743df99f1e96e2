"""What a team does for somebody: the plan that both see, the tasks with their owners, and one's own list."""

from __future__ import annotations

from uuid import UUID

import uuid6
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accalmie.capabilities.coordination import actions, pages, queries
from accalmie.capabilities.coordination.forms import TaskForm
from accalmie.capabilities.coordination.queries import TeamTask
from accalmie.capabilities.coordination.views.doors import in_care, today
from accalmie.foundation import clock
from accalmie.foundation.access.decorators import professional_only
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.access.policy import may
from accalmie.foundation.journal.form_ids import id_for_form, sent_id
from accalmie.foundation.people.models import Patient
from accalmie.foundation.people.requests import PersonRequest


@require_safe
@professional_only
def list_mine(request: PersonRequest) -> HttpResponseBase:
    """What I am to do and to read, and what nobody would do or read any more for my patients."""
    now = clock.now()
    context = {
        "tasks": pages.my_tasks(request.user, now=now, today=today()),
        "messages": pages.my_messages(request.user, now=now),
        "letters": pages.letters_due(request.user, now=now, today=today()),
        "may_hand_over": may(request.user, Permission.CARE_INVITE, now=now),
    }
    return render(request, "coordination/tasks.html", context)


@require_safe
@professional_only
def show_plan(request: PersonRequest, patient: UUID) -> HttpResponseBase:
    return _show(request, in_care(request, patient), None)


@require_POST
@professional_only
def give_task(request: PersonRequest, patient: UUID) -> HttpResponseBase:
    found = in_care(request, patient)
    form = TaskForm(request.POST, team=pages.team_of(patient, now=clock.now()))
    if form.is_valid() and is_given(request, patient, form, None):
        return redirect("coordination:show-plan", patient)
    return _show(request, found, form)


@require_http_methods(["GET", "HEAD", "POST"])
@professional_only
def move_task(request: PersonRequest, patient: UUID, task: UUID) -> HttpResponseBase:
    """Another owner, another day, other words."""
    found = in_care(request, patient)
    one = _open_task(patient, task)
    initial = {"words": one.words, "owner": str(one.owner), "due_on": one.due_on}
    sent = request.POST if request.method == "POST" else None
    form = TaskForm(sent, team=pages.team_of(patient, now=clock.now()), initial=initial)
    if form.is_valid() and is_given(request, patient, form, task):
        return redirect("coordination:show-plan", patient)
    context = {"form": form, "patient": patient, "called": found.person.called, "form_id": id_for_form(request)}
    return render(request, "coordination/task.html", context, status=422 if form.errors else 200)


@require_POST
@professional_only
def end_task(request: PersonRequest, patient: UUID, task: UUID) -> HttpResponseBase:
    """Done, or not to be done any more."""
    in_care(request, patient)
    ending = "dropped" if request.POST.get("ending") == "dropped" else "done"
    try:
        actions.end_task(
            patient=patient, task=task, ending=ending, by=request.user.id, now=clock.now(), id=sent_id(request)
        )
    except actions.NoSuchTask:
        raise Http404 from None
    return (
        redirect("coordination:list-tasks")
        if request.POST.get("from") == "tasks"
        else redirect("coordination:show-plan", patient)
    )


def _open_task(patient: UUID, task: UUID) -> TeamTask:
    found = queries.task_of(patient, task)
    if found is None or found.ended_at is not None:
        raise Http404
    return found


def is_given(request: PersonRequest, patient: UUID, form: TaskForm, task: UUID | None) -> bool:
    """Whether it was kept. Whoever left the team since the page was made owns nothing, and the form says so; a task
    that has ended since is gone, and its page gives back what was typed."""
    given = form.cleaned_data
    try:
        actions.give_task(
            patient=patient,
            words=given["words"],
            owner=UUID(given["owner"]),
            due_on=given["due_on"],
            by=request.user.id,
            now=clock.now(),
            task=task,
            id=sent_id(request),
        )
    except actions.NotInTheTeam:
        form.add_error("owner", _("Choose somebody of the care team."))
    except actions.NoSuchTask:
        raise Http404 from None
    return form.is_valid()


def _show(request: PersonRequest, patient: Patient, form: TaskForm | None) -> HttpResponse:
    """The page of one patient's plan; with `form`, what was typed for a task."""
    now = clock.now()
    context = {
        "patient": patient.id,
        "called": patient.person.called,
        "goals": pages.goal_cards(patient.id, owner=patient.person_id, today=today(), is_mine=False),
        "letters": pages.letters_of(patient.id, called=patient.person.called, today=today()),
        "tasks": pages.task_lines(patient.id, reader=request.user.id, now=now, today=today()),
        "form": form or TaskForm(team=pages.team_of(patient.id, now=now), initial={"owner": str(request.user.id)}),
        "is_refused": form is not None,
        "form_id": (request.POST.get("id") if form else None) or str(uuid6.uuid7()),
    }
    return render(request, "coordination/plan-of-patient.html", context, status=422 if form else 200)
