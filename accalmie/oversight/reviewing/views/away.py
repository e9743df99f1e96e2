"""Days away: kept with a cover for each patient, or not at all."""

from __future__ import annotations

from uuid import UUID, uuid4, uuid5

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accalmie.capabilities.care import actions, queries
from accalmie.foundation import clock
from accalmie.foundation.access.decorators import professional_only
from accalmie.foundation.access.queries import left_by, professionals_of
from accalmie.foundation.journal.form_ids import id_for_form, sent_id
from accalmie.foundation.people.models import Patient
from accalmie.foundation.people.requests import PersonRequest
from accalmie.oversight.caseload.team_pages import may_cover
from accalmie.oversight.reviewing import pages
from accalmie.oversight.reviewing.forms import AbsenceForm, CoverAgainForm
from accalmie.safety import beside
from accalmie.safety.alerts import on_call
from accalmie.safety.closures.queries import today

_ALONE = gettext_lazy("This person is in danger, and a colleague in training would be alone with them: choose another.")


@require_http_methods(["GET", "HEAD", "POST"])
@professional_only
def plan(request: PersonRequest) -> HttpResponseBase:
    """The days away of whoever reads this, and a form for more."""
    now = clock.now()
    form = _form(request, pages.read_by(request.user, now))
    if request.method == "POST" and form.is_valid() and _all_are_there(form) and _suits_each(request, form):
        _keep(request, form)
        return redirect("reviewing:plan-absence")
    context = {
        "form": form,
        "form_id": id_for_form(request),
        "leaves": queries.leaves_of(request.user, since=today(now)),
        "without": _without(request),
    }
    return render(request, "reviewing/away.html", context, status=422 if form.errors else 200)


def _without(request: PersonRequest) -> list[queries.WithoutCover]:
    return queries.without_cover(request.user, now=clock.now())


@require_http_methods(["GET", "HEAD", "POST"])
@professional_only
def cover_again(request: PersonRequest, absence: UUID, patient: UUID) -> HttpResponseBase:
    """Another cover for one person whose cover has left them, or was left."""
    wanted = next((one for one in _without(request) if (one.absence, one.patient) == (absence, patient)), None)
    if wanted is None:
        return redirect("reviewing:plan-absence")
    form = CoverAgainForm(request.POST or None, colleagues=may_cover(request.user, patient=patient))
    if request.method == "POST" and form.is_valid() and _is_there(request, form, wanted):
        actions.cover_again(person=request.user, absence=absence, patient=patient, by=form.chosen, now=clock.now())
        return redirect("reviewing:plan-absence")
    context = {"form": form, "one": wanted}
    return render(request, "reviewing/cover-again.html", context, status=422 if form.errors else 200)


def _is_there(request: PersonRequest, form: CoverAgainForm, wanted: queries.WithoutCover) -> bool:
    """Whether whoever was chosen is there on these days, and not in training alone with a danger; else the form says
    so."""
    now, cover = clock.now(), form.chosen
    days = next(one for one in queries.leaves_of(request.user, since=today(now)) if one.id == wanted.absence)
    if queries.away_among([cover.id], first_day=days.first_day, last_day=days.last_day or days.first_day):
        form.add_error("cover", _("Away too on some of these days: %(names)s.") % {"names": cover.called})
        return False
    try:
        beside.check_covering(wanted.patient, request.user, cover, professionals_of(wanted.patient, now=now))
    except beside.WouldBeAlone:
        form.add_error("cover", _ALONE)
    return form.is_valid()


def _all_are_there(form: AbsenceForm) -> bool:
    """Whether nobody who is to cover is away themself on some of these days; else the form says who."""
    given = form.cleaned_data
    people = {one.id: one.called for one in form.chosen.values()}
    # Who takes over for good must be there when it begins; their own days away later are theirs to have covered.
    last_day = given["last_day"] or given["first_day"]
    away = queries.away_among(people, first_day=given["first_day"], last_day=last_day)
    if away:
        names = ", ".join(sorted(people[one] for one in away))
        form.add_error("everybody", _("Away too on some of these days: %(names)s.") % {"names": names})
    return form.is_valid()


def _suits_each(request: PersonRequest, form: AbsenceForm) -> bool:
    """Whether nobody is read by somebody whom they left, or, in danger, by somebody in training alone; else the form
    says for whom."""
    now = clock.now()
    for patient, cover in form.chosen.items():
        if cover.id in left_by(patient):
            form.add_error(f"cover-{patient}", _("This person has left this colleague: choose another."))
            continue
        try:
            beside.check_covering(patient, request.user, cover, professionals_of(patient, now=now))
        except beside.WouldBeAlone:
            form.add_error(f"cover-{patient}", _ALONE)
    return form.is_valid()


def _form(request: PersonRequest, patients: list[Patient]) -> AbsenceForm:
    asked = queries.covers_asked([one.id for one in patients])
    initial = {f"cover-{patient}": str(cover) for patient, cover in asked.items()}
    initial |= {name: request.GET[name] for name in ("first_day", "last_day") if name in request.GET}
    return AbsenceForm(
        request.POST or None,
        patients=[(one.id, one.person.called) for one in patients],
        read_on=lambda first, last: {
            one.id for one in pages.read_by(request.user, clock.now(), first_day=first, last_day=last)
        },
        colleagues=may_cover(request.user),
        today=today(clock.now()),
        initial=initial,
    )


def _keep(request: PersonRequest, form: AbsenceForm) -> None:
    """The days away with their covers; the rota knows of them too."""
    given = form.cleaned_data
    actions.plan_absence(
        person=request.user,
        why=given["why"],
        first_day=given["first_day"],
        last_day=given["last_day"],
        patients=sorted(form.read),
        covers=form.chosen,
        now=clock.now(),
        id=uuid5(request.user.id, str(sent_id(request) or uuid4())),
    )
    if given["last_day"] is not None:
        on_call.add_leave(person=request.user, first_day=given["first_day"], last_day=given["last_day"])


@require_POST
@professional_only
def take_back(request: PersonRequest, absence: UUID) -> HttpResponseBase:
    """They are there after all."""
    now = clock.now()
    away = next((one for one in queries.leaves_of(request.user, since=today(now)) if one.id == absence), None)
    actions.take_absence_back(person=request.user, leave=absence, now=now)
    if away is not None:
        for one in on_call.leave_of(request.user, since=today(now)):
            if (one.first_day, one.last_day) == (away.first_day, away.last_day):
                on_call.take_leave_back(person=request.user, leave=one.id)
    return redirect("reviewing:plan-absence")
