"""The room in which a team writes about somebody: reading, writing, noting what was read, making a task of it."""

from __future__ import annotations

from uuid import UUID

import uuid6
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accalmie.capabilities.coordination import actions, pages, queries
from accalmie.capabilities.coordination.forms import MessageForm, TaskForm
from accalmie.capabilities.coordination.views.doors import in_care
from accalmie.capabilities.coordination.views.tasking import is_given
from accalmie.foundation import clock
from accalmie.foundation.access.decorators import professional_only
from accalmie.foundation.journal.form_ids import id_for_form, sent_id
from accalmie.foundation.people.models import Patient
from accalmie.foundation.people.requests import PersonRequest


@require_safe
@professional_only
def show_room(request: PersonRequest, patient: UUID) -> HttpResponseBase:
    return _show(request, in_care(request, patient), None)


@require_POST
@professional_only
def write(request: PersonRequest, patient: UUID) -> HttpResponseBase:
    """One more message."""
    found = in_care(request, patient)
    form = MessageForm(request.POST, team=_colleagues(request, patient))
    if form.is_valid() and _is_written(request, patient, form):
        return redirect("coordination:show-room", patient)
    return _show(request, found, form)


@require_POST
@professional_only
def note_read(request: PersonRequest, patient: UUID, message: UUID) -> HttpResponseBase:
    """It waits for me no longer."""
    in_care(request, patient)
    try:
        actions.read_message(patient=patient, message=message, by=request.user.id, now=clock.now())
    except actions.NoSuchMessage:
        raise Http404 from None
    return (
        redirect("coordination:list-tasks")
        if request.POST.get("from") == "tasks"
        else redirect("coordination:show-room", patient)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@professional_only
def make_task(request: PersonRequest, patient: UUID, message: UUID) -> HttpResponseBase:
    """A task that begins with the words of a message; what was told in confidence never becomes one, since the person
    may be given the tasks."""
    found = in_care(request, patient)
    one = queries.message_of(patient, message)
    if one is None or one.in_confidence:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    initial = {"words": one.words, "owner": str(request.user.id)}
    form = TaskForm(sent, team=pages.team_of(patient, now=clock.now()), initial=initial)
    if form.is_valid() and is_given(request, patient, form, None):
        return redirect("coordination:show-plan", patient)
    context = {"form": form, "patient": patient, "called": found.person.called, "form_id": id_for_form(request)}
    return render(request, "coordination/task.html", context, status=422 if form.errors else 200)


def _is_written(request: PersonRequest, patient: UUID, form: MessageForm) -> bool:
    """Whether it was kept. Whoever left the team since the page was made reads nothing, and the form says so."""
    given = form.cleaned_data
    try:
        actions.write_message(
            patient=patient,
            words=given["words"],
            to=form.colleagues,
            for_attention=given["for_attention"],
            in_confidence=given["in_confidence"],
            by=request.user.id,
            now=clock.now(),
            id=sent_id(request),
        )
    except actions.NotInTheTeam:
        form.add_error("to", _("Only somebody of the care team can read this. Choose again."))
    except actions.NobodyElse:
        form.add_error("for_attention", _("Nobody else is in the care team. Take this tick away to keep the message."))
    return form.is_valid()


def _colleagues(request: PersonRequest, patient: UUID) -> list[tuple[UUID, str]]:
    return [(id, called) for id, called in pages.team_of(patient, now=clock.now()) if id != request.user.id]


def _show(request: PersonRequest, patient: Patient, form: MessageForm | None) -> HttpResponse:
    """The room; with `form`, what was typed for a message."""
    context = {
        "patient": patient.id,
        "called": patient.person.called,
        "messages": pages.room(patient.id, reader=request.user.id, now=clock.now()),
        "form": form or MessageForm(team=_colleagues(request, patient.id)),
        "is_refused": form is not None,
        "form_id": (request.POST.get("id") if form else None) or str(uuid6.uuid7()),
    }
    return render(request, "coordination/room.html", context, status=422 if form else 200)
