"""Doing a programme: its map, its steps, its practices and the question after each module."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accalmie.capabilities.programmes import actions, pages, queries
from accalmie.capabilities.programmes.forms import PracticeForm, RatingForm
from accalmie.capabilities.programmes.queries import Place
from accalmie.capabilities.programmes.views.calls import call_line
from accalmie.capabilities.programmes.views.forms_of import author_of, new_id
from accalmie.core.entries import StepRef
from accalmie.core.programme.engine import hurt_again
from accalmie.core.programme.nodes import CHOSEN, Step
from accalmie.foundation import clock, steps
from accalmie.foundation.access.decorators import patient_only
from accalmie.foundation.access.queries import professionals_of
from accalmie.foundation.design.addresses import reverse
from accalmie.foundation.people.kept_words import words_in
from accalmie.foundation.people.requests import PatientRequest
from accalmie.foundation.steps import Asked, FormError
from accalmie.foundation.steps.beside import Link, beside
from accalmie.safety.readers import who_reads


def go_on() -> HttpResponse:
    """To whatever comes next, which the home door decides."""
    return HttpResponseRedirect(reverse(settings.NEXT_PAGE))


def here(request: PatientRequest) -> Place:
    """The person's enrolment, running or just ended. Raises Http404 for someone who never started."""
    place = queries.last_place(request.patient)
    if place is None:
        raise Http404
    return place


def not_yet(request: PatientRequest) -> HttpResponse:
    """A step that comes later stays closed; what somebody wrote there all the same is on the page."""
    typed = words_in(request) if request.method == "POST" else []
    return render(request, "programmes/not-yet.html", {"typed": typed}, status=409)


@require_safe
@patient_only
def show_map(request: PatientRequest) -> HttpResponseBase:
    place = queries.last_place(request.patient)
    if place is None:
        return redirect("programmes:list-programmes")
    context = {
        "map": pages.map_page(place, get_language() or "fr", clock.now()),
        "decided": queries.last_decisions(request.patient, place.enrolment),
    }
    return render(request, "programmes/map.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@patient_only
def do_step(request: PatientRequest, module: str, step: str) -> HttpResponseBase:
    place = here(request)
    asked = _asked(request, place, module, step)
    if not place.has_reached(module, step, clock.now()):
        return not_yet(request)
    if request.method != "POST":
        return _show(request, place, asked)
    kind = steps.kind_of(asked.step)
    given = kind.read(asked, request.POST)
    if given.errors:
        return _show(request, place, asked, given.errors)
    chosen = str(given.answers.get(CHOSEN, ""))
    again = hurt_again(place.programme, place.progress.choices, step, chosen)
    actions.complete_step(author=author_of(request), at=asked.at, kind=kind.name, given=given, hurt_again=again)
    return _said_again(request) if again else go_on()


def _said_again(request: PatientRequest) -> HttpResponseBase:
    """Twice in a row it hurt them: whom that tells, or that it tells nobody, and how to go on."""
    team = professionals_of(request.patient, now=clock.now())
    context = {"team": team, "hurt_again": True, "go_on": reverse(settings.NEXT_PAGE)}
    return render(request, "programmes/person-asked.html", context)


def _asked(request: PatientRequest, place: Place, module: str, step: str) -> Asked:
    node = _step(place, module, step)
    language = pages.language_for(place.programme, get_language() or "fr")
    now = clock.now()
    return Asked(
        patient=request.patient,
        step=node,
        wording=node.wording[language],
        language=language,
        at=StepRef(enrolment=place.enrolment, module=module, step=step),
        parts=pages.parts(place, node, language, now),
        typed=request.POST if request.method == "POST" else None,
        now=now,
        programme=place.programme.id,
    )


def _step(place: Place, module: str, step: str) -> Step:
    slots = {slot.step for one in place.programme.modules if one.id == module for slot in one.slots}
    if step not in slots and step not in place.programme.recurring:
        raise Http404
    return place.programme.steps[step]


def _show(request: HttpRequest, place: Place, asked: Asked, errors: tuple[FormError, ...] = ()) -> HttpResponse:
    kind = steps.kind_of(asked.step)
    page = pages.step_page(
        place,
        asked,
        form_id=request.POST.get("id") or new_id(),
        decline_id=new_id(),
        replies=tuple(queries.replies(asked.patient, place.enrolment, asked.at.step)),
    )
    context = {"step": page, "body": kind.show(asked, errors), "errors": errors, "beside": _beside(place, asked)}
    if page.is_interlude:
        context["call"] = call_line(place, asked.patient)
    return render(request, "programmes/step.html", context, status=422 if errors else 200)


def _beside(place: Place, asked: Asked) -> tuple[Link, ...]:
    """What stands beside the page that opens a programme, such as the same shown in two minutes; of a path, what stands
    beside the programme that leads it."""
    programme = place.programme
    if asked.step.id != programme.opens_on:
        return ()
    return beside((programme.joins or (programme.id,))[0], asked.language)


@require_POST
@patient_only
def decline_step(request: PatientRequest, module: str, step: str) -> HttpResponseBase:
    place = here(request)
    node = _step(place, module, step)
    if not place.has_reached(module, step, clock.now()):
        return not_yet(request)
    at = StepRef(enrolment=place.enrolment, module=module, step=node.id)
    actions.decline_step(author=author_of(request), at=at, words=request.POST.get("words", ""))
    return go_on()


@require_http_methods(["GET", "HEAD", "POST"])
@patient_only
def note_practice(request: PatientRequest, module: str, step: str) -> HttpResponseBase:
    place = here(request)
    node = _step(place, module, step)
    if node.kind != "practice":
        raise Http404
    today = timezone.localtime(clock.now()).date()
    form = PracticeForm(request.POST or None, today=today, initial={"day": today})
    if request.method == "POST" and form.is_valid():
        return _keep_practice(request, StepRef(enrolment=place.enrolment, module=module, step=step), form)
    language = pages.language_for(place.programme, get_language() or "fr")
    page = pages.practice_page(place, node, module, language, form_id=request.POST.get("id") or new_id())
    return render(
        request, "programmes/practice.html", {"practice": page, "form": form}, status=422 if form.errors else 200
    )


def _keep_practice(request: PatientRequest, at: StepRef, form: PracticeForm) -> HttpResponse:
    day: date = form.cleaned_data["day"]
    done = form.cleaned_data["done"] == "yes"
    actions.note_practice(author=author_of(request), at=at, day=day, done=done, words=form.cleaned_data["words"])
    return go_on()


@require_http_methods(["GET", "HEAD", "POST"])
@patient_only
def rate_module(request: PatientRequest, module: str) -> HttpResponseBase:
    place = here(request)
    if module not in {one.id for one in place.programme.main}:
        raise Http404
    form = RatingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _keep_rating(request, place, module, form)
    page = pages.rating_page(place, module, get_language() or "fr", form_id=request.POST.get("id") or new_id())
    context = {"rating": page, "form": form, "readers": who_reads(request.patient, now=clock.now())}
    return render(request, "programmes/rating.html", context, status=422 if form.errors else 200)


def _keep_rating(request: PatientRequest, place: Place, module: str, form: RatingForm) -> HttpResponse:
    actions.rate_module(
        author=author_of(request),
        enrolment=place.enrolment,
        module=module,
        helped=form.helped_score,
        worse=form.worse_answer,
        words=form.cleaned_data["words"],
    )
    if form.worse_answer:
        return _made_worse(request)
    return go_on()


def _made_worse(request: PatientRequest) -> HttpResponse:
    """Somebody who says that it harmed them is not simply led on: a person, another exercise, or a rest."""
    names = [one.called for one in professionals_of(request.patient, now=clock.now())]
    ways = {"other_exercises": reverse(settings.OTHER_EXERCISES), "go_on": reverse(settings.NEXT_PAGE)}
    return render(request, "programmes/made-worse.html", {"team": names, **ways})
