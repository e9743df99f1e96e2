"""The ways in: the page of numbers, the graded questions, and the page that stands before the next step."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar
from uuid import UUID

import uuid6
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from accalmie.core.crisis import Grade, follow
from accalmie.core.crisis.grading import DECLINED, NO, YES
from accalmie.core.crisis.levels import Level
from accalmie.foundation import clock, journal
from accalmie.foundation.access.decorators import patient_only
from accalmie.foundation.clinic.queries import clinic_for
from accalmie.foundation.journal.form_ids import sent_id
from accalmie.foundation.people.models import Person
from accalmie.foundation.people.requests import PatientRequest
from accalmie.safety import actions, pages, queries
from accalmie.safety.closures.pages import ClosureOnPage, notice_for
from accalmie.safety.library import elsewhere, rules
from accalmie.safety.plan import queries as plan
from accalmie.safety.readers import Readers, readers

T = TypeVar("T")

CONTACTS = ("professional", "line", "relative")


def _language() -> str:
    return (get_language() or "fr")[:2]


def _lines() -> pages.HelpPage:
    return pages.help_lines(_language())


@require_safe
def help_now(request: HttpRequest) -> HttpResponse:
    """For everybody, signed in or not: numbers first, nothing to fill in."""
    house = clinic_for(request)
    return render(
        request,
        "safety/help-now.html",
        {
            "help": _lines(),
            "places": pages.places(elsewhere(), _language()),
            "clinic": house,
            "language": _language(),
            "hours": house.hours(_language()),
            "closure": _closure(request),
            "has_plan": _has_plan(request),
            "is_patient": getattr(request.user, "is_patient", False),
        },
    )


@require_safe
def close_to(request: HttpRequest) -> HttpResponse:
    """What helps, and whom to call, for whoever is close to somebody in care: the same page for everybody."""
    return render(request, "safety/close-to.html", {"help": _lines()})


def _closure(request: HttpRequest) -> ClosureOnPage | None:
    """The closure that whoever reads this is told of: their own service's."""
    person = request.user
    return notice_for(person.organisation_id, _language(), now=clock.now()) if isinstance(person, Person) else None


def _has_plan(request: HttpRequest) -> bool:
    person = request.user
    return isinstance(person, Person) and person.patient_id is not None and plan.has_plan(person.patient_id)


@require_http_methods(["GET", "HEAD", "POST"])
@patient_only
def answer_questions(request: PatientRequest, source: UUID) -> HttpResponseBase:
    """Help at once, then the graded questions. Going on without answering is possible, and counts as the rules say."""
    concern = queries.concern(request.patient, source)
    if concern is None:
        raise Http404
    if request.method != "POST":
        return _questions(request, {})
    answers = {one.id: request.POST.get(one.id, "") for one in rules().questions}
    answers = {name: given for name, given in answers.items() if given in (YES, NO, DECLINED)}
    given = _kept(request, source, answers)
    goes_on = follow(rules(), given.level, under_way=given.under_way).programme_goes_on
    return render(request, "safety/after-questions.html", _after(request, given.level, goes_on))


def _kept(request: PatientRequest, source: UUID, answers: dict[str, str]) -> Grade:
    """The grade of these answers. A page gone back to and answered otherwise counts beside what was said before."""
    keep = partial(
        actions.answer_questions,
        patient=request.patient,
        source=source,
        answers=answers,
        by=request.user.id,
        now=clock.now(),
    )
    return _counted(request, keep)


def _counted(request: PatientRequest, keep: Callable[..., T]) -> T:
    """Once for a form sent twice; beside the first, when it says something else."""
    try:
        return keep(id=sent_id(request))
    except journal.EntryConflict:
        return keep(id=None)


def _questions(request: PatientRequest, answers: dict[str, str]) -> HttpResponse:
    asked = pages.questions(rules(), answers, get_language() or "fr")
    context = {
        "help": _lines(),
        "questions": asked,
        "form_id": str(uuid6.uuid7()),
        "readers": _readers(request),
    }
    return render(request, "safety/questions.html", context)


def _readers(request: PatientRequest) -> Readers:
    return readers(request.patient, now=clock.now())


def _after(request: PatientRequest, level: Level, goes_on: bool) -> dict[str, object]:
    return _around(request) | {"level": level, "goes_on": goes_on}


def _around(request: PatientRequest) -> dict[str, object]:
    """What stands on every page of somebody in danger: numbers, their own plan, the clinic's words, who reads."""
    return {
        "help": _lines(),
        "has_plan": _has_plan(request),
        "clinic": clinic_for(request),
        "readers": _readers(request),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@patient_only
def show_hold(request: PatientRequest, source: UUID) -> HttpResponseBase:
    """Plan and contact before the next step: whom to reach, and a word once somebody was reached."""
    concern = queries.concern(request.patient, source)
    if concern is None:
        raise Http404
    if request.method == "POST" and request.POST.get("with_whom") in CONTACTS:
        note = partial(
            actions.note_contact,
            patient=request.patient,
            source=source,
            with_whom=request.POST["with_whom"],
            by=request.user.id,
            now=clock.now(),
        )
        _counted(request, note)
        return redirect("safety:show-hold", source)
    context = _around(request) | {"concern": concern, "form_id": str(uuid6.uuid7())}
    return render(request, "safety/hold.html", context)
