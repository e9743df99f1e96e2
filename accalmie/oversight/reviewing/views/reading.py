"""The queue, one exercise to read and answer, how long it took, and who reads whom."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.core import signing
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accalmie.capabilities.care import actions as care, queries as reading
from accalmie.capabilities.exercises import queries as written
from accalmie.capabilities.programmes import actions as programmes
from accalmie.foundation import clock
from accalmie.foundation.access.decorators import professional_only
from accalmie.foundation.access.permissions import CARING_ROLES, Permission
from accalmie.foundation.access.policy import may
from accalmie.foundation.access.queries import professionals_of
from accalmie.foundation.design.addresses import reverse
from accalmie.foundation.journal.form_ids import id_for_form, sent_id
from accalmie.foundation.people.models import Patient, Person
from accalmie.foundation.people.requests import PersonRequest
from accalmie.oversight.caseload.team_pages import may_cover
from accalmie.oversight.caseload.views.desk import in_care, reading_language
from accalmie.oversight.reviewing import forms, pages

_OPENED = "accalmie.reviewing.opened"
_LONGEST_OPEN = timedelta(days=2)


@require_safe
@professional_only
def list_reviews(request: PersonRequest) -> HttpResponseBase:
    """What waits: mine, what I cover, what is late in the whole team, what nobody reads."""
    now = clock.now()
    context = {
        "queue": pages.queue(request.user, reading_language(), now),
        "without": len(reading.without_cover(request.user, now=now)),
        "sent": _sent(request, now),
    }
    return render(request, "reviewing/list.html", context)


def _sent(request: PersonRequest, now: datetime) -> reading.Spent | None:
    """The answer that was just sent, as the address says, if it is theirs."""
    spent = reading.spent(request.user, since=now - timedelta(days=1))
    return next((one for one in spent if str(one.answer) == request.GET.get("sent", "")), None)


@require_http_methods(["GET", "HEAD", "POST"])
@professional_only
def read(request: PersonRequest, patient: UUID, sheet: UUID) -> HttpResponseBase:
    """One exercise that this person opened: their words, scores, the last answer, and the answer to it."""
    found = in_care(request, patient)
    filled = written.one(found.id, sheet)
    if filled is None or not filled.shared:
        raise Http404
    page = pages.reading_page(found, filled, reading_language(), clock.now())
    if request.method != "POST":
        return _show(request, page, forms.AnswerForm(lines=page.lines, initial={"pace": "keep"}))
    in_care(request, patient, Permission.STEP_REVIEW)
    if "insert" in request.POST:
        return _show(request, page, _with_phrase(request, page))
    form = forms.AnswerForm(request.POST, lines=page.lines)
    if not form.is_valid():
        return _show(request, page, form, status=422)
    answer = _answered(request, found, page, form)
    return redirect(f"{reverse('reviewing:list-reviews')}?sent={answer}")


def _with_phrase(request: PersonRequest, page: pages.ReadingPage) -> forms.AnswerForm:
    """The form as it was typed, with the chosen phrase at its end; not checked yet."""
    chosen = next((one for one in reading.phrases(request.user) if str(one.id) == request.POST.get("phrase")), None)
    typed = request.POST.get("words", "").rstrip()
    if chosen is not None:
        words = chosen.words.replace("{name}", page.called).replace("{prénom}", page.called)
        typed = f"{typed}\n\n{words}" if typed else words
    initial = {
        "quoted": request.POST.getlist("quoted"),
        "words": typed,
        "pace": request.POST.get("pace", "keep"),
        "opens_next": "opens_next" in request.POST,
    }
    return forms.AnswerForm(lines=page.lines, initial=initial)


def _show(request: PersonRequest, page: pages.ReadingPage, form: forms.AnswerForm, status: int = 200) -> HttpResponse:
    now = clock.now()
    context = {
        "reading": page,
        "form": form,
        "form_id": id_for_form(request),
        "opened": request.POST.get("opened") or signing.dumps(now.timestamp(), salt=_OPENED),
        "phrases": reading.phrases(request.user, language=reading_language()),
        "may_answer": may(request.user, Permission.STEP_REVIEW, patient=page.patient, now=now),
        "may_open": may(request.user, Permission.MODULE_OPEN, patient=page.patient, now=now),
    }
    return render(request, "reviewing/read.html", context, status=status)


@transaction.atomic
def _answered(request: PersonRequest, patient: Patient, page: pages.ReadingPage, form: forms.AnswerForm) -> UUID:
    """The answer, and what was decided with it about the programme: kept together or not at all."""
    now, given = clock.now(), form.cleaned_data
    is_repeated = reading.is_sent(sent_id(request))
    answer = care.answer(
        patient=patient.id,
        written=page.sheet.id,
        at=page.at,
        words=given["words"],
        quoted=form.their_words,
        by=request.user,
        opened_at=_opened_at(request, now),
        now=now,
        id=sent_id(request),
    )
    if (
        page.course is not None
        and not is_repeated
        and may(request.user, Permission.MODULE_OPEN, patient=patient.id, now=now)
    ):
        _moved(request.user, patient, page, given, answer, now)
    return answer


def _moved(
    by: Person, patient: Patient, page: pages.ReadingPage, given: dict[str, Any], answer: UUID, now: datetime
) -> None:
    assert page.course is not None
    enrolment = page.course.enrolment
    if given["pace"] in forms.FACTORS:
        author = programmes.Author(patient=patient.id, by=by.id, now=now, id=uuid5(answer, "pace"))
        factor = page.time_factor * forms.FACTORS[given["pace"]]
        programmes.change_pace(author=author, enrolment=enrolment, time_factor=factor)
    if given["opens_next"] and page.course.next_module:
        author = programmes.Author(patient=patient.id, by=by.id, now=now, id=uuid5(answer, "module"))
        programmes.open_module(author=author, enrolment=enrolment, module=page.course.next_module)


def _opened_at(request: PersonRequest, now: datetime) -> datetime:
    """When this page was first opened; now, for a mark that is broken or too old: nothing is counted then."""
    try:
        at = signing.loads(request.POST.get("opened", ""), salt=_OPENED, max_age=_LONGEST_OPEN)
    except signing.BadSignature:
        return now
    return datetime.fromtimestamp(float(at), now.tzinfo)


@require_POST
@professional_only
def correct_time(request: PersonRequest) -> HttpResponseBase:
    """How long an answer took, as whoever wrote it says."""
    form = forms.TimeForm(request.POST)
    if form.is_valid():
        care.correct_time(person=request.user, **form.cleaned_data)
    return redirect("reviewing:list-reviews")


@require_http_methods(["GET", "HEAD", "POST"])
@professional_only
def agree(request: PersonRequest, patient: UUID) -> HttpResponseBase:
    """Who reads this person, how soon, and who does while they are away."""
    found = in_care(request, patient, Permission.TEAM_CHANGE)
    now = clock.now()
    form = forms.AgreeForm(request.POST or None, people=_who_may_read(request.user, found), initial=_agreed(found, now))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        care.agree(
            patient=found.id,
            owner=UUID(given["owner"]),
            within_days=given["within_days"],
            covered_by=UUID(given["covered_by"]),
            by=request.user.id,
            now=now,
            id=sent_id(request),
        )
        return redirect("caseload:show-patient", patient)
    context = {"patient": found, "form": form, "form_id": id_for_form(request)}
    return render(request, "reviewing/agree.html", context, status=422 if form.errors else 200)


def _who_may_read(person: Person, patient: Patient) -> list[Person]:
    own = [person] if person.role in CARING_ROLES else []
    return [*own, *may_cover(person, patient=patient.id)]


def _agreed(patient: Patient, now: datetime) -> dict[str, Any]:
    """What stands: as agreed, else whoever follows them longest, within the days of the house."""
    agreed = reading.agreement(patient.id)
    team = professionals_of(patient.id, now=now)
    return {
        "owner": agreed.owner or (team[0].id if team else ""),
        "within_days": pages.days_for(patient.id),
        "covered_by": agreed.covered_by or "",
    }
