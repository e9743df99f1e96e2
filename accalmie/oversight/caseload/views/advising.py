"""What a professional decides about what a model proposes."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accalmie.foundation import clock
from accalmie.foundation.access.decorators import professional_only
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.journal.form_ids import sent_id
from accalmie.foundation.people.requests import PersonRequest
from accalmie.oversight.caseload.advice_forms import AdviceForm
from accalmie.oversight.caseload.advice_pages import target_of
from accalmie.oversight.caseload.views.deciding import checked
from accalmie.oversight.caseload.views.desk import in_care
from accalmie.oversight.insight import actions, queries


@require_POST
@professional_only
def decide_advice(request: PersonRequest, patient: UUID, about: str) -> HttpResponseBase:
    """A proposal that stands no more, because somebody decided or the week is over, leads back to the record."""
    found = in_care(request, patient, Permission.STEP_REVIEW)
    now = clock.now()
    proposed = (*queries.said(patient, now).advice, *queries.by_rules(patient, now))
    advice = next((one for one in proposed if one.about == about), None)
    if advice is None:
        return redirect("caseload:show-patient", patient)
    target = target_of(about)
    form = AdviceForm(request.POST, auto_id=f"{target}-%s")

    def act() -> None:
        actions.decide(
            patient=patient,
            advice=advice,
            followed=form.cleaned_data["followed"] == "yes",
            because=form.cleaned_data["because"],
            by=request.user.id,
            now=now,
            id=sent_id(request),
        )

    return checked(request, found, target, form, act)
