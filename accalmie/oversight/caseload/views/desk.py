"""Reading: one patient's page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from uuid import UUID

import uuid6
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accalmie.capabilities.exercises.pages import language_of, their_lines
from accalmie.capabilities.relatives.forms import PURPOSES
from accalmie.capabilities.relatives.queries import Close, relatives
from accalmie.capabilities.sleep import pages as slept
from accalmie.core.entries import StepRef
from accalmie.foundation import clock
from accalmie.foundation.access.decorators import professional_only
from accalmie.foundation.access.permissions import Permission, Permissions
from accalmie.foundation.access.policy import granted
from accalmie.foundation.access.queries import NotYours, patient_of
from accalmie.foundation.people.models import Patient
from accalmie.foundation.people.queries import contact_of
from accalmie.foundation.people.requests import PersonRequest
from accalmie.oversight.caseload import (
    advice_pages,
    events,
    forms,
    moving_pages,
    note_pages,
    orientations,
    pages,
    sharing_pages,
    sleep_forms,
    start_forms,
    start_pages,
    talks,
)
from accalmie.oversight.caseload.advice_forms import AdviceForm
from accalmie.oversight.insight import queries as insight
from accalmie.safety import beside
from accalmie.safety.death.pages import death_page
from accalmie.safety.plan.pages import PlanOfPatient, plan_of_patient
from accalmie.safety.recontact.pages import OfPatient as RecontactOfPatient, of_patient as recontact_of_patient


@dataclass(frozen=True)
class Refused:
    """A form that something is to be put right in: which one on the page, and with what was typed. `at`: the step that
    it answers, by its title too, which may wait no more."""

    target: str
    form: Form
    at: StepRef | None = None
    title: str = ""


def in_care(request: PersonRequest, patient: UUID, permission: Permission = Permission.RECORD_READ) -> Patient:
    """The patient, if this professional may do this now. Raises Http404: from outside, not yours is not there."""
    found = _if_granted(request, patient, permission)
    if found is None:
        raise Http404
    return found


def _if_granted(request: PersonRequest, patient: UUID, permission: Permission) -> Patient | None:
    try:
        return patient_of(request.user, patient, now=clock.now(), permission=permission)
    except NotYours:
        return None


def reading_language() -> str:
    """The language of whoever reads."""
    return language_of(get_language())


@require_safe
@professional_only
def show_patient(request: PersonRequest, patient: UUID) -> HttpResponseBase:
    """The record; or, for somebody to whom the patient agreed to show nothing else, its concerns."""
    found = _if_granted(request, patient, Permission.RECORD_READ)
    return show(request, found or in_care(request, patient, Permission.CONCERN_READ))


def show(request: PersonRequest, patient: Patient, refused: Refused | None = None) -> HttpResponse:
    """The page of one patient, as far as this reader may see it; with `refused`, that form holds what was typed."""
    can = granted(request.user, patient=patient.id, now=clock.now())
    happened, said = events.events(patient.id, can), insight.said(patient.id, clock.now())
    shown = pages.patient_page(
        patient,
        reading_language(),
        clock.now(),
        happened=happened,
        courses=said.courses,
    )
    page = _within(shown, can)
    if refused and refused.at and page.course:  # what was typed comes back for its own step, whichever waits now
        page = replace(page, course=replace(page.course, waiting_for=refused.at, waiting_title=refused.title))
    has_talks = Permission.TALKS_READ in can
    oriented = orientations.orientation_of(patient, reading_language()) if has_talks else None
    sleep_of = _sleep_of(patient, can)
    advice = _advice(patient, said) if has_talks else None
    context = {
        "page_of": page,
        "can": can,
        "emergency": sharing_pages.emergency_of(request.user, patient.id, clock.now()),
        "reach": contact_of(patient) if Permission.CONTACT_READ in can else None,
        "forms": _forms(page, refused, oriented, sleep_of) | _advice_forms(advice, refused),
        "oriented": oriented,
        "refused": refused,
        "plan_of": _plan_of(request, patient, can),
        "recontact_of": _recontact_of(request, patient, can),
        "death": death_page(patient, request.user) if Permission.CONCERN_READ in can else None,
        "is_alone": Permission.CONCERN_READ in can and beside.is_alone(patient.id, now=clock.now()),
        "newer": moving_pages.newer(patient.id, reading_language()) if Permission.PROGRAMME_ASSIGN in can else None,
        "withdrawn": moving_pages.withdrawn(patient.id, reading_language()) if Permission.RECORD_READ in can else None,
        "sleep_of": sleep_of,
        "advice": advice,
        "noted": note_pages.on_page(patient.id, reading_language(), clock.now()) if has_talks else None,
        "starting": start_pages.starting(patient, reading_language()) if has_talks else None,
        "close": _close(patient.id) if has_talks else (),
        "form_id": partial(_form_id, request, refused),
        "is_calling": request.GET.get("note") == "contact",
    }
    return render(request, "caseload/patient.html", context, status=422 if refused else 200)


def _advice(patient: Patient, said: insight.Said) -> advice_pages.AdvicePage:
    """What models and rules propose today."""
    proposed = (*said.advice, *insight.by_rules(patient.id, clock.now()))
    return advice_pages.advice_page(patient.id, proposed, refused=said.refused)


def _close(patient: UUID) -> list[tuple[Close, list[str]]]:
    """Who close to this person may be called, with for what in words."""
    purposes = dict(PURPOSES)
    return [(one, [str(purposes[code]) for code in one.may]) for one in relatives(patient)]


def _advice_forms(advice: advice_pages.AdvicePage | None, refused: Refused | None) -> dict[str, Form]:
    """One for each proposal; that which is to be put right holds what was typed."""
    found: dict[str, Form] = {
        one.target: AdviceForm(auto_id=f"{one.target}-%s") for one in (advice.open if advice else ())
    }
    return found | ({refused.target: refused.form} if refused and refused.target in found else {})


def _plan_of(request: PersonRequest, patient: Patient, can: Permissions) -> PlanOfPatient | None:
    """The safety plan, as far as the person lets this reader read it."""
    if Permission.PLAN_READ not in can:
        return None
    in_emergency = sharing_pages.emergency_of(request.user, patient.id, clock.now()) is not None
    return plan_of_patient(patient.id, request.user.id, in_emergency=in_emergency)


def _recontact_of(request: PersonRequest, patient: Patient, can: Permissions) -> RecontactOfPatient | None:
    """What was agreed after a crisis, for those who may do something about it."""
    if Permission.RECONTACT_DECIDE not in can:
        return None
    return recontact_of_patient(patient.id, reader=request.user, now=clock.now())


def _sleep_of(patient: Patient, can: Permissions) -> slept.OfPatient | None:
    """The diary and the window, with the answers about health: for the care team, not by a consent to the course."""
    if Permission.TALKS_READ not in can:
        return None
    return slept.of_patient(patient.id, slept.language_for(reading_language()), now=clock.now())


NEEDED = {
    "concerns": Permission.CONCERN_READ,
    "talks": Permission.TALKS_READ,
    "opinions": Permission.TALKS_READ,
    "harms": Permission.TALKS_READ,
    **dict.fromkeys(("curves", "moods", "adherence", "course", "offered", "sheets", "tools"), Permission.RECORD_READ),
}
"""What each part of a patient's page asks of its reader; every part but the name is here (a test looks)."""


def _within(page: pages.PatientPage, can: Permissions) -> pages.PatientPage:
    """The page without what this reader may not see. What is not handed to the template cannot slip through it."""
    hidden = {part: None if part == "course" else () for part, needed in NEEDED.items() if needed not in can}
    return replace(page, **hidden)  # type: ignore[arg-type]


def _form_id(request: HttpRequest, refused: Refused | None, target: str) -> str:
    """The id of one form of the page: a fresh one, or that of the form that comes back."""
    kept = request.POST.get("id", "") if refused and refused.target == target else ""
    return kept or str(uuid6.uuid7())


def _forms(
    page: pages.PatientPage,
    refused: Refused | None,
    oriented: orientations.OrientationOnPage | None,
    sleep_of: slept.OfPatient | None,
) -> dict[str, Form]:
    """A form for everything that may be decided here, by target: each has its own ids on the page."""
    blank: dict[str, Form] = {"worry": forms.WorryForm(auto_id="worry-%s")}
    asked = [one.target for one in page.concerns if one.waits or not one.reviewed_at]
    blank |= {target: forms.ReviewForm(auto_id=f"{target}-%s") for target in asked}
    blank |= {one.target: talks.AnswerForm(auto_id=f"{one.target}-%s") for one in page.talks if not one.answered_at}
    if page.course and page.course.waiting_for:
        opened = (one.sheet for one in page.sheets if one.at)
        blank["step"] = forms.StepReplyForm(
            lines=[line for sheet in opened for line in their_lines(sheet.lines)], auto_id="step-%s"
        )
    if oriented is not None:
        blank["orientation"] = orientations.ProposalForm(ways=oriented.result.ways, auto_id="orientation-%s")
    blank["sleep"] = _support_form(sleep_of)
    blank["contact"] = start_forms.ContactForm(auto_id="contact-%s")
    return blank | ({refused.target: refused.form} if refused else {})


def _support_form(sleep_of: slept.OfPatient | None) -> sleep_forms.SupportForm:
    """What stands is ticked, since the last note takes the place of all; an agreement that stands no more is not."""
    agreed = [one.id for one in sleep_of.met if one.is_agreed] if sleep_of else []
    initial = {
        "follows": bool(sleep_of and sleep_of.follows),
        "conditions": agreed,
        "agreed_by": sleep_of.agreed_by if sleep_of and agreed else "",
    }
    asked = slept.doctor_questions(slept.language_for(reading_language()))
    return sleep_forms.SupportForm(conditions=asked, initial=initial, auto_id="sleep-%s")
