"""Preparing a letter about somebody: to their GP, or to whoever should see them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accalmie.capabilities.coordination import actions
from accalmie.capabilities.programmes import queries as progress
from accalmie.foundation import clock
from accalmie.foundation.access.decorators import professional_only
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.journal.form_ids import id_for_form, sent_id
from accalmie.foundation.people.requests import PersonRequest
from accalmie.oversight.caseload.letters import LetterForm, letter_of, why_now
from accalmie.oversight.caseload.views.desk import in_care


@require_http_methods(["GET", "HEAD", "POST"])
@professional_only
def prepare_letter(request: PersonRequest, patient: UUID) -> HttpResponseBase:
    """The form, and the letter that it makes: nothing leaves yet."""
    found = in_care(request, patient, Permission.STEP_REVIEW)
    form = LetterForm(request.POST if request.method == "POST" else None, initial=_initial(patient))
    if form.is_valid():
        given = form.cleaned_data
        letter = actions.prepare_letter(
            patient=patient,
            aim=given["aim"],
            role=given["role"],
            recipient=given["recipient"],
            outside=not given["inside"],
            letter=letter_of(patient, given),
            language=given["language"],
            by=request.user.id,
            now=clock.now(),
            id=sent_id(request),
        )
        return redirect("coordination:show-letter", patient, letter)
    context = {"form": form, "patient": patient, "called": found.person.called, "form_id": id_for_form(request)}
    return render(request, "caseload/letter.html", context, status=422 if form.errors else 200)


def _initial(patient: UUID) -> dict[str, str]:
    """To the doctor whom the person named, and why, where something that stands says it."""
    doctor, why = progress.doctor(patient), why_now(patient)
    named = {"recipient": doctor.name, "role": doctor.role} if doctor else {}
    return {**named, **({"aim": "inform", "why": why} if why else {})}
