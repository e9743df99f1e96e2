"""*M'orienter*: ten minutes of questions, one at a page, and where they lead."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accalmie.capabilities.programmes import actions, library, pages, queries
from accalmie.capabilities.programmes.forms import OtherOutcomeForm
from accalmie.capabilities.programmes.queries import Oriented
from accalmie.capabilities.programmes.views import oriented as shown
from accalmie.capabilities.programmes.views.closed import not_open
from accalmie.capabilities.programmes.views.forms_of import author_of, new_id
from accalmie.core.entries import StepRef
from accalmie.foundation import clock, steps
from accalmie.foundation.access.decorators import patient_only
from accalmie.foundation.people.requests import PatientRequest
from accalmie.foundation.steps import Asked, FormError
from accalmie.foundation.steps.beside import beside
from accalmie.safety import queries as safety
from accalmie.safety.library import helplines, opening
from accalmie.safety.pages import help_page
from accalmie.safety.readers import readers, who_reads
from accalmie.safety.readiness.queries import NotOpenYet, is_open


def _language() -> str:
    return get_language() or "fr"


@require_safe
@patient_only
def find_my_way(request: PatientRequest) -> HttpResponseBase:
    """Begin, go on where one was, or see where it led."""
    waiting = safety.unanswered(request.patient)
    if waiting is not None:
        return redirect("safety:answer-questions", waiting)
    oriented = queries.orientation(request.patient)
    if oriented is None or _is_stale(oriented):
        return _show_beginning(request)
    plan = oriented.place.plan(clock.now())
    if oriented.place.progress.ended or plan.page != "step":
        return redirect("programmes:orientation-result")
    return redirect("programmes:orientation-step", plan.step)


def _is_stale(oriented: Oriented) -> bool:
    progress = oriented.place.progress
    return progress.ended_at is None and clock.now() - progress.last_active_at > opening().orientation


def _show_beginning(request: PatientRequest) -> HttpResponse:
    programme = _edition().programme
    if not is_open(clock.now()):
        return not_open(request, programme)
    language = pages.language_for(programme, _language())
    context = {
        "title": programme.title[language],
        "summary": programme.summary[language],
        "form_id": new_id(),
        "beside": beside(programme.id, _language()),
    }
    return render(request, "programmes/orientation-begin.html", context)


def _edition() -> library.Edition:
    try:
        return library.orientation()
    except library.NotPublished:
        raise Http404 from None


@require_POST
@patient_only
def start(request: PatientRequest) -> HttpResponseBase:
    edition = _edition()
    try:
        actions.orient(author=author_of(request), language=_language())
    except NotOpenYet:
        return not_open(request, edition.programme)
    return redirect("programmes:find-my-way")


@require_http_methods(["GET", "HEAD", "POST"])
@patient_only
def answer(request: PatientRequest, step: str) -> HttpResponseBase:
    """One question. Those behind may be answered again; those ahead wait for their turn."""
    oriented = _under_way(request, step)
    if oriented is None:
        return redirect("programmes:find-my-way")
    asked = _asked(request, oriented, step)
    if request.method != "POST":
        return _show(request, oriented, asked)
    kind = steps.kind_of(asked.step)
    given = kind.read(asked, request.POST)
    if given.errors:
        return _show(request, oriented, asked, given.errors)
    actions.complete_step(author=author_of(request), at=asked.at, kind=kind.name, given=given)
    return redirect("programmes:find-my-way")


@require_POST
@patient_only
def decline(request: PatientRequest, step: str) -> HttpResponseBase:
    oriented = _under_way(request, step)
    if oriented is not None:
        actions.decline_step(author=author_of(request), at=_ref(oriented, step))
    return redirect("programmes:find-my-way")


def _under_way(request: PatientRequest, step: str) -> Oriented | None:
    """The orientation that runs, if this is its next step or one behind. Raises Http404 for no step of it."""
    oriented = queries.orientation(request.patient)
    if oriented is None or oriented.place.progress.ended:
        return None
    if step not in {one.id for one in shown.steps_of(oriented.place.programme)}:
        raise Http404
    is_next = oriented.place.plan(clock.now()).step == step
    return oriented if is_next or shown.is_met(oriented.place, step) else None


def _ref(oriented: Oriented, step: str) -> StepRef:
    modules = oriented.place.programme.modules
    module = next(one.id for one in modules if any(slot.step == step for slot in one.slots))
    return StepRef(enrolment=oriented.place.enrolment, module=module, step=step)


def _asked(request: PatientRequest, oriented: Oriented, step: str) -> Asked:
    place, now = oriented.place, clock.now()
    node = place.programme.steps[step]
    language = pages.language_for(place.programme, _language())
    choice = place.progress.choices.get(step, "")
    return Asked(
        patient=request.patient,
        step=node,
        wording=node.wording[language],
        language=language,
        at=_ref(oriented, step),
        parts=pages.parts(place, node, language, now),
        typed=request.POST if request.method == "POST" else None,
        earlier=oriented.said if node.kind == "screening" else {"choice": choice},
        now=now,
        programme=place.programme.id,
    )


def _show(
    request: PatientRequest, oriented: Oriented, asked: Asked, errors: tuple[FormError, ...] = ()
) -> HttpResponse:
    page = shown.question_page(oriented.place, asked, form_id=request.POST.get("id") or new_id(), decline_id=new_id())
    context = {
        "question": page,
        "body": steps.kind_of(asked.step).show(asked, errors),
        "errors": errors,
        "says_who_reads": asked.step.kind == "screening",
        "is_followed": bool(readers(request.patient, now=clock.now()).team),
    }
    return render(request, "programmes/orientation-step.html", context, status=422 if errors else 200)


@require_safe
@patient_only
def show_result(request: PatientRequest) -> HttpResponseBase:
    """Where it leads. Coming here is what is journalled: a danger or a release may end the way outside its pages."""
    actions.arrive(author=author_of(request))
    return _result(request, OtherOutcomeForm(auto_id="other-%s"))


def _result(request: PatientRequest, form: OtherOutcomeForm) -> HttpResponseBase:
    oriented = queries.orientation(request.patient)
    if oriented is None or not oriented.reached:
        return redirect("programmes:find-my-way")
    page = shown.result_page(oriented, _language(), own=oriented.changed_by in (None, request.user.id))
    form.offer([(way.outcome, way.words) for way in page.ways])
    context = {
        "result": page,
        "form": form,
        "form_id": request.POST.get("id") or new_id(),
        "again_id": new_id(),
        "help": help_page(helplines(), _language()),
        "there": readers(request.patient, now=clock.now()),
        "is_noted": "noted" in request.GET,
        "readers": who_reads(request.patient, now=clock.now()),
    }
    return render(request, "programmes/orientation-result.html", context, status=422 if form.errors else 200)


@require_POST
@patient_only
def change(request: PatientRequest) -> HttpResponseBase:
    """Another way than the one proposed. A start that is not safe still leads to a person first."""
    oriented = queries.orientation(request.patient)
    if oriented is None or not oriented.reached:
        return redirect("programmes:find-my-way")
    page = shown.result_page(oriented, _language(), own=True)
    form = OtherOutcomeForm(request.POST, auto_id="other-%s")
    form.offer([(way.outcome, way.words) for way in page.ways])
    if not form.is_valid():
        return _result(request, form)
    actions.change_orientation(author=author_of(request), **form.cleaned_data)
    return redirect("programmes:orientation-result")
