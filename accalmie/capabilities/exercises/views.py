"""The ways in: what I wrote, one exercise again, and an exercise outside any programme."""

from __future__ import annotations

from uuid import UUID

import uuid6
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accalmie.capabilities.exercises import actions, forms, library, pages, queries
from accalmie.capabilities.exercises.pages import tools
from accalmie.core.entries import Answers
from accalmie.core.exercises import Exercise
from accalmie.foundation import clock, journal
from accalmie.foundation.access.decorators import patient_only
from accalmie.foundation.journal.form_ids import id_for_form, sent_id
from accalmie.foundation.people.requests import PatientRequest
from accalmie.foundation.steps import FormError


def _language() -> str:
    return pages.language_of(get_language())


@require_safe
@patient_only
def list_mine(request: PatientRequest) -> HttpResponseBase:
    sheets = [pages.sheet_line(sheet, _language()) for sheet in queries.mine(request.patient)]
    return render(request, "exercises/mine.html", {"sheets": sheets})


@require_safe
@patient_only
def list_exercises(request: PatientRequest) -> HttpResponseBase:
    return render(request, "exercises/list.html", {"cards": pages.cards(_language())})


@require_safe
@patient_only
def show_written(request: PatientRequest, written: UUID) -> HttpResponseBase:
    sheet = queries.one(request.patient, written)
    if sheet is None:
        raise Http404
    before = queries.before(request.patient, sheet, within=pages.looks_back(sheet))
    context = {
        "sheet": pages.sheet_page(sheet, _language(), before=before, among=_beside(request, sheet)),
        "answers": pages.answers_shown(queries.answers(request.patient, written=written)),
        "readers": pages.readers(request.patient, clock.now()),
        "form_id": str(uuid6.uuid7()),
    }
    return render(request, "exercises/written.html", context)


def _beside(request: PatientRequest, sheet: queries.Sheet) -> list[queries.Sheet]:
    """The sheets of the same tool, down to this one, the oldest first; this one alone when it is of no tool."""
    exercise = library.exercises().get(sheet.exercise)
    if exercise is None or not exercise.tool:
        return [sheet]
    return queries.of_exercises(request.patient, library.of_tool(exercise.tool), until=sheet.written_at)


@require_safe
@patient_only
def show_tool(request: PatientRequest, tool: str) -> HttpResponseBase:
    names = library.of_tool(tool)
    if not names:
        raise Http404
    sheets = queries.of_exercises(request.patient, names)
    last = sheets[-1] if sheets else None
    before = queries.before(request.patient, last, within=pages.looks_back(last)) if last else []
    context = {
        "first": pages.sheet_page(last, _language(), before=before).first if last else (),
        "tool": tools.tool_page(tool, sheets, _language()),
        "sheets": [pages.sheet_line(sheet, _language()) for sheet in reversed(sheets)],
    }
    return render(request, "exercises/tool.html", context)


@require_POST
@patient_only
def share_written(request: PatientRequest, written: UUID) -> HttpResponseBase:
    shared = request.POST.get("shared") == "yes"
    try:
        actions.share(
            patient=request.patient,
            written=written,
            shared=shared,
            by=request.user.id,
            now=clock.now(),
            id=sent_id(request),
        )
    except actions.NotTheirs:
        raise Http404 from None
    except journal.EntryConflict:
        pass  # both buttons of one page were pressed: the page shows which of them counted
    return redirect("exercises:show-written", written)


@require_http_methods(["GET", "HEAD", "POST"])
@patient_only
def write(request: PatientRequest, exercise: str) -> HttpResponseBase:
    asked = library.toolbox().get(exercise)
    if asked is None:
        raise Http404
    if request.method != "POST":
        return _show(request, asked, after=_goes_on_from(request, asked))
    answers, errors = forms.read(asked, request.POST)
    return _show(request, asked, errors) if errors else _keep(request, asked, answers)


def _keep(request: PatientRequest, asked: Exercise, answers: Answers) -> HttpResponse:
    written = actions.write(
        patient=request.patient,
        exercise=asked,
        answers=answers,
        shared=forms.is_shared(request.POST),
        by=request.user.id,
        now=clock.now(),
        id=sent_id(request),
    )
    return redirect("exercises:show-written", written)


def _goes_on_from(request: PatientRequest, asked: Exercise) -> queries.Sheet | None:
    """The sheet of theirs with which this one begins, as the address says."""
    try:
        sheet = queries.one(request.patient, UUID(request.GET.get("after", "")))
    except ValueError:
        return None
    return sheet if sheet and sheet.exercise == asked.id and asked.again == "go-on" else None


def _show(
    request: PatientRequest,
    asked: Exercise,
    errors: tuple[FormError, ...] = (),
    *,
    after: queries.Sheet | None = None,
) -> HttpResponse:
    begun = tools.onward(tools.until(after, _beside(request, after))) if after else None
    page = pages.form_page(
        asked,
        _language(),
        patient=request.patient,
        raw=forms.as_typed(asked, begun) if begun is not None else forms.typed(asked, request.POST),
        is_shared=forms.is_shared(request.POST),
        now=clock.now(),
        errors=errors,
        goes_on=after is not None,
    )
    context = {"sheet": page, "errors": errors, "form_id": id_for_form(request), "after": after.id if after else ""}
    return render(request, "exercises/write.html", context, status=422 if errors else 200)
