"""Moving somebody, on purpose, to the newest version of their programme."""

from __future__ import annotations

from uuid import UUID

import uuid6
from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accalmie.capabilities.programmes import actions as programmes, queries as progress
from accalmie.foundation.access.decorators import professional_only
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.people.models import Patient
from accalmie.foundation.people.requests import PersonRequest
from accalmie.oversight.caseload import moving_pages
from accalmie.oversight.caseload.start_forms import ONE_LINE
from accalmie.oversight.caseload.views.deciding import author_of
from accalmie.oversight.caseload.views.desk import in_care, reading_language


class MoveForm(forms.Form):
    """Why somebody is moved. They read it themself."""

    graph = forms.CharField(max_length=64, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why, in a line or two"),
        help_text=_("The person reads it on the map of their programme."),
        max_length=ONE_LINE,
        widget=forms.Textarea,
        error_messages={
            "required": _("Write why: the person reads it on their map."),
            "max_length": _("This is longer than two lines: 300 characters are enough."),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@professional_only
def move(request: PersonRequest, patient: UUID) -> HttpResponseBase:
    """What changes, a reason, and the move. On the newest version already, there is nothing to decide."""
    found = in_care(request, patient, Permission.PROGRAMME_ASSIGN)
    page = moving_pages.moving_page(found, reading_language())
    if page is None:
        return redirect("caseload:show-patient", patient)
    form = MoveForm(request.POST or None, initial={"graph": page.newer.graph})
    if request.method == "POST" and form.is_valid() and _moved(request, found, page, form):
        return redirect("caseload:show-patient", patient)
    context = {"moving": page, "form": form, "form_id": request.POST.get("id") or str(uuid6.uuid7())}
    return _shown(request, context, form)


def _shown(request: PersonRequest, context: dict[str, object], form: MoveForm) -> HttpResponse:
    return render(request, "caseload/move.html", context, status=422 if form.errors else 200)


def _moved(request: PersonRequest, patient: Patient, page: moving_pages.MovingPage, form: MoveForm) -> bool:
    """Move them to the version that the page showed, never to one that nobody has looked at."""
    if form.cleaned_data["graph"] != page.newer.graph:
        form.add_error(None, _("Another version was published meanwhile. Here is what changes now: look again."))
        return False
    place = progress.current_place(patient.id)
    assert place is not None
    programmes.move(
        author=author_of(request, patient),
        enrolment=place.enrolment,
        graph=page.newer.graph,
        reason=form.cleaned_data["reason"],
    )
    return True
