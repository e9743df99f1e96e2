"""The way in of whoever is worried about somebody: what to do at once, and, with an account, to have somebody look."""

from __future__ import annotations

import uuid6
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from accalmie.foundation import clock
from accalmie.foundation.clinic.queries import clinic_for
from accalmie.foundation.journal.form_ids import sent_id
from accalmie.foundation.people.models import Person
from accalmie.safety.alerts import on_call
from accalmie.safety.alerts.forms import WorryForm
from accalmie.safety.alerts.worries import TooSoon, say_worried_about_somebody
from accalmie.safety.pages import help_lines
from accalmie.safety.readiness import intake


@require_http_methods(["GET", "HEAD", "POST"])
def worried_about_somebody(request: HttpRequest) -> HttpResponse:
    """For everybody: the numbers that also listen to those who worry. A patient may ask the team to look."""
    person = request.user
    if not isinstance(person, Person) or not person.is_patient:
        return _page(request, None)
    form = WorryForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, form)
    try:
        say_worried_about_somebody(**form.cleaned_data, by=person, now=clock.now(), id=sent_id(request))
    except TooSoon:
        form.too_soon()
        return _page(request, form)
    return _page(request, None, is_told=True)


def _page(request: HttpRequest, form: WorryForm | None, *, is_told: bool = False) -> HttpResponse:
    """Nobody is promised a reader where nobody answers: then whoever leads on safety is told, and the page says so."""
    home = getattr(request.user, "organisation_id", None)
    is_read = home is not None and bool(intake.readers(home, now=clock.now()))
    context = {
        "is_read": is_read,
        "is_lead_told": not is_read and on_call.lead_of(home) is not None,
        "help": help_lines((get_language() or "fr")[:2]),
        "clinic": clinic_for(request),
        "form": form,
        "is_told": is_told,
        "form_id": request.POST.get("id") or str(uuid6.uuid7()),
    }
    return render(request, "safety/worried.html", context, status=422 if form is not None and form.errors else 200)
