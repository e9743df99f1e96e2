"""Proposing another way than the one that *M'orienter* led to."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.views.decorators.http import require_POST

from accalmie.capabilities.programmes import actions as programmes
from accalmie.foundation.access.decorators import professional_only
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.people.requests import PersonRequest
from accalmie.oversight.caseload.orientations import ProposalForm, orientation_of
from accalmie.oversight.caseload.views.deciding import author_of, checked
from accalmie.oversight.caseload.views.desk import in_care, reading_language


@require_POST
@professional_only
def change_orientation(request: PersonRequest, patient: UUID) -> HttpResponseBase:
    found = in_care(request, patient, Permission.PROGRAMME_ASSIGN)
    oriented = orientation_of(found, reading_language())
    if oriented is None:
        raise Http404
    form = ProposalForm(request.POST, ways=oriented.result.ways, auto_id="orientation-%s")

    def act() -> None:
        programmes.change_orientation(author=author_of(request, found), **form.cleaned_data)

    return checked(request, found, "orientation", form, act)
