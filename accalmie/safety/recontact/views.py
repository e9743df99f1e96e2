"""The ways in: what was agreed, for the person; proposing, what is due and each step, for whoever does it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from markupsafe import Markup

from accalmie.foundation import clock, journal
from accalmie.foundation.access.decorators import patient_only, professional_only
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.access.policy import may
from accalmie.foundation.access.queries import NotYours, patient_of
from accalmie.foundation.clinic.queries import clinic
from accalmie.foundation.journal.form_ids import id_for_form, sent_id
from accalmie.foundation.people.kept_words import kept_twice, words_in
from accalmie.foundation.people.models import Patient, Person
from accalmie.foundation.people.queries import contact_of, patient_named
from accalmie.foundation.people.requests import PatientRequest, PersonRequest
from accalmie.foundation.rows import of_organisation
from accalmie.safety.alerts import forms as alerts, on_call
from accalmie.safety.library import helplines
from accalmie.safety.recontact import actions, forms, pages, queries
from accalmie.safety.recontact.models import Step

_LISTENS = "suicide-3114"
_NAMES = {"outcome": "ending"}
"""What a field of a form is called in the entry, where the two differ."""


@require_safe
@patient_only
def show_mine(request: PatientRequest) -> HttpResponseBase:
    """What was agreed, what comes, and how to stop it."""
    return _mine(request, forms.RhythmForm(auto_id="%s"))


def _mine(request: PatientRequest, form: forms.RhythmForm) -> HttpResponse:
    context = {
        "mine": pages.mine(request.patient),
        "card": _card(patient_named(request.patient)),
        "form": form,
        "form_id": id_for_form(request),
        "is_stopped": "stopped" in request.GET,
        "is_asked": "asked" in request.GET,
    }
    return render(request, "recontact/mine.html", context, status=422 if form.errors else 200)


@require_POST
@patient_only
def stop(request: PatientRequest) -> HttpResponseBase:
    """One touch: it ends."""
    with suppress(journal.EntryConflict):
        actions.stop(patient=request.patient, by=request.user, now=clock.now(), id=sent_id(request))
    return redirect("/recontact/?stopped")


@require_POST
@patient_only
def ask_rhythm(request: PatientRequest) -> HttpResponseBase:
    """Another rhythm, please: whoever keeps in touch answers."""
    form = forms.RhythmForm(request.POST, auto_id="%s")
    if not form.is_valid():
        return _mine(request, form)
    try:
        actions.ask_rhythm(
            patient=request.patient, by=request.user, now=clock.now(), id=sent_id(request), **form.cleaned_data
        )
    except (actions.NothingAgreed, journal.EntryConflict) as refused:
        if not _is_kept(request, request.patient, form.cleaned_data):
            if isinstance(refused, journal.EntryConflict):
                raise
            raise Http404 from None  # it ended meanwhile: what they wrote is shown to them
    return redirect("/recontact/?asked")


@require_safe
@patient_only
def my_card(request: PatientRequest) -> HttpResponseBase:
    """The card with a number, to print."""
    return render(request, "recontact/card.html", {"card": _card(patient_named(request.patient)), "patient": None})


def _card(patient: Patient) -> dict[str, object]:
    """The clinic's number and its hours, then the line that answers day and night."""
    language = (get_language() or "fr")[:2]
    ours = clinic(patient.organisation_id)
    line = next((one for one in helplines() if one.id == _LISTENS), None)
    return {"clinic": ours, "hours": ours.hours(language), "line": line, "language": language}


@require_safe
@professional_only
def list_due(request: PersonRequest) -> HttpResponseBase:
    """What this reader does now; for the rota, also what is late or due today in their service."""
    now, is_on_rota = clock.now(), on_call.is_on_rota(request.user)
    steps = queries.to_do(request.user, now=now, is_on_rota=is_on_rota)
    lines = pages.step_lines(steps, request.user, now=now)
    return render(request, "recontact/due.html", {"steps": lines, "is_on_rota": is_on_rota})


@require_POST
@professional_only
def take(request: PersonRequest, planned: UUID) -> HttpResponseBase:
    """*I take this over*: what is left of this recontact is theirs, and the record opens."""
    with of_organisation():
        row = Step.objects.filter(id=planned).first()
    if row is None:
        raise Http404
    try:
        actions.take(patient=row.patient_id, agreed=row.recontact, by=request.user, now=clock.now())
    except (actions.NotOnCall, actions.NothingAgreed):
        raise Http404 from None
    return redirect("recontact:show-step", row.patient_id, row.id)


@require_http_methods(["GET", "HEAD", "POST"])
@professional_only
def propose(request: PersonRequest, patient: UUID) -> HttpResponseBase:
    """What the person said when it was proposed."""
    found = _in_care(request, patient)
    initial = {"after": "alert"} if actions.alert_behind(patient) else {}
    form = forms.ProposeForm(request.POST if request.method == "POST" else None, initial=initial, auto_id="%s")
    if form.is_valid() and _kept(request, found, form):
        return redirect("caseload:show-patient", patient)
    context = {
        "form": form,
        "called": found.person.called,
        "patient": patient,
        "going": queries.current(patient),
        "form_id": id_for_form(request),
        "telephone": contact_of(found).telephone,
    }
    return render(request, "recontact/propose.html", context, status=422 if form.errors else 200)


def _kept(request: PersonRequest, patient: Patient, form: forms.ProposeForm) -> bool:
    """Sent twice with other words: the first are kept, and the second shown (people.kept_words)."""
    given, now, id = form.cleaned_data, clock.now(), sent_id(request)
    try:
        if given["said"] == "agreed":
            agreed = {name: given[name] for name in ("after", "attempts", "since", "by_message", "doctor")}
            actions.agree(patient=patient.id, agreement=actions.Agreement(**agreed), by=request.user, now=now, id=id)
        elif given["said"] == "refused":
            actions.refuse(patient=patient.id, after=given["after"], by=request.user, now=now, id=id)
        else:
            actions.note_elsewhere(
                patient=patient.id, after=given["after"], name=given["name"], by=request.user, now=now, id=id
            )
    except journal.EntryConflict:
        if not _is_kept(request, patient.id, given):
            raise
    except actions.NotOffered:
        form.refuse_after()
        return False
    return True


@require_POST
@professional_only
def note_stop(request: PersonRequest, patient: UUID) -> HttpResponseBase:
    """The person told a professional that they do not wish it any more."""
    found = _in_care(request, patient)
    with suppress(journal.EntryConflict):
        actions.stop(patient=found.id, by=request.user, now=clock.now(), id=sent_id(request))
    return redirect("caseload:show-patient", patient)


@require_safe
@professional_only
def print_card(request: PersonRequest, patient: UUID) -> HttpResponseBase:
    """The card to give to the person."""
    found = _in_care(request, patient)
    return render(request, "recontact/card.html", {"card": _card(found), "patient": patient})


@require_safe
@professional_only
def print_letter(request: PersonRequest, patient: UUID) -> HttpResponseBase:
    """The letter to the GP or psychiatrist, to print and sign."""
    found = _in_care(request, patient)
    agreed = queries.latest(patient)
    if agreed is None or agreed.doctor not in ("gp", "psychiatrist"):
        raise Http404
    now = clock.now()
    context = {
        "letter": pages.letter(found, agreed, request.user, now=now),
        "clinic": clinic(found.organisation_id),
        "patient": patient,
        "today": now,
    }
    return render(request, "recontact/letter.html", context)


@require_safe
@professional_only
def show_step(request: PersonRequest, patient: UUID, planned: UUID) -> HttpResponseBase:
    """One step, with what was tried."""
    found, row = _step(request, patient, planned)
    return _show(request, found, row)


@require_POST
@professional_only
def note_try(request: PersonRequest, patient: UUID, planned: UUID) -> HttpResponseBase:
    """A try to reach the person."""
    found, row = _step(request, patient, planned)
    form = alerts.TryForm(request.POST, auto_id="try-%s")

    def act() -> None:
        actions.note_try(
            patient=patient, step=planned, by=request.user, now=clock.now(), id=sent_id(request), **form.cleaned_data
        )

    return _done(request, found, row, form, act)


@require_POST
@professional_only
def close_step(request: PersonRequest, patient: UUID, planned: UUID) -> HttpResponseBase:
    """What came of it."""
    found, row = _step(request, patient, planned)
    form = forms.CloseForm(request.POST, kind=row.kind, auto_id="close-%s")

    def act() -> None:
        given = form.cleaned_data
        ending = actions.Ending(given["outcome"], given["words"], given["receipt"])
        actions.close(
            patient=patient, step=planned, ending=ending, by=request.user, now=clock.now(), id=sent_id(request)
        )

    return _done(request, found, row, form, act)


@require_POST
@professional_only
def move_step(request: PersonRequest, patient: UUID, planned: UUID) -> HttpResponseBase:
    """Another day, agreed with the person."""
    found, row = _step(request, patient, planned)
    form = forms.MoveForm(request.POST, auto_id="move-%s")

    def act() -> None:
        actions.move(
            patient=patient, step=planned, by=request.user, now=clock.now(), id=sent_id(request), **form.cleaned_data
        )

    return _done(request, found, row, form, act)


def _done(request: PersonRequest, patient: Patient, step: Step, form: Form, act: Callable[[], None]) -> HttpResponse:
    """Act if the form holds and the record allows it; else the page again, with what was typed. Done meanwhile, by
    themselves or a colleague: the words that found no place are shown."""
    if form.is_valid():
        try:
            act()
        except (actions.NoSuchStep, journal.EntryConflict):
            if words_in(request) and not _is_kept(request, patient.id, form.cleaned_data):
                return kept_twice(request)
            return redirect("recontact:show-step", patient.id, step.id)
        except actions.NotYet as missing:
            assert isinstance(form, forms.CloseForm)
            form.refuse(missing.code)
        else:
            return redirect("recontact:show-step", patient.id, step.id)
    return _show(request, patient, step, form)


def _is_kept(request: HttpRequest, patient: UUID, given: dict[str, Any]) -> bool:
    """Whether this form was kept before and said the same: what follows from it may have other hours."""
    id = sent_id(request)
    before = None if id is None else journal.entry(patient, id)
    return before is not None and all(
        getattr(before.value, _NAMES.get(name, name), said) == said for name, said in given.items()
    )


def _show(request: PersonRequest, patient: Patient, step: Step, refused: Form | None = None) -> HttpResponse:
    closing = forms.CloseForm(kind=step.kind, auto_id="close-%s")
    context = {
        "step": pages.step_page(step, request.user, now=clock.now()),
        "called": patient.person.called,
        "patient": patient.id,
        "reach": contact_of(patient),
        "trying": refused if isinstance(refused, alerts.TryForm) else alerts.TryForm(auto_id="try-%s"),
        "closing": refused if isinstance(refused, forms.CloseForm) else closing,
        "moving": refused if isinstance(refused, forms.MoveForm) else forms.MoveForm(auto_id="move-%s"),
        "refused": refused,
        "form_id": id_for_form(request),
    }
    return render(request, "recontact/step.html", context, status=422 if refused and refused.errors else 200)


def _step(request: PersonRequest, patient: UUID, planned: UUID) -> tuple[Patient, Step]:
    """Raises Http404: not yours is not there."""
    found = _in_care(request, patient)
    row = queries.step(patient, planned)
    if row is None:
        raise Http404
    return found, row


def _in_care(request: PersonRequest, patient: UUID) -> Patient:
    try:
        return patient_of(request.user, patient, now=clock.now(), permission=Permission.RECONTACT_DECIDE)
    except NotYours:
        raise Http404 from None


def due_above(request: HttpRequest) -> Markup:
    """What is due of whoever reads this, at the top of their pages, as HTML; nothing for everybody else."""
    person = getattr(request, "user", None)
    if not isinstance(person, Person) or not may(person, Permission.ALERT_TAKE, now=clock.now()):
        return Markup()
    now = clock.now()
    late = queries.late_for(person, now=now, is_on_rota=on_call.is_on_rota(person))
    if not late:
        return Markup()
    return Markup(render_to_string("recontact/above.html", {"late": late}, request))  # noqa: S704 - our own template
