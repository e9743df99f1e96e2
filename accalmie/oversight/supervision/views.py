"""The ways in: a supervisor's queue, a note on the work, and the notes that somebody wrote or was written."""

from __future__ import annotations

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from accalmie.capabilities.programmes.library import NotPublished
from accalmie.foundation import clock
from accalmie.foundation.access.decorators import permitted, professional_only
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.access.policy import may
from accalmie.foundation.journal.form_ids import id_for_form, sent_id
from accalmie.foundation.people.requests import PersonRequest
from accalmie.oversight.supervision import actions, fidelity, pages, queries
from accalmie.oversight.supervision.forms import NoteForm


def _language() -> str:
    return "en" if (get_language() or "fr").startswith("en") else "fr"


@require_safe
@permitted(Permission.SUPERVISION_GIVE)
def list_cases(request: PersonRequest) -> HttpResponseBase:
    """What to look at this week, and who is alone where they should not be."""
    now = clock.now()
    context = {
        "lines": pages.case_lines(queries.cases(request.user, now=now)),
        "alone": queries.alone_by_colleague(request.user, now=now),
        "checklists": fidelity.checklists(_language()),
    }
    return render(request, "supervision/cases.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permitted(Permission.SUPERVISION_GIVE)
def write_note(request: PersonRequest) -> HttpResponseBase:
    """One note to one colleague; with `?programme=`, the checklist of that programme."""
    programme = request.GET.get("programme", "")
    checklist = _checklist(programme)
    given = request.POST if request.method == "POST" else None
    form = NoteForm(given, colleagues=queries.supervised(request.user), checklist=checklist)
    if given is not None and form.is_valid():
        actions.write_note(
            to=form.chosen,
            words=form.cleaned_data["words"],
            programme=programme,
            marks=form.marks,
            by=request.user,
            now=clock.now(),
            id=sent_id(request),
        )
        return redirect("supervision:list-notes")
    context = {"form": form, "checklist": checklist, "form_id": id_for_form(request)}
    return render(request, "supervision/note.html", context, status=422 if form.errors else 200)


def _checklist(programme: str) -> fidelity.Checklist | None:
    if not programme:
        return None
    try:
        return fidelity.checklist(programme, _language())
    except NotPublished:
        raise Http404 from None


@require_safe
@professional_only
def list_notes(request: PersonRequest) -> HttpResponseBase:
    """What this person wrote, or was written."""
    found = [pages.note_view(one, _language()) for one in queries.notes_of(request.user)]
    supervises = may(request.user, Permission.SUPERVISION_GIVE, now=clock.now())
    return render(request, "supervision/notes.html", {"notes": found, "supervises": supervises})
