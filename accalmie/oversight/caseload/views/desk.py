"""Reading: a professional's list, and one patient's page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from uuid import UUID

import uuid6
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accalmie.capabilities.exercises.pages import language_of
from accalmie.foundation import clock
from accalmie.foundation.access.decorators import professional_only
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.access.queries import NotYours, patient_of
from accalmie.foundation.people.models import Patient
from accalmie.foundation.people.requests import PersonRequest
from accalmie.oversight.caseload import forms, pages, queries


@dataclass(frozen=True)
class Refused:
    """A form that something is to be put right in: which one on the page, and with what was typed."""

    target: str
    form: Form


def in_care(request: PersonRequest, patient: UUID, permission: Permission = Permission.RECORD_READ) -> Patient:
    """The patient, if this professional may do this now. Raises Http404: from outside, not yours is not there."""
    try:
        return patient_of(request.user, patient, now=clock.now(), permission=permission)
    except NotYours:
        raise Http404 from None


def reading_language() -> str:
    """The language of whoever reads."""
    return language_of(get_language())


@require_safe
@professional_only
def list_patients(request: PersonRequest) -> HttpResponseBase:
    now = clock.now()
    lines = pages.case_lines(queries.caseload(request.user, now=now), reading_language(), now)
    return render(request, "caseload/list.html", {"lines": lines})


@require_safe
@professional_only
def show_patient(request: PersonRequest, patient: UUID) -> HttpResponseBase:
    return show(request, in_care(request, patient))


def show(request: HttpRequest, patient: Patient, refused: Refused | None = None) -> HttpResponse:
    """The page of one patient; with `refused`, that form holds what was typed."""
    page = pages.patient_page(patient, reading_language(), clock.now())
    context = {
        "page_of": page,
        "forms": _forms(page, refused),
        "refused": refused,
        "form_id": partial(_form_id, request, refused),
    }
    return render(request, "caseload/patient.html", context, status=422 if refused else 200)


def _form_id(request: HttpRequest, refused: Refused | None, target: str) -> str:
    """The id of one form of the page: a fresh one, or that of the form that comes back."""
    kept = request.POST.get("id", "") if refused and refused.target == target else ""
    return kept or str(uuid6.uuid7())


def _forms(page: pages.PatientPage, refused: Refused | None) -> dict[str, Form]:
    """A form for everything that may be decided here, by target: each has its own ids on the page."""
    blank: dict[str, Form] = {"worry": forms.WorryForm(auto_id="worry-%s")}
    blank |= {one.target: forms.ReviewForm(auto_id=f"{one.target}-%s") for one in page.concerns if not one.reviewed_at}
    blank |= {one.target: forms.ReplyForm(auto_id=f"{one.target}-%s") for one in page.sheets if one.at}
    if page.course and page.course.waiting_for:
        blank["step"] = forms.ReplyForm(auto_id="step-%s")
    if page.offered:
        blank["admit"] = forms.AdmitForm(auto_id="admit-%s", offered=page.offered)
    return blank | ({refused.target: refused.form} if refused else {})
