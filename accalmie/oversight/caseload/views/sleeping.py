"""A person's sleep window: a professional follows it, notes a doctor's agreement, or lets it be shortened again."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accalmie.capabilities.sleep import actions, forms, pages
from accalmie.foundation import clock
from accalmie.foundation.access.decorators import professional_only
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.journal.form_ids import sent_id
from accalmie.foundation.people.requests import PersonRequest
from accalmie.oversight.caseload.sleep_forms import SupportForm
from accalmie.oversight.caseload.views.deciding import checked
from accalmie.oversight.caseload.views.desk import in_care, reading_language


@require_POST
@professional_only
def support_sleep(request: PersonRequest, patient: UUID) -> HttpResponseBase:
    found = in_care(request, patient, Permission.PROGRAMME_ASSIGN)
    form = SupportForm(
        request.POST, conditions=pages.doctor_questions(pages.language_for(reading_language())), auto_id="sleep-%s"
    )

    def act() -> None:
        actions.support(patient=patient, by=request.user.id, now=clock.now(), id=sent_id(request), **form.cleaned_data)

    return checked(request, found, "sleep", form, act)


@require_POST
@professional_only
def resume_sleep(request: PersonRequest, patient: UUID) -> HttpResponseBase:
    """It may be shortened again. Where the window is not any more the one that was read, nothing is noted."""
    in_care(request, patient, Permission.PROGRAMME_ASSIGN)
    window = forms.decided(request.POST)
    with suppress(actions.NoWindow):  # the record shows what holds now
        actions.resume(patient=patient, window=window, by=request.user.id, now=clock.now(), id=sent_id(request))
    return redirect("caseload:show-patient", patient)
