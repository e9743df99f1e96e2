"""The person's page: who close to them may be called."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accalmie.capabilities.relatives import actions, queries
from accalmie.capabilities.relatives.forms import PURPOSES, RelativeForm
from accalmie.foundation import clock
from accalmie.foundation.access.decorators import patient_only
from accalmie.foundation.journal.form_ids import id_for_form, sent_id
from accalmie.foundation.people.requests import PatientRequest


@require_http_methods(["GET", "HEAD", "POST"])
@patient_only
def show_mine(request: PatientRequest) -> HttpResponseBase:
    """Those who stand, and a form for one more."""
    form = RelativeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _is_named(request, form, None):
        return redirect("relatives:show-mine")
    standing = queries.relatives(request.patient)
    context = {
        "standing": [(one, [str(words) for code, words in PURPOSES if code in one.may]) for one in standing],
        "is_full": len(standing) >= queries.MOST,
        "form": form,
        "form_id": id_for_form(request),
    }
    return render(request, "relatives/mine.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@patient_only
def change(request: PatientRequest, relative: UUID) -> HttpResponseBase:
    """One of them: how they are reached, and for what."""
    one = queries.relative_of(request.patient, relative)
    if one is None:
        raise Http404
    initial = {"called": one.called, "relation": one.relation, "reach": one.reach, "may": list(one.may)}
    form = RelativeForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid() and _is_named(request, form, relative):
        return redirect("relatives:show-mine")
    context = {"form": form, "one": one, "form_id": id_for_form(request)}
    return render(request, "relatives/change.html", context, status=422 if form.errors else 200)


@require_POST
@patient_only
def take_back(request: PatientRequest, relative: UUID) -> HttpResponseBase:
    """Nobody speaks with them any more; pressed twice, nothing more happens."""
    if not queries.was_named(request.patient, relative):
        raise Http404
    actions.take_back(patient=request.patient, relative=relative, by=request.user.id, now=clock.now())
    return redirect("relatives:show-mine")


def _is_named(request: PatientRequest, form: RelativeForm, relative: UUID | None) -> bool:
    try:
        actions.name(
            patient=request.patient,
            relative=relative,
            by=request.user.id,
            now=clock.now(),
            id=sent_id(request),
            **form.cleaned_data,
        )
    except actions.TooMany:
        form.add_error(None, _("Three people stand here already: take one back first."))
    return form.is_valid()
