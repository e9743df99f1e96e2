"""Around a start: a contact that a professional notes, a programme that they start, or follow another way."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid5

import uuid6
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accalmie.capabilities.care import actions as care
from accalmie.capabilities.care.library import rules
from accalmie.capabilities.programmes import actions as programmes, library, pages as courses, queries as starts
from accalmie.foundation import clock
from accalmie.foundation.access.decorators import professional_only
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.people.models import Patient
from accalmie.foundation.people.requests import PersonRequest
from accalmie.oversight.caseload import start_pages
from accalmie.oversight.caseload.start_forms import AdmitForm, ContactForm
from accalmie.oversight.caseload.team_pages import may_cover
from accalmie.oversight.caseload.views.deciding import author_of, checked
from accalmie.oversight.caseload.views.desk import in_care, reading_language
from accalmie.safety.readiness.queries import NotOpenYet


@require_POST
@professional_only
def note_contact(request: PersonRequest, patient: UUID) -> HttpResponseBase:
    found = in_care(request, patient, Permission.PROGRAMME_ASSIGN)
    form = ContactForm(request.POST, auto_id="contact-%s")

    def act() -> None:
        programmes.note_contact(author=author_of(request, found), **form.cleaned_data)

    return checked(request, found, "contact", form, act)


@require_http_methods(["GET", "HEAD", "POST"])
@professional_only
def admit(request: PersonRequest, patient: UUID) -> HttpResponseBase:
    """The page on which a programme is started: `?programme=` names it; the only one offered needs no name."""
    found = in_care(request, patient, Permission.PROGRAMME_ASSIGN)
    edition = _wanted(request)
    form = _form(request, found, edition, edition.programme.modes, starts_now=True)
    if request.method == "POST" and form.is_valid() and _admitted(request, found, edition, form):
        return redirect("caseload:show-patient", patient)
    return _show(request, found, edition, form)


@require_http_methods(["GET", "HEAD", "POST"])
@professional_only
def change_mode(request: PersonRequest, patient: UUID) -> HttpResponseBase:
    """The page on which a running programme is followed another way: a step to more support, or to less."""
    found = in_care(request, patient, Permission.PROGRAMME_ASSIGN)
    place = starts.current_place(patient)
    if place is None:
        return redirect("caseload:show-patient", patient)
    edition, mode = _edition(place.progress.programme), place.progress.mode
    others = [one for one in place.programme.modes if one != mode or request.method == "POST"]
    form = _form(request, found, edition, others)
    if request.method == "POST" and form.is_valid() and _changed(request, found, form):
        return redirect("caseload:show-patient", patient)
    return _show(request, found, edition, form, mode=mode)


def _edition(name: str) -> library.Edition:
    try:
        return library.current(name)
    except library.NotPublished:
        raise Http404 from None


def _wanted(request: PersonRequest) -> library.Edition:
    name = request.POST.get("programme") or request.GET.get("programme", "")
    offered = library.offered()
    wanted = [one for one in offered if one.programme.id == name] or (offered if not name else [])
    if len(wanted) != 1:
        raise Http404
    return wanted[0]


def _form(
    request: PersonRequest,
    patient: Patient,
    edition: library.Edition,
    modes: Iterable[str],
    *,
    starts_now: bool = False,
) -> AdmitForm:
    programme = edition.programme
    language = courses.language_for(programme, reading_language())
    questions = [(one.id, one.ask[language]) for one in programme.needs_a_person]
    initial = _known(patient, programme.id) | {"within_days": rules().days_of(programme.id)}
    colleagues = may_cover(request.user, patient=patient.id) if starts_now else None
    covers = None if colleagues is None else [(str(one.id), one.called) for one in colleagues]
    data = request.POST if request.method == "POST" else None
    return AdmitForm(data, questions=questions, modes=modes, covers=covers, initial=initial)


def _known(patient: Patient, programme: str) -> dict[str, Any]:
    """What the person answered themself, and the doctor who is named already."""
    own = starts.own_answers(patient.id, programme, now=clock.now())
    doctor = starts.doctor(patient.id)
    known = {f"checked-{question}": answer for question, answer in own.items()}
    return known | ({"doctor_role": doctor.role, "doctor_name": doctor.name} if doctor else {})


def _admitted(request: PersonRequest, patient: Patient, edition: library.Edition, form: AdmitForm) -> bool:
    """Start it; False when the form must say something first. Raises Http404 for a programme that has just gone."""
    author = author_of(request, patient)
    try:
        _start(author, patient, edition, form)
    except programmes.AlreadyEnrolled:
        _say_what_runs(patient, author, form)
    except NotOpenYet:
        form.add_error(None, _("This site does not enrol yet: the page of its clinical rules says what is missing."))
    except (programmes.DoctorNeeded, programmes.NeedsAPerson) as refusal:
        _refuse(form, refusal)
    return form.is_valid()


@transaction.atomic
def _start(author: programmes.Author, patient: Patient, edition: library.Edition, form: AdmitForm) -> None:
    """The programme and who reads it: whoever signs the start, and their cover, kept together or not at all."""
    given = form.cleaned_data
    enrolment = programmes.admit(
        author=author,
        programme=edition.programme.id,
        mode=given["mode"],
        language=patient.person.language,
        indication=_indication(form),
        doctor=_doctor(form),
    )
    assert author.by is not None
    care.agree(
        patient=patient.id,
        owner=author.by,
        within_days=given["within_days"],
        covered_by=UUID(given["covered_by"]) if given["covered_by"] else None,
        by=author.by,
        now=author.now,
        enrolment=enrolment,
        id=uuid5(enrolment, "agreed"),
    )


def _say_what_runs(patient: Patient, author: programmes.Author, form: AdmitForm) -> None:
    """The same form sent twice has started it; another form finds that a programme runs already."""
    place = starts.current_place(patient.id)
    if place is None or place.enrolment != author.id:
        form.add_error(None, _("A programme runs already. How it is followed is changed from their page."))


def _changed(request: PersonRequest, patient: Patient, form: AdmitForm) -> bool:
    """Change it; False when the form must say something first."""
    mode = form.cleaned_data["mode"]
    try:
        programmes.change_mode(
            author=author_of(request, patient), mode=mode, indication=_indication(form), doctor=_doctor(form)
        )
    except (programmes.DoctorNeeded, programmes.NeedsAPerson) as refusal:
        _refuse(form, refusal)
    return form.is_valid()


def _indication(form: AdmitForm) -> programmes.Indication:
    return programmes.Indication(form.cleaned_data["indication"], form.answers, form.cleaned_data["despite"])


def _doctor(form: AdmitForm) -> tuple[str, str] | None:
    given = form.cleaned_data
    return (given["doctor_role"], given["doctor_name"]) if given["doctor_name"] else None


def _refuse(form: AdmitForm, refusal: programmes.DoctorNeeded | programmes.NeedsAPerson) -> None:
    """Say beside the right field what this way would need."""
    if isinstance(refusal, programmes.DoctorNeeded):
        form.add_error("doctor_name", _("With these symptoms, name the psychiatrist or the GP who looks after them."))
    else:
        of_the_person = {"measure_missing", "danger"} & set(refusal.reasons)
        form.add_error(None if of_the_person else "mode", _refusal(refusal))


def _refusal(refusal: programmes.NeedsAPerson) -> str:
    if "measure_missing" in refusal.reasons:
        return _("No recent questionnaire: ask the person to answer the PHQ-9 here first. It takes three minutes.")
    if "danger" in refusal.reasons:
        return _("An answer about danger waits for a review: look at it on their page first, and say what you decide.")
    if refusal.opener == "guided_doctor":
        return _("With these symptoms, not alone: choose another way, and name the doctor.")
    return _("With these symptoms, not alone: choose another way.")


def _show(
    request: PersonRequest, patient: Patient, edition: library.Edition, form: AdmitForm, *, mode: str = ""
) -> HttpResponse:
    page = start_pages.admission_page(patient, edition, reading_language(), clock.now(), mode=mode)
    context = {"admission": page, "form": form, "form_id": request.POST.get("id") or str(uuid6.uuid7())}
    return render(request, "caseload/admit.html", context, status=422 if form.errors else 200)
