"""Letters about somebody: what they read and let go, when it left, and who has it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accalmie.capabilities.coordination import actions, library, pages, queries
from accalmie.capabilities.coordination.forms import AnswerForm, EndLetterForm, ReceiptForm, SendForm
from accalmie.capabilities.coordination.queries import Referral
from accalmie.capabilities.coordination.views.doors import in_care, today
from accalmie.foundation import clock
from accalmie.foundation.access.decorators import patient_only, professional_only
from accalmie.foundation.clinic.queries import clinic_for
from accalmie.foundation.journal.form_ids import id_for_form, sent_id
from accalmie.foundation.people.models import Patient
from accalmie.foundation.people.requests import PatientRequest, PersonRequest


@require_safe
@patient_only
def list_mine(request: PatientRequest) -> HttpResponseBase:
    """Every letter about the person, where it stands."""
    letters = pages.letters_of(request.patient, called=request.user.called, today=today(), is_mine=True)
    return render(request, "coordination/letters.html", {"letters": letters, "is_saved": "saved" in request.GET})


@require_http_methods(["GET", "HEAD", "POST"])
@patient_only
def answer(request: PatientRequest, referral: UUID) -> HttpResponseBase:
    """The person reads the letter whole, and says which parts may go."""
    found = _letter(request.patient, referral)
    page = pages.letter_page(found, called=request.user.called, today=today(), is_mine=True)
    form = _answer_form(request, found)
    if page.may_be_answered and form.is_valid():
        _answer(request, found, form.agreed, aloud=False)
        return redirect("/letters/?saved")
    context = {"letter": page, "form": form, "form_id": id_for_form(request)}
    return render(request, "coordination/letter-mine.html", context, status=422 if form.errors else 200)


@require_safe
@professional_only
def show(request: PersonRequest, patient: UUID, referral: UUID) -> HttpResponseBase:
    return _show(request, in_care(request, patient), _letter(patient, referral))


@require_safe
@professional_only
def download(request: PersonRequest, patient: UUID, referral: UUID) -> HttpResponseBase:
    """What leaves, as a PDF; nothing before it may leave."""
    found, letter = in_care(request, patient), _letter(patient, referral)
    if not (letter.may_leave or letter.sent_at):
        raise Http404
    with translation.override(letter.language):
        page = pages.letter_page(letter, called=found.person.called, today=today())
        content = pages.letter_file(page, clinic_for(request))
    headers = {"Content-Disposition": f'attachment; filename="{_("letter")}.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@require_POST
@professional_only
def note_answer(request: PersonRequest, patient: UUID, referral: UUID) -> HttpResponseBase:
    """The person said aloud which parts may go, and the professional notes it."""
    found, letter = in_care(request, patient), _letter(patient, referral)
    form = _answer_form(request, letter)
    if not form.is_valid():
        return _show(request, found, letter, form)
    _answer(request, letter, form.agreed, aloud=True)
    return redirect("coordination:show-letter", patient, referral)


@require_POST
@professional_only
def send(request: PersonRequest, patient: UUID, referral: UUID) -> HttpResponseBase:
    """It left."""
    receipt_by = today() + timedelta(days=library.rules().receipt_days)

    def noted(letter: Referral, form: forms.Form) -> None:
        actions.send_letter(
            patient=patient,
            referral=letter.id,
            way=form.cleaned_data["way"],
            receipt_by=receipt_by,
            by=request.user.id,
            now=clock.now(),
            id=sent_id(request),
        )

    return _noted(request, patient, referral, SendForm(request.POST, auto_id="send-%s"), noted)


@require_POST
@professional_only
def confirm(request: PersonRequest, patient: UUID, referral: UUID) -> HttpResponseBase:
    """Somebody there, by name, has it."""

    def noted(letter: Referral, form: forms.Form) -> None:
        actions.confirm_receipt(
            patient=patient,
            referral=letter.id,
            confirmed_by=form.cleaned_data["confirmed_by"],
            by=request.user.id,
            now=clock.now(),
            id=sent_id(request),
        )

    return _noted(request, patient, referral, ReceiptForm(request.POST, auto_id="receipt-%s"), noted)


@require_POST
@professional_only
def end(request: PersonRequest, patient: UUID, referral: UUID) -> HttpResponseBase:
    """Refused there, or taken back here."""

    def noted(letter: Referral, form: forms.Form) -> None:
        actions.end_letter(
            patient=patient,
            referral=letter.id,
            ending=form.cleaned_data["ending"],
            words=form.cleaned_data["words"],
            by=request.user.id,
            now=clock.now(),
            id=sent_id(request),
        )

    return _noted(request, patient, referral, EndLetterForm(request.POST, auto_id="end-%s"), noted)


def _letter(patient: UUID, referral: UUID) -> Referral:
    found = queries.referral_of(patient, referral)
    if found is None:
        raise Http404
    return found


def _answer_form(request: PersonRequest, letter: Referral, *, is_blank: bool = False) -> AnswerForm:
    """Nothing is ticked beforehand where the person's yes is needed and not given yet."""
    sent = request.POST if request.method == "POST" and not is_blank else None
    ticked = [] if letter.outside and letter.answered_at is None else sorted(letter.parts)
    return AnswerForm(sent, of={line.part for line in letter.letter}, initial={"parts": ticked})


def _answer(request: PersonRequest, letter: Referral, parts: list[str], *, aloud: bool) -> None:
    try:
        actions.answer_letter(
            patient=letter.patient,
            referral=letter.id,
            parts=frozenset(parts),
            aloud=aloud,
            by=request.user.id,
            now=clock.now(),
            id=sent_id(request),
        )
    except actions.LeftAlready:
        raise Http404 from None


def _noted(
    request: PersonRequest,
    patient: UUID,
    referral: UUID,
    form: forms.Form,
    noted: Callable[[Referral, forms.Form], None],
) -> HttpResponseBase:
    """One step of a letter, or the page with what is to be put right."""
    found, letter = in_care(request, patient), _letter(patient, referral)
    if form.is_valid():
        try:
            noted(letter, form)
        except actions.NotAgreed:
            form.add_error(None, _("The person has not agreed that this letter leaves."))
        except actions.NotSent:
            form.add_error(None, _("This letter has not left."))
        else:
            return redirect("coordination:show-letter", patient, referral)
    return _show(request, found, letter, form)


def _show(
    request: PersonRequest, patient: Patient, letter: Referral, refused: forms.Form | None = None
) -> HttpResponse:
    blank: dict[str, forms.Form] = {
        "send": SendForm(auto_id="send-%s"),
        "receipt": ReceiptForm(auto_id="receipt-%s"),
        "end": EndLetterForm(auto_id="end-%s"),
    }
    kept = {
        name: refused if refused is not None and type(refused) is type(form) else form for name, form in blank.items()
    }
    context = {
        "letter": pages.letter_page(letter, called=patient.person.called, today=today()),
        "answer": refused if isinstance(refused, AnswerForm) else _answer_form(request, letter, is_blank=True),
        "forms": kept,
        "refused": refused,
    }
    return render(request, "coordination/letter.html", context, status=422 if refused else 200)
