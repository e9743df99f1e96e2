"""Care that somebody else gives: one page, on which it is noted, corrected and struck."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accalmie.capabilities.elsewhere import actions, queries
from accalmie.foundation import clock
from accalmie.foundation.access.decorators import professional_only
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.access.policy import granted
from accalmie.foundation.journal.form_ids import id_for_form, sent_id
from accalmie.foundation.people.kept_words import kept_twice
from accalmie.foundation.people.models import Patient
from accalmie.foundation.people.requests import PersonRequest
from accalmie.oversight.caseload import elsewhere_pages
from accalmie.oversight.caseload.elsewhere_forms import ElsewhereForm, StrikeForm
from accalmie.oversight.caseload.views.desk import in_care, reading_language


@require_http_methods(["GET", "HEAD", "POST"])
@professional_only
def show_elsewhere(request: PersonRequest, patient: UUID) -> HttpResponseBase:
    """What was told; with a form for one line more, for whoever may answer this person."""
    if request.method != "POST":
        found = in_care(request, patient, Permission.TALKS_READ)
        return _show(request, found, ElsewhereForm(auto_id="elsewhere-%s"))
    found = in_care(request, patient, Permission.STEP_REVIEW)
    form = ElsewhereForm(request.POST, auto_id="elsewhere-%s")
    if not form.is_valid():
        return _show(request, found, form)
    actions.note(patient=patient, told=form.told, by=request.user.id, now=clock.now(), id=sent_id(request))
    return redirect("caseload:show-elsewhere", patient)


@require_http_methods(["GET", "HEAD", "POST"])
@professional_only
def correct_elsewhere(request: PersonRequest, patient: UUID, told: UUID) -> HttpResponseBase:
    """One line, corrected or struck. A line that stands no more is corrected nowhere: its page is gone."""
    found = in_care(request, patient, Permission.STEP_REVIEW)
    line = queries.standing(patient, told)
    if line is None:
        return _gone(request, patient, told)
    is_struck = request.POST.get("do") == "strike"
    posted = request.POST if request.method == "POST" else None
    form = ElsewhereForm(
        None if is_struck else posted, initial=elsewhere_pages.told_before(line), auto_id="elsewhere-%s"
    )
    strike = StrikeForm(posted if is_struck else None, auto_id="strike-%s")
    sent = strike if is_struck else form
    if posted is None or not sent.is_valid():
        context = {"patient": found, "line": line, "form": form, "strike": strike, "form_id": id_for_form(request)}
        return render(request, "caseload/elsewhere-line.html", context, status=422 if posted is not None else 200)
    try:
        _do(request, patient, told, form, strike if is_struck else None)
    except actions.NotThere:  # a colleague was quicker, between the two looks
        return _gone(request, patient, told)
    return redirect("caseload:show-elsewhere", patient)


def _gone(request: PersonRequest, patient: UUID, told: UUID) -> HttpResponse:
    """A form that comes twice has done its work; another one, after a colleague's, loses nothing of what was typed."""
    if request.method != "POST" or not queries.was_kept(patient, told):
        raise Http404
    sent = sent_id(request)
    if request.POST.get("do") == "strike" or (sent is not None and queries.was_kept(patient, sent)):
        return redirect("caseload:show-elsewhere", patient)
    return kept_twice(request)


def _do(request: PersonRequest, patient: UUID, told: UUID, form: ElsewhereForm, strike: StrikeForm | None) -> None:
    by, now, id_ = request.user.id, clock.now(), sent_id(request)
    if strike is not None:
        actions.strike(patient=patient, line=told, because=strike.cleaned_data["because"], by=by, now=now, id=id_)
    else:
        actions.note(patient=patient, told=form.told, replaces=told, by=by, now=now, id=id_)


def _show(request: PersonRequest, patient: Patient, form: ElsewhereForm) -> HttpResponse:
    now = clock.now()
    context = {
        "patient": patient,
        "elsewhere": elsewhere_pages.elsewhere_page(patient.id, reading_language(), now),
        "may_note": Permission.STEP_REVIEW in granted(request.user, patient=patient.id, now=now),
        "form": form,
        "form_id": id_for_form(request),
    }
    return render(request, "caseload/elsewhere.html", context, status=422 if form.errors else 200)
