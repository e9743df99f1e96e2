"""The ways in: the diary, one night, the window with its questions, the questions of the week."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID, uuid5

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accalmie.capabilities.sleep import actions, forms, library, pages, queries
from accalmie.capabilities.sleep.queries import Course
from accalmie.foundation import clock, journal
from accalmie.foundation.access.decorators import patient_only
from accalmie.foundation.journal.form_ids import id_for_form, sent_id
from accalmie.foundation.people.requests import PatientRequest
from accalmie.foundation.steps import FormError
from accalmie.safety.readers import readers

GET_OR_POST = ["GET", "HEAD", "POST"]


def _course(request: PatientRequest) -> Course:
    return queries.course(request.patient, now=clock.now())


@require_safe
@patient_only
def show_diary(request: PatientRequest) -> HttpResponseBase:
    page = pages.diary_page(_course(request), forms.language())
    return render(request, "sleep/diary.html", {"diary": page, "team": _team(request)})


def _team(request: PatientRequest) -> tuple[str, ...]:
    """Who reads the diary: the care team, by name."""
    return readers(request.patient, now=clock.now()).team


def _night(request: PatientRequest, night: str) -> tuple[Course, date]:
    """The night of this address. Raises Http404 for one that cannot be noted any more, or not yet."""
    course = _course(request)
    day = pages.day_named(night, course)
    if day is None:
        raise Http404
    return course, day


@require_http_methods(GET_OR_POST)
@patient_only
def note_night(request: PatientRequest, night: str) -> HttpResponseBase:
    course, day = _night(request, night)
    if request.method != "POST":
        return _show_night(request, course, day)
    found = forms.read_night(request.POST, day=day, zone=timezone.get_current_timezone_name())
    if found.night is None:
        return _show_night(request, course, day, found.errors)
    try:
        actions.note_night(
            found.night, patient=request.patient, by=request.user.id, now=clock.now(), id=sent_id(request)
        )
    except actions.NightsRefused as refused:
        return _show_night(request, course, day, forms.sentences(refused.wrong))
    return redirect("sleep:show-diary")


def _show_night(request: PatientRequest, course: Course, day: date, errors: tuple[FormError, ...] = ()) -> HttpResponse:
    typed = forms.typed(request.POST) if request.method == "POST" else None
    page = pages.night_page(course, day, zone=timezone.get_current_timezone_name(), typed=typed, errors=errors)
    return _render(request, "sleep/night.html", {"night": page, "team": _team(request)}, errors)


def _render(
    request: HttpRequest, template: str, context: Mapping[str, object], errors: tuple[FormError, ...]
) -> HttpResponse:
    asked = {"errors": errors, "form_id": id_for_form(request), **context}
    return render(request, template, asked, status=422 if errors else 200)


@require_POST
@patient_only
def withdraw_night(request: PatientRequest, night: str) -> HttpResponseBase:
    _course_of, day = _night(request, night)
    actions.withdraw_night(day, patient=request.patient, by=request.user.id, now=clock.now(), id=sent_id(request))
    return redirect("sleep:show-diary")


@require_safe
@patient_only
def show_window(request: PatientRequest) -> HttpResponseBase:
    course = _course(request)
    context = {
        "card": pages.window_card(course, forms.language()),
        "columns": pages.week_columns(),
        "weeks": pages.week_lines(course, forms.language()) if course.decided else (),
        "is_answered": course.answered_at is not None,
        "form_id": id_for_form(request),
    }
    return render(request, "sleep/window.html", context)


@require_http_methods(GET_OR_POST)
@patient_only
def answer_questions(request: PatientRequest) -> HttpResponseBase:
    asked = tuple(one.id for one in library.rules().conditions)
    answers, errors = forms.read_answers(request.POST, asked)
    if request.method == "POST" and not errors:
        actions.answer_questions(
            answers, patient=request.patient, by=request.user.id, now=clock.now(), id=sent_id(request)
        )
        return redirect("sleep:show-window")
    wrong = errors if request.method == "POST" else ()
    given = answers if request.method == "POST" else _course(request).answers
    context = {"questions": pages.questions(forms.language(), given, wrong, weekly=False), "replies": pages.replies()}
    return _render(request, "sleep/questions.html", context, wrong)


@require_http_methods(GET_OR_POST)
@patient_only
def start_window(request: PatientRequest) -> HttpResponseBase:
    course = _course(request)
    if pages.window_card(course, forms.language()).state != "ready":
        return redirect("sleep:show-window")
    if request.method != "POST":
        return _show_start(request, course)
    method, rise, errors = forms.read_start(request.POST)
    if errors or method is None or rise is None:
        return _show_start(request, course, errors)
    actions.start(method, rise, patient=request.patient, by=request.user.id, now=clock.now())
    return redirect("sleep:show-window")


def _show_start(request: PatientRequest, course: Course, errors: tuple[FormError, ...] = ()) -> HttpResponse:
    page = pages.start_page(course, forms.language(), request.POST, errors)
    return _render(request, "sleep/start.html", {"start": page}, errors)


@require_http_methods(GET_OR_POST)
@patient_only
def too_hard(request: PatientRequest) -> HttpResponseBase:
    """Longer at once, or none for now: the person decides, and talks to somebody if they wish."""
    course = _course(request)
    card = pages.window_card(course, forms.language())
    if course.window is None:
        return redirect("sleep:show-window")
    if request.method != "POST":
        return _render(request, "sleep/too-hard.html", {"card": card}, ())
    by, now = request.user.id, clock.now()
    try:
        if request.POST.get("wish") == "stop":
            actions.stop(patient=request.patient, by=by, now=now)
        elif request.POST.get("wish") == "longer":
            actions.ease(patient=request.patient, window=forms.decided(request.POST), by=by, now=now)
    except (actions.NoWindow, journal.EntryConflict):
        pass  # another page decided in between: the window's own page shows what holds now
    return redirect("sleep:show-window")


@require_http_methods(GET_OR_POST)
@patient_only
def answer_week(request: PatientRequest) -> HttpResponseBase:
    course = _course(request)
    if course.window is None and request.method != "POST":
        return redirect("sleep:show-window")
    asked = tuple(one.id for one in library.rules().weekly)
    answers, errors = forms.read_answers(request.POST, asked)
    if request.method == "POST" and not errors:
        return _answered(request, answers)
    wrong = errors if request.method == "POST" else ()
    context = {
        "questions": pages.questions(forms.language(), answers, wrong, weekly=True),
        "replies": pages.replies(),
        "card": pages.window_card(course, forms.language()),
        "told": pages.who_is_told(request.patient, clock.now()),
    }
    return _render(request, "sleep/week.html", context, wrong)


def _answered(request: PatientRequest, answers: dict[str, str]) -> HttpResponseBase:
    """Kept in any case, also when the window ended in between."""
    id = sent_id(request)
    try:
        _keep_week(request, answers, id)
    except journal.EntryConflict:
        if id is None or queries.YES not in answers.values():
            raise
        # A yes after *Back*, on a form that was sent before with other answers: it is an answer of its own.
        _keep_week(request, answers, uuid5(id, repr(sorted(answers.items()))))
    return redirect("sleep:show-window")


def _keep_week(request: PatientRequest, answers: dict[str, str], id: UUID | None) -> None:
    actions.answer_week(
        answers, language=forms.language(), patient=request.patient, by=request.user.id, now=clock.now(), id=id
    )
