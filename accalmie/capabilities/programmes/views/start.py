"""Choosing a programme and starting it, or being led to a person."""

from __future__ import annotations

from typing import Literal, cast
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accalmie.capabilities.programmes import actions, library, pages, queries
from accalmie.capabilities.programmes.forms import DoctorForm
from accalmie.capabilities.programmes.views.closed import not_open
from accalmie.capabilities.programmes.views.forms_of import author_of, new_id
from accalmie.capabilities.programmes.views.journey import go_on
from accalmie.capabilities.programmes.views.oriented import outcome_of
from accalmie.core.programme import engine
from accalmie.core.programme.nodes import START_FLAGS, Mode, Programme, fact_name
from accalmie.core.rules import Value, names
from accalmie.foundation import clock
from accalmie.foundation.access.decorators import patient_only
from accalmie.foundation.access.queries import professionals_of
from accalmie.foundation.people.requests import PatientRequest
from accalmie.foundation.steps.beside import beside
from accalmie.safety.library import opening
from accalmie.safety.readers import readers
from accalmie.safety.readiness.queries import NotOpenYet, is_open

ANSWERS = {"no": "no", "yes": "yes", "declined": "unsaid"}
"""What the form sends, and what the journal calls it."""
TYPED = {kept: sent for sent, kept in ANSWERS.items()}


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
    edition, now = _edition(name), clock.now()
    programme = edition.programme
    if not is_open(now) and not _following(request, name):
        return not_open(request, programme)
    facts = queries.start_facts(request.patient, now=now)
    team = professionals_of(request.patient, now=now)
    page = pages.start_page(
        edition,
        get_language() or "fr",
        standing=facts,
        professional=team[0].called if team else "",
        mode=_mode(request, name),
        modes=_open_modes(request, programme, facts),
        form_id=request.POST.get("id") or new_id(),
        given=_given(request, name),
        missing=missing,
        following=_following(request, name),
        incomplete=_is_incomplete(request, programme, facts),
        first=_first(request, programme),
    )
    context = {"start": page, "beside": beside(name, get_language() or "fr")}
    return render(request, "programmes/start.html", context, status=422 if missing else 200)


def _edition(name: str) -> library.Edition:
    try:
        return library.startable(name)
    except library.NotPublished:
        raise Http404 from None


BY_ONESELF: tuple[Mode, ...] = ("guided", "alone")
"""What somebody may choose themself; sessions are agreed with a professional."""


def _mode(request: PatientRequest, programme: str) -> Mode:
    """How somebody would begin: as they say here, or as *M'orienter* led, or else with their professional if they have
    one."""
    wanted = request.POST.get("mode") or request.GET.get("mode") or _led_to(request.patient, programme)
    if wanted in BY_ONESELF:
        return wanted
    return "guided" if professionals_of(request.patient, now=clock.now()) else "alone"


def _led_to(patient: UUID, programme: str) -> str:
    """The mode of the outcome that counts now, theirs or their professional's, while its answers still serve."""
    oriented = queries.orientation(patient)
    if oriented is None or oriented.reached_at is None or oriented.reached_at < clock.now() - opening().questions:
        return ""
    led = outcome_of(oriented.place.programme, oriented.outcome)
    return led.mode if led.programme == programme else ""


def _open_modes(request: PatientRequest, programme: Programme, facts: dict[str, Value]) -> tuple[Mode, ...]:
    """The modes in which this person may begin now, with somebody first."""
    if queries.is_held(request.patient):
        return ()
    has_team = bool(professionals_of(request.patient, now=clock.now()))
    return tuple(
        mode
        for mode in BY_ONESELF
        if (has_team or mode == "alone") and engine.admission(programme, mode, facts) == "open"
    )


def _given(request: PatientRequest, programme: str) -> dict[str, str]:
    """What was typed just now, or else what the person answered lately."""
    if request.method == "POST":
        return {key: value for key, value in request.POST.items() if isinstance(value, str)}
    own = queries.own_answers(request.patient, programme, now=clock.now())
    own = own or _told_already(request.patient, _edition(programme).programme)
    return {question: TYPED[answer] for question, answer in own.items() if answer in TYPED}


def _told_already(patient: UUID, programme: Programme) -> dict[str, str]:
    """What *M'orienter* was answered to the same questions, while its answers still serve."""
    oriented = queries.orientation(patient)
    if oriented is None or oriented.reached_at is None or oriented.reached_at < clock.now() - opening().questions:
        return {}
    return queries.told_already(oriented, programme)


def _following(request: PatientRequest, programme: str) -> Literal["", "this", "another"]:
    place = queries.current_place(request.patient)
    if place is None or place.is_over(clock.now()):
        return ""
    return "this" if place.progress.programme == programme else "another"


def _is_incomplete(request: PatientRequest, programme: Programme, facts: dict[str, Value]) -> bool:
    """Whether a questionnaire of this programme was answered with so many left aside that it has no total."""
    scores = queries.standing_scores(request.patient)
    names = [plan.instrument for plan in programme.measures]
    return any(name in scores and scores[name][0] is None and fact_name(name) not in facts for name in names)


def _first(request: PatientRequest, programme: Programme) -> pages.PersonFirstPage | None:
    """A danger or a score that opens nothing is said before any question is asked for nothing."""
    facts, mode = queries.start_facts(request.patient, now=clock.now()), _mode(request, programme.id)
    if mode != "alone" and not professionals_of(request.patient, now=clock.now()):
        return _person_first(request, programme, ("professional",), None)
    no_to_all = {question.id: "no" for question in programme.needs_a_person}
    held = queries.is_held(request.patient)
    reasons = actions.why_a_person(programme, mode=mode, facts=facts, answers=no_to_all, held=held)
    if reasons in ((), ("measure_missing",)) or (reasons == ("score",) and _is_half_known(programme, mode, facts)):
        return None
    opener = actions.what_opens(programme, mode=mode, facts=facts, reasons=reasons)
    return _person_first(request, programme, reasons, opener)


def _is_half_known(programme: Programme, mode: Mode, facts: dict[str, Value]) -> bool:
    """Whether the start rule reads a score that is not there yet: it is asked for before the others are judged."""
    read = names(programme.start[mode]) - set(START_FLAGS) if mode in programme.start else frozenset()
    return any(facts.get(name) is None for name in read)


def _person_first(
    request: PatientRequest, programme: Programme, reasons: tuple[str, ...], opener: engine.Opener | None
) -> pages.PersonFirstPage:
    facts = queries.start_facts(request.patient, now=clock.now())
    by_mode = set(reasons) <= {"score", "danger", "professional"}
    open_modes = _open_modes(request, programme, facts) if by_mode else ()
    others = [one for one in open_modes if one != _mode(request, programme.id)]
    return pages.person_first_page(
        programme,
        get_language() or "fr",
        reasons,
        opener=opener,
        readers=readers(request.patient, now=clock.now()),
        other=others[0] if others else "",
    )


@require_POST
@patient_only
def start_programme(request: PatientRequest, programme: str) -> HttpResponseBase:
    wanted = _edition(programme).programme
    answers = {question.id: ANSWERS.get(request.POST.get(question.id, "")) for question in wanted.needs_a_person}
    missing = tuple(name for name, answer in answers.items() if answer is None)
    if missing:
        return _show(request, programme, missing)
    return _start(request, wanted, cast(dict[str, str], answers))


def _start(request: PatientRequest, programme: Programme, answers: dict[str, str]) -> HttpResponse:
    language = get_language() or "fr"
    try:
        actions.enrol(
            author=author_of(request),
            programme=programme.id,
            mode=_mode(request, programme.id),
            language=language,
            answers=answers,
        )
    except actions.NeedsAPerson as refusal:
        if refusal.reasons == ("measure_missing",):
            return redirect("programmes:show-programme", programme.id)
        page = _person_first(request, programme, refusal.reasons, refusal.opener)
        return render(request, "programmes/person-first.html", {"person": page})
    except NotOpenYet:
        return not_open(request, programme)
    except actions.AlreadyEnrolled:
        return go_on()
    return go_on()


@require_http_methods(["GET", "HEAD", "POST"])
@patient_only
def name_doctor(request: PatientRequest, programme: str) -> HttpResponseBase:
    """The doctor beside a programme, named by the person; then back to the programme."""
    wanted = _edition(programme).programme
    form = DoctorForm(request.POST or None, initial=_named(request))
    if request.method == "POST" and form.is_valid():
        actions.name_doctor(author=author_of(request), **form.cleaned_data)
        return redirect("programmes:show-programme", programme)
    language = pages.language_for(wanted, get_language() or "fr")
    context = {"form": form, "programme": programme, "title": wanted.title[language]}
    context["form_id"] = request.POST.get("id") or new_id()
    return render(request, "programmes/doctor.html", context, status=422 if form.errors else 200)


def _named(request: PatientRequest) -> dict[str, str]:
    named = queries.doctor(request.patient)
    return {} if named is None else {"role": named.role, "name": named.name}
