"""Answering somebody who asked to talk."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accalmie.capabilities.contact import actions, queries
from accalmie.foundation import clock
from accalmie.foundation.access.decorators import professional_only
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.journal.form_ids import sent_id
from accalmie.foundation.people.kept_words import kept_twice
from accalmie.foundation.people.requests import PersonRequest
from accalmie.oversight.caseload.talks import AnswerForm
from accalmie.oversight.caseload.views.desk import Refused, in_care, show


@require_POST
@professional_only
def answer_talk(request: PersonRequest, patient: UUID, source: UUID) -> HttpResponseBase:
    """A form that comes twice, or after a colleague's answer, loses nothing of what was written in it."""
    found = in_care(request, patient, Permission.STEP_REVIEW)
    if queries.request_of(patient, source) is None:
        raise Http404
    target = f"talk-{source}"
    form = AnswerForm(request.POST, auto_id=f"{target}-%s")
    if not form.is_valid():
        return show(request, found, Refused(target, form))
    words = form.cleaned_data["words"]
    try:
        actions.answer(
            patient=patient, source=source, words=words, by=request.user.id, now=clock.now(), id=sent_id(request)
        )
    except actions.AlreadyAnswered:
        return kept_twice(request)
    return redirect("caseload:show-patient", patient)
