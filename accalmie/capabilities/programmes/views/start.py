"""Choosing a programme and starting it, or being led to a person."""

from __future__ import annotations

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from accalmie.capabilities.programmes import actions, library, pages, queries
from accalmie.capabilities.programmes.views.forms_of import author_of, new_id
from accalmie.capabilities.programmes.views.journey import go_on
from accalmie.foundation import clock
from accalmie.foundation.access.decorators import patient_only
from accalmie.foundation.access.queries import professionals_of
from accalmie.foundation.people.requests import PatientRequest


@require_safe
@patient_only
def list_programmes(request: PatientRequest) -> HttpResponseBase:
    language = get_language() or "fr"
    cards = [pages.programme_card(edition.programme, language) for edition in library.offered()]
    return render(request, "programmes/list.html", {"cards": cards, "current": queries.current_place(request.patient)})


@require_safe
@patient_only
def show_programme(request: PatientRequest, programme: str) -> HttpResponseBase:
    return _show(request, programme)


def _show(request: PatientRequest, name: str, missing: tuple[str, ...] = ()) -> HttpResponseBase:
    page = pages.start_page(
        _edition(name).programme,
        get_language() or "fr",
        standing=queries.standing_facts(request.patient),
        has_professional=bool(professionals_of(request.patient, now=clock.now())),
        form_id=request.POST.get("id") or new_id(),
        given={key: value for key, value in request.POST.items() if isinstance(value, str)},
        missing=missing,
    )
    return render(request, "programmes/start.html", {"start": page}, status=422 if missing else 200)


def _edition(name: str) -> library.Edition:
    try:
        return library.current(name)
    except library.NotPublished:
        raise Http404 from None


@require_POST
@patient_only
def start_programme(request: PatientRequest, programme: str) -> HttpResponseBase:
    wanted = _edition(programme).programme
    answers = {question.id: request.POST.get(question.id, "") for question in wanted.needs_a_person}
    missing = tuple(name for name, answer in answers.items() if answer not in ("yes", "no", "declined"))
    if missing:
        return _show(request, programme, missing)
    mode = "guided" if professionals_of(request.patient, now=clock.now()) else "alone"
    try:
        actions.enrol(
            author=author_of(request), programme=programme, mode=mode, language=get_language() or "fr", answers=answers
        )
    except actions.NeedsAPerson as refusal:
        page = pages.person_first_page(wanted, get_language() or "fr", refusal.reasons)
        return render(request, "programmes/person-first.html", {"person": page})
    except actions.AlreadyEnrolled:
        return go_on()
    return go_on()
