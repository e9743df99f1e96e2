"""The ways in: the page of numbers, the graded questions, and the page that stands before the next step."""

from __future__ import annotations

from uuid import UUID

import uuid6
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from accalmie.core.crisis import follow
from accalmie.core.crisis.grading import DECLINED, NO, YES
from accalmie.core.crisis.levels import Level
from accalmie.foundation import clock, journal
from accalmie.foundation.access.decorators import patient_only
from accalmie.foundation.access.queries import professionals_of
from accalmie.foundation.people.requests import PatientRequest
from accalmie.safety import actions, pages, queries
from accalmie.safety.library import helplines, rules

NEUTRAL = "https://www.wikipedia.org/"
CONTACTS = ("professional", "line", "relative")


def _id(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("id", ""))
    except ValueError:
        return None


def _lines() -> pages.HelpPage:
    return pages.help_page(helplines(), get_language() or "fr")


@require_safe
def help_now(request: HttpRequest) -> HttpResponse:
    """For everybody, signed in or not: numbers first, nothing to fill in."""
    return render(request, "safety/help-now.html", {"help": _lines()})


@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """Away at once, to a page that says nothing of where one was."""
    response = redirect(NEUTRAL)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response


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
    try:
        given = actions.answer_questions(
            patient=request.patient,
            source=source,
            answers=answers,
            by=request.user.id,
            now=clock.now(),
            id=_id(request),
        )
    except journal.EntryConflict:
        return redirect("safety:show-hold", source)
    goes_on = follow(rules(), given.level, under_way=given.under_way).programme_goes_on
    return render(request, "safety/after-questions.html", _after(request, given.level, goes_on))


def _questions(request: PatientRequest, answers: dict[str, str]) -> HttpResponse:
    asked = pages.questions(rules(), answers, get_language() or "fr")
    context = {"help": _lines(), "questions": asked, "form_id": str(uuid6.uuid7()), "team": _team(request)}
    return render(request, "safety/questions.html", context)


def _team(request: PatientRequest) -> list[str]:
    return [person.called for person in professionals_of(request.patient, now=clock.now())]


def _after(request: PatientRequest, level: Level, goes_on: bool) -> dict[str, object]:
    return {"help": _lines(), "level": level, "goes_on": goes_on, "team": _team(request)}


@require_http_methods(["GET", "HEAD", "POST"])
@patient_only
def show_hold(request: PatientRequest, source: UUID) -> HttpResponseBase:
    """Plan and contact before the next step: whom to reach, and a word once somebody was reached."""
    concern = queries.concern(request.patient, source)
    if concern is None:
        raise Http404
    if request.method == "POST" and request.POST.get("with_whom") in CONTACTS:
        actions.note_contact(
            patient=request.patient,
            source=source,
            with_whom=request.POST["with_whom"],
            by=request.user.id,
            now=clock.now(),
            id=_id(request),
        )
        return redirect("safety:show-hold", source)
    context = {"help": _lines(), "concern": concern, "team": _team(request), "form_id": str(uuid6.uuid7())}
    return render(request, "safety/hold.html", context)
