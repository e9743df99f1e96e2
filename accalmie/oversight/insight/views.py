"""What a site as a whole shows to those who work there, and a person about themself."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accalmie.capabilities.measures.library import instruments
from accalmie.core.insight.models import ModelsRefused
from accalmie.foundation.access.decorators import patient_only, permitted
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.people.requests import PatientRequest, PersonRequest
from accalmie.oversight.insight import keeping, mine_pages, pages, queries
from accalmie.oversight.insight.card import card


@require_safe
@permitted(Permission.INSIGHT_READ)
def show_simulated_clinic(request: PersonRequest) -> HttpResponseBase:
    """The newest simulated clinic, or the one that `?clinic=` names, beside what was published."""
    clinics = queries.clinics()
    asked = request.GET.get("clinic", "")
    shown = next((one for one in clinics if str(one.pk) == asked), clinics[0] if clinics else None)
    page = pages.simulated_clinic(shown, queries.summary_of(shown)) if shown else None
    return render(request, "insight/simulated-clinic.html", {"comparison": page, "clinics": clinics, "shown": shown})


@require_safe
@permitted(Permission.INSIGHT_READ)
def show_models(request: PersonRequest) -> HttpResponseBase:
    """The model card of what is in use here; it says so when there is nothing, or a file that was changed."""
    try:
        models, refused = keeping.in_use(), False
    except ModelsRefused:
        models, refused = None, True
    page = card(models, dict(instruments()), queries.title_of(models.origin.programme)) if models else None
    return render(request, "insight/models.html", {"card": page, "refused": refused})


@require_safe
@patient_only
def show_mine(request: PatientRequest) -> HttpResponseBase:
    """What professionals did because a computation proposed it, with its reasons, and how to say no."""
    return render(request, "insight/mine.html", {"mine": mine_pages.mine(request.patient)})
