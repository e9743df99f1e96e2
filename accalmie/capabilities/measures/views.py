"""The ways in: answering a questionnaire, noting a mood, reading one's own curve."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from accalmie.capabilities.measures import actions, forms, library, pages, queries
from accalmie.core.measures import Instrument, WordingMissing
from accalmie.foundation import clock
from accalmie.foundation.access.decorators import patient_only
from accalmie.foundation.design.ours import is_ours
from accalmie.foundation.journal.form_ids import id_for_form, sent_id
from accalmie.foundation.people.requests import PatientRequest
from accalmie.foundation.steps import FormError


def _go_on(request: HttpRequest) -> HttpResponse:
    """To whatever comes next: help first; else where the person was going, if that is a page of ours."""
    wanted = request.POST.get("next", "")
    return redirect(resolve_url(settings.NEXT_PAGE) + (f"?{urlencode({'next': wanted})}" if is_ours(wanted) else ""))


@require_http_methods(["GET", "HEAD", "POST"])
@patient_only
def answer_instrument(request: PatientRequest, instrument: str) -> HttpResponseBase:
    asked = library.instruments().get(instrument)
    if asked is None:
        raise Http404
    if request.method != "POST":
        return _show(request, asked)
    answers, errors = forms.read(asked, request.POST)
    if errors:
        return _show(request, asked, errors)
    actions.answer_instrument(
        patient=request.patient,
        instrument=asked,
        answers=answers,
        language=get_language() or "fr",
        by=request.user.id,
        now=clock.now(),
        id=sent_id(request),
    )
    return _go_on(request)


def _show(request: PatientRequest, asked: Instrument, errors: tuple[FormError, ...] = ()) -> HttpResponse:
    try:
        page = pages.questionnaire(
            asked,
            get_language() or "fr",
            request.POST if request.method == "POST" else None,
            has_errors=bool(errors),
            form_id=id_for_form(request),
            going_to=request.POST.get("next") or request.GET.get("next", ""),
        )
    except WordingMissing:
        raise Http404 from None
    context = {"sheet": page, "errors": errors}
    return render(request, "measures/questionnaire.html", context, status=422 if errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@patient_only
def note_mood(request: PatientRequest) -> HttpResponseBase:
    form = forms.MoodForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.note_mood(
            patient=request.patient,
            mood=form.cleaned_data["mood"],
            words=form.cleaned_data["words"],
            by=request.user.id,
            now=clock.now(),
            id=sent_id(request),
        )
        return redirect("/")
    context = {"form": form, "form_id": id_for_form(request)}
    return render(request, "measures/mood.html", context, status=422 if form.errors else 200)


@require_safe
@patient_only
def show_progress(request: PatientRequest) -> HttpResponseBase:
    curves = pages.curves(queries.scores(request.patient), library.instruments(), get_language() or "fr")
    context = {"curves": curves, "moods": queries.moods(request.patient, at_most=14)}
    return render(request, "measures/progress.html", context)
