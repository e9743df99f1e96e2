"""The ways in of alerts: the list of whoever is on call, one alert, and how they are reached themselves."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import uuid6
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from markupsafe import Markup

from accalmie.core.crisis.calendar import WEEK
from accalmie.foundation import clock
from accalmie.foundation.access.decorators import permitted
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.access.policy import may
from accalmie.foundation.access.queries import NotYours, patient_of
from accalmie.foundation.journal.form_ids import sent_id
from accalmie.foundation.people.models import Patient, Person
from accalmie.foundation.people.queries import contact_of
from accalmie.foundation.people.requests import PersonRequest
from accalmie.foundation.rows import of_organisation
from accalmie.safety.alerts import actions, forms, on_call, pages, queries
from accalmie.safety.alerts.models import Alert
from accalmie.safety.closures.queries import today
from accalmie.safety.pages import help_lines


def _language() -> str:
    return (get_language() or "fr")[:2]


@require_safe
@permitted(Permission.ALERT_TAKE)
def list_alerts(request: PersonRequest) -> HttpResponseBase:
    """What waits for whoever is on call, the gravest first."""
    now = clock.now()
    context = {
        "alerts": pages.alert_lines(queries.waiting_for(request.user), request.user, now=now),
        "is_on_rota": on_call.is_on_rota(request.user),
        "may_close": may(request.user, Permission.CLOSURE_DECLARE, now=now),
    }
    return render(request, "safety/alerts.html", context)


@require_POST
@permitted(Permission.ALERT_TAKE)
def take_alert(request: PersonRequest, source: UUID) -> HttpResponseBase:
    """*I answer this*: from here on it is theirs, and its page opens."""
    alert = _alert(source)
    try:
        actions.take(patient=alert.patient_id, source=source, by=request.user, now=clock.now())
    except (actions.NotOnCall, actions.NoSuchAlert):
        raise Http404 from None
    except actions.NoCoOwner:
        return render(request, "safety/no-co-owner.html", {"help": help_lines(_language())}, status=409)
    return redirect("safety:show-alert", source)


@require_safe
@permitted(Permission.ALERT_TAKE)
def show_alert(request: PersonRequest, source: UUID) -> HttpResponseBase:
    """One alert of somebody whose record this reader opens."""
    alert, patient = _opened(request, source)
    return _show(request, alert, patient)


@require_POST
@permitted(Permission.ALERT_TAKE)
def note_try(request: PersonRequest, source: UUID) -> HttpResponseBase:
    """A try to reach the person."""
    alert, patient = _opened(request, source)
    form = forms.TryForm(request.POST, auto_id="try-%s")

    def act() -> None:
        actions.note_try(
            patient=patient.id,
            source=source,
            by=request.user,
            now=clock.now(),
            id=sent_id(request),
            **form.cleaned_data,
        )

    return _done(request, alert, patient, form, act)


@require_POST
@permitted(Permission.ALERT_TAKE)
def close_alert(request: PersonRequest, source: UUID) -> HttpResponseBase:
    """How it ended."""
    alert, patient = _opened(request, source)
    if alert.closed_at is not None:
        return redirect("safety:show-alert", source)
    form = forms.CloseForm(_with_programme(request, alert), auto_id="close-%s")

    def act() -> None:
        given = form.cleaned_data
        seen = request.POST.get("seen", "")
        ending = actions.Ending(
            outcome=given["outcome"],
            words=given["words"],
            receipt=given["receipt"],
            programme_goes_on=given["goes_on"] == "yes",
            seen=int(seen) if seen.isdecimal() and len(seen) < 6 else None,
        )
        actions.close(
            patient=patient.id, source=source, ending=ending, by=request.user, now=clock.now(), id=sent_id(request)
        )

    return _done(request, alert, patient, form, act)


def _with_programme(request: HttpRequest, alert: Alert) -> dict[str, object]:
    """What was sent; where the level never held the programme, it goes on without a question."""
    sent: dict[str, object] = {**request.POST.dict()}
    return sent if queries.holds(alert) else {**sent, "goes_on": "yes"}


def _done(request: PersonRequest, alert: Alert, patient: Patient, form: Form, act: Callable[[], None]) -> HttpResponse:
    """Act if the form holds and the record allows it; else the page again, with what was typed."""
    if form.is_valid():
        try:
            act()
        except actions.NotYet as missing:
            assert isinstance(form, forms.CloseForm)
            form.refuse(missing.code)
        except actions.InTraining:
            return _show(request, alert, patient, form, is_trainee=True)
        except actions.NotOnCall:
            raise Http404 from None
        else:
            return redirect("safety:show-alert", alert.source)
    return _show(request, alert, patient, form)


def _show(
    request: PersonRequest, alert: Alert, patient: Patient, refused: Form | None = None, *, is_trainee: bool = False
) -> HttpResponse:
    now = clock.now()
    context = {
        "alert": pages.alert_page(alert, patient.person.called, _language(), now=now),
        "reach": contact_of(patient),
        "trying": refused if isinstance(refused, forms.TryForm) else forms.TryForm(auto_id="try-%s"),
        "closing": refused if isinstance(refused, forms.CloseForm) else forms.CloseForm(auto_id="close-%s"),
        "refused": refused,
        "may_answer": actions.may_answer(request.user, patient.id, now=now),
        "is_trainee": is_trainee,
        "form_id": request.POST.get("id") or str(uuid6.uuid7()),
        "close_id": str(uuid6.uuid7()),
    }
    wrong = is_trainee or (refused is not None and bool(refused.errors))
    return render(request, "safety/alert.html", context, status=422 if wrong else 200)


def _alert(source: UUID) -> Alert:
    with of_organisation():
        found = Alert.objects.filter(source=source).first()
    if found is None:
        raise Http404
    return found


def _opened(request: PersonRequest, source: UUID) -> tuple[Alert, Patient]:
    """The alert, if its reader opens this record. Raises Http404: not yours is not there."""
    alert = _alert(source)
    try:
        found = patient_of(request.user, alert.patient_id, now=clock.now(), permission=Permission.CONCERN_REVIEW)
    except NotYours:
        raise Http404 from None
    return alert, found


@require_http_methods(["GET", "HEAD", "POST"])
@permitted(Permission.ALERT_TAKE)
def show_on_call(request: PersonRequest) -> HttpResponseBase:
    """How whoever reads this is told of alerts, when they are there, and their leave."""
    reach = on_call.reach_of(request.user)
    mine = next((one for one in on_call.members() if one.person.id == request.user.id), None)
    week = dict(mine.week) if mine else {}
    initial = {"email": reach.email, "telephone": reach.telephone, **week}
    form = forms.OnCallForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        on_call.save_on_call(person=request.user, reach=form.reach, week=form.week, now=clock.now())
        return redirect(f"{request.path}?kept")
    return _on_call(request, form, forms.LeaveForm(today=today(clock.now())))


def _on_call(request: PersonRequest, form: forms.OnCallForm, leave: forms.LeaveForm) -> HttpResponse:
    context = {
        "form": form,
        "days": [form[day] for day in WEEK],
        "leave_form": leave,
        "leave": on_call.leave_of(request.user, since=today(clock.now())),
        "is_on_rota": on_call.is_on_rota(request.user),
        "is_kept": "kept" in request.GET,
    }
    return render(request, "safety/on-call.html", context, status=422 if form.errors or leave.errors else 200)


@require_POST
@permitted(Permission.ALERT_TAKE)
def add_leave(request: PersonRequest) -> HttpResponseBase:
    """Days on which whoever reads this is away."""
    leave = forms.LeaveForm(request.POST, today=today(clock.now()))
    if leave.is_valid():
        elsewhere = on_call.planned_first_at(request.user, **leave.cleaned_data)
        if elsewhere:
            return redirect(elsewhere)
        on_call.add_leave(person=request.user, **leave.cleaned_data)
        return redirect("safety:show-on-call")
    reach = on_call.reach_of(request.user)
    return _on_call(request, forms.OnCallForm(initial={"email": reach.email, "telephone": reach.telephone}), leave)


@require_POST
@permitted(Permission.ALERT_TAKE)
def take_leave_back(request: PersonRequest, leave: UUID) -> HttpResponseBase:
    """They are there after all."""
    on_call.take_leave_back(person=request.user, leave=leave)
    return redirect("safety:show-on-call")


def alerts_above(request: HttpRequest) -> Markup:
    """What waits for whoever answers alerts, at the top of their pages, as HTML; nothing for everybody else."""
    person = getattr(request, "user", None)
    if not isinstance(person, Person) or not may(person, Permission.ALERT_TAKE, now=clock.now()):
        return Markup()
    counted = queries.counted(person)
    if not counted.untaken and not counted.mine:
        return Markup()
    context = {"counted": counted, "is_late": counted.first_due is not None and counted.first_due < clock.now()}
    return Markup(render_to_string("safety/alerts-above.html", context, request))  # noqa: S704 - our own template
