"""The way in of whoever decides who answers alerts: the rota, its holes, and the test alert that proves it."""

from __future__ import annotations

import uuid6
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from accalmie.foundation import clock
from accalmie.foundation.access.decorators import permitted
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.people import queries as people
from accalmie.foundation.people.requests import PersonRequest
from accalmie.safety.alerts import on_call
from accalmie.safety.readiness import actions, pages, queries
from accalmie.safety.readiness.documents import documents
from accalmie.safety.readiness.forms import RotaForm


@require_http_methods(["GET", "HEAD", "POST"])
@permitted(Permission.ROTA_DECIDE)
def decide_rota(request: PersonRequest) -> HttpResponseBase:
    """Who answers on this site, and the test alert that proves it."""
    now, team = clock.now(), people.professionals()
    form = RotaForm(request.POST if request.method == "POST" else None, professionals=team, initial=_standing())
    if request.method == "POST" and form.is_valid():
        actions.decide_rota(
            by=request.user,
            members=form.chosen,
            lead=form.chosen_lead,
            trainees=form.chosen_trainees,
            now=now,
        )
        return redirect(request.path)
    context = {
        "form": form,
        "team": team,
        "card": pages.card(queries.readiness(now), documents(), (get_language() or "fr")[:2], now.date()),
        "alert_id": str(uuid6.uuid7()),
        "holes": on_call.holes(now),
        "unreachable": [one.called for one in on_call.unreachable(now)],
    }
    return render(request, "safety/rota.html", context, status=422 if form.errors else 200)


def _standing() -> dict[str, object]:
    rota = queries.current_rota()
    if rota is None:
        return {}
    places = list(rota.places.order_by("position", "id").values_list("person_id", "is_trainee"))
    return {
        "members": [str(person) for person, _is_trainee in places],
        "first": str(places[0][0]) if places else "",
        "trainees": [str(person) for person, is_trainee in places if is_trainee],
        "lead": str(rota.lead_id),
    }
