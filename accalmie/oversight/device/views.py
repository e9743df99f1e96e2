"""The ways in: reporting an incident, classifying it, the hazard log, and saying that something did harm."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accalmie.foundation import clock, journal
from accalmie.foundation.access.decorators import patient_only, refusal, staff_only
from accalmie.foundation.access.queries import NotYours, patients_of
from accalmie.foundation.journal.form_ids import id_for_form, sent_id
from accalmie.foundation.people.requests import PatientRequest, PersonRequest
from accalmie.oversight.device import actions, forms, pages, queries
from accalmie.oversight.device.hazards import hazard_log
from accalmie.oversight.device.models import Harm, Kind
from accalmie.safety.library import helplines
from accalmie.safety.pages import help_page
from accalmie.safety.readers import readers

P = ParamSpec("P")
StaffView = Callable[Concatenate[PersonRequest, P], HttpResponseBase]


def _language() -> str:
    return "en" if (get_language() or "fr").startswith("en") else "fr"


def _today() -> date:
    return timezone.localtime(clock.now()).date()


def lead_only(view: StaffView[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """For whoever classifies incidents: by their role, or because they lead on the rota of now."""

    def door(request: PersonRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not queries.may_classify(request.user, now=clock.now()):
            return refusal(request)
        return view(request, *args, **kwargs)

    return wraps(view)(staff_only(door))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def report_incident(request: PersonRequest) -> HttpResponseBase:
    """One page, under a minute; below it, what became of what they reported before."""
    mine = [(one.id, one.person.called) for one in patients_of(request.user, now=clock.now())]
    given = request.POST if request.method == "POST" else None
    initial = {"happened_on": _today(), "patient": request.GET.get("patient", "")}
    form = forms.ReportForm(given, patients=mine, today=_today(), initial=initial)
    if request.method == "POST" and form.is_valid():
        return _reported(request, form)
    context = {
        "form": form,
        "form_id": id_for_form(request),
        "lines": pages.own_lines(request.user, clock.now(), _language()),
        "is_sent": "sent" in request.GET,
        "has_lead": queries.has_lead(request.user.organisation_id),
        "may_classify": queries.may_classify(request.user, now=clock.now()),
    }
    return render(request, "device/report.html", context, status=422 if form.errors else 200)


def _reported(request: PersonRequest, form: forms.ReportForm) -> HttpResponseBase:
    given = form.cleaned_data
    try:
        actions.report(
            by=request.user,
            what=given["what"],
            done=given["done"],
            happened_on=given["happened_on"],
            harm=Harm(given["harm"]),
            patient=given["patient"],
            now=clock.now(),
            id=sent_id(request),
        )
    except NotYours:
        return refusal(request)
    return redirect(f"{reverse('device:report-incident')}?sent")


@require_safe
@lead_only
def list_incidents(request: PersonRequest) -> HttpResponseBase:
    context = {
        "lines": pages.incident_lines(request.user, clock.now(), _language()),
        "harms": pages.nameless_lines(request.user, _language()),
    }
    return render(request, "device/incidents.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@lead_only
def classify_incident(request: PersonRequest, id: UUID) -> HttpResponseBase:
    """One report: read, classified, classified again, closed. Nothing that was decided before goes."""
    try:
        found = queries.incident_of(request.user, id)
    except queries.NotHere:
        raise Http404 from None
    given = request.POST if request.method == "POST" else None
    form = forms.ClassifyForm(given, today=_today(), initial=_standing(found))
    if request.method == "POST" and form.is_valid():
        return _classified(request, id, form)
    context = {
        "incident": pages.incident_page(found, clock.now(), _language()),
        "form": form,
        "form_id": id_for_form(request),
    }
    return render(request, "device/incident.html", context, status=422 if form.errors else 200)


def _standing(found: queries.Standing) -> dict[str, object]:
    """What was decided last, to be changed; the day of the report for one that nobody has classified."""
    latest = found.latest
    if latest is None:
        return {"aware_on": timezone.localtime(found.incident.reported_at).date(), "clock": "NONE"}
    said = queries.decision_of(latest)
    return {
        "kind": latest.kind,
        "severity": latest.severity,
        "hazard": latest.hazard,
        "clock": latest.clock or "NONE",
        "aware_on": latest.aware_on,
        "told_on": latest.told_on,
        "measures": said.measures,
        "closing": said.closing,
    }


def _classified(request: PersonRequest, id: UUID, form: forms.ClassifyForm) -> HttpResponseBase:
    verdict = actions.Verdict(**{**form.cleaned_data, "kind": Kind(form.cleaned_data["kind"])})
    actions.classify(incident=id, verdict=verdict, by=request.user, now=clock.now(), id=sent_id(request))
    return redirect("device:list-incidents")


@require_http_methods(["GET", "HEAD", "POST"])
@lead_only
def file_harm(request: PersonRequest, id: UUID) -> HttpResponseBase:
    """Something that did harm, without who told it: under which hazard it belongs."""
    lines = pages.nameless_lines(request.user, _language())
    line = next((one for one in lines if one.id == id), None)
    if line is None:
        raise Http404
    form = forms.FileForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.file_harm(told=id, hazard=form.cleaned_data["hazard"], by=request.user, now=clock.now())
        return redirect("device:list-incidents")
    return render(request, "device/harm.html", {"line": line, "form": form}, status=422 if form.errors else 200)


@require_safe
@staff_only
def show_hazards(request: PersonRequest) -> HttpResponseBase:
    log, language = hazard_log(), _language()
    context = {
        "lines": pages.hazard_lines(log, language),
        "version": log.version,
        "scope": log.scope[language],
        "scales": log.scales.source[language],
        "unaccepted": sum(log.risk(one.after) > log.scales.accepted for one in log.hazards),
    }
    return render(request, "device/hazards.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@patient_only
def tell_harm(request: PatientRequest) -> HttpResponseBase:
    """Something did harm: said in a tick or a word. Thoughts of dying lead to help before anything else."""
    read_by = readers(request.patient, now=clock.now())
    form = forms.HarmForm(request.POST if request.method == "POST" else None, is_read=bool(read_by.names))
    if request.method == "POST" and form.is_valid():
        answer = _told(request, form)
        if answer is not None:
            return answer
    context = {
        "form": form,
        "form_id": id_for_form(request),
        "readers": read_by,
        "help": help_page(helplines(), _language()),
        "told": pages.harm_lines(request.patient),
        "is_told": request.GET.get("told", "") if request.GET.get("told") in actions.WISHES else "",
        "has_lead": queries.has_lead(request.user.organisation_id),
    }
    return render(request, "device/tell-harm.html", context, status=422 if form.errors else 200)


def _told(request: PatientRequest, form: Form) -> HttpResponseBase | None:
    """Kept, and where that leads; None when the same form was sent before with other words, which stay in it."""
    given = form.cleaned_data
    try:
        source = actions.tell_harm(
            patient=request.patient,
            domains=given["domains"],
            cause=given["cause"],
            wish=given["wish"],
            words=given["words"],
            asked=pages.asked_words(given["domains"], given["words"]),
            by=request.user.id,
            now=clock.now(),
            id=sent_id(request),
        )
    except journal.EntryConflict:
        form.add_error(None, _("This was sent already, with other words. The first is kept; yours is below."))
        return None
    if "dying" in given["domains"]:
        return redirect("safety:answer-questions", source)
    return redirect(f"{reverse('device:tell-harm')}?told={given['wish']}")
