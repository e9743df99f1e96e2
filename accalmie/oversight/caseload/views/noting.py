"""A professional's notes about somebody: four lines that they sign, and working notes that nobody else opens."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accalmie.capabilities.notes import actions, queries
from accalmie.foundation import clock
from accalmie.foundation.access.decorators import professional_only
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.access.policy import granted
from accalmie.foundation.journal.form_ids import id_for_form, sent_id
from accalmie.foundation.people.kept_words import kept_twice
from accalmie.foundation.people.models import Patient
from accalmie.foundation.people.requests import PersonRequest
from accalmie.oversight.caseload import note_pages
from accalmie.oversight.caseload.note_forms import NoteForm, WorkingForm
from accalmie.oversight.caseload.views.desk import in_care, reading_language


@require_http_methods(["GET", "HEAD", "POST"])
@professional_only
def show_notes(request: PersonRequest, patient: UUID) -> HttpResponseBase:
    """The notes; with a form for another one, for whoever may answer this person."""
    if request.method != "POST":
        return _show(request, in_care(request, patient, Permission.TALKS_READ))
    found = in_care(request, patient, Permission.STEP_REVIEW)
    form = NoteForm(request.POST, auto_id="note-%s")
    if not form.is_valid():
        return _show(request, found, note=form)
    actions.sign(patient=patient, lines=form.lines, by=request.user.id, now=clock.now(), id=sent_id(request))
    return redirect("caseload:show-notes", patient)


@require_http_methods(["GET", "HEAD", "POST"])
@professional_only
def write_again(request: PersonRequest, patient: UUID, note: UUID) -> HttpResponseBase:
    """Another version of a signed note. Where a colleague was quicker, nothing of what was typed is lost."""
    found = in_care(request, patient, Permission.STEP_REVIEW)
    before = queries.note(patient, note)
    if before is None:
        raise Http404
    form = NoteForm(
        request.POST if request.method == "POST" else None,
        again=True,
        initial=note_pages.written_before(before),
        auto_id="note-%s",
    )
    if request.method != "POST" or not form.is_valid():
        context = {"patient": found, "note": before, "form": form, "form_id": id_for_form(request)}
        return render(request, "caseload/note-again.html", context, status=422 if form.errors else 200)
    try:
        actions.sign(
            patient=patient,
            lines=form.lines,
            replaces=note,
            because=form.cleaned_data["because"],
            by=request.user.id,
            now=clock.now(),
            id=sent_id(request),
        )
    except actions.AlreadyReplaced:
        return kept_twice(request)
    return redirect("caseload:show-notes", patient)


@require_POST
@professional_only
def keep_working(request: PersonRequest, patient: UUID) -> HttpResponseBase:
    found = in_care(request, patient, Permission.STEP_REVIEW)
    form = WorkingForm(request.POST, auto_id="working-%s")
    if not form.is_valid():
        return _show(request, found, working=form)
    words = form.cleaned_data["words"]
    actions.keep_working(patient=patient, author=request.user.id, words=words, now=clock.now(), id=sent_id(request))
    return redirect("caseload:show-notes", patient)


@require_POST
@professional_only
def throw_away(request: PersonRequest, patient: UUID, working: UUID) -> HttpResponseBase:
    in_care(request, patient, Permission.STEP_REVIEW)
    actions.throw_away(patient=patient, author=request.user.id, id=working)
    return redirect("caseload:show-notes", patient)


def _show(
    request: PersonRequest, patient: Patient, *, note: NoteForm | None = None, working: WorkingForm | None = None
) -> HttpResponse:
    now = clock.now()
    may_sign = Permission.STEP_REVIEW in granted(request.user, patient=patient.id, now=now)
    begun = note_pages.begun(patient, reading_language(), now) if may_sign else {}
    context = {
        "patient": patient,
        "notes": note_pages.signed(patient.id),
        "may_sign": may_sign,
        "form": note or NoteForm(initial=begun, auto_id="note-%s"),
        "working_form": working or WorkingForm(auto_id="working-%s"),
        "working": queries.working(patient.id, request.user.id) if may_sign else [],
        "form_id": id_for_form(request),
    }
    return render(request, "caseload/notes.html", context, status=422 if note or working else 200)
