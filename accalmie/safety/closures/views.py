"""The ways in of closures: declaring, correcting and taking back; and whom to tell by hand."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accalmie.foundation import clock
from accalmie.foundation.access.decorators import permitted
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.people.models import Person
from accalmie.foundation.people.requests import PersonRequest
from accalmie.foundation.words.formats import long_date
from accalmie.safety.closures import actions, pages, queries
from accalmie.safety.closures.forms import ClosureForm, CoverForm, ToldForm, lines
from accalmie.safety.closures.models import Closure, Word
from accalmie.safety.closures.queries import Closed
from accalmie.safety.readiness.queries import current_rota

_SHOWN = 8
"""How many uncovered days a sentence names."""


def _language() -> str:
    return (get_language() or "fr")[:2]


@require_safe
@permitted(Permission.CLOSURE_DECLARE)
def list_closures(request: PersonRequest) -> HttpResponseBase:
    """The closures of whoever reads this' own service that are not over."""
    found = pages.standing(request.user.organisation_id, _language(), now=clock.now())
    return render(request, "closures/closures.html", {"closures": found})


@require_http_methods(["GET", "HEAD", "POST"])
@permitted(Permission.CLOSURE_DECLARE)
def declare(request: PersonRequest) -> HttpResponseBase:
    """A closure, with who answers on each day."""
    return _write(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@permitted(Permission.CLOSURE_DECLARE)
def correct(request: PersonRequest, closure: UUID) -> HttpResponseBase:
    """The same, in place of one that stands: whoever was told of it is told again."""
    return _write(request, _found(request, closure))


def _write(request: PersonRequest, former: Closed | None) -> HttpResponse:
    sent = request.POST.dict() if request.method == "POST" else None
    initial = {} if former is None else {name: getattr(former, name) for name in ("why", "first_day", "last_day")}
    form = ClosureForm(sent, initial=initial)
    covers = lines(sent, _colleagues(request.user), former)
    if sent is not None and "more" not in sent and _kept(request, form, covers, former):
        return redirect("closures:list-closures")
    is_wrong = sent is not None and "more" not in sent
    context = {"form": form, "lines": covers, "former": former, "is_wrong": is_wrong}
    return render(request, "closures/write.html", context, status=422 if is_wrong else 200)


def _kept(request: PersonRequest, form: ClosureForm, covers: tuple[CoverForm, ...], former: Closed | None) -> bool:
    """Whether it is kept; else the form says what is missing."""
    used = [one for one in covers if not one.is_left_out]
    is_right = all([form.is_valid(), *(one.is_valid() for one in used)])
    if not is_right:
        return False
    given = form.cleaned_data
    first, last = given["first_day"], given["last_day"]
    try:
        actions.declare(
            by=request.user,
            why=Closure.Why(given["why"]),
            first_day=first,
            last_day=last,
            covers=[one.answers(first, last) for one in used],
            now=clock.now(),
            replaces=None if former is None else former.id,
        )
    except actions.NotCovered as missing:
        days = ", ".join(long_date(day, _language()) for day in missing.days[:_SHOWN])
        form.add_error(None, _("Nobody answers on these days yet: %(days)s.") % {"days": days})
        return False
    except actions.OnlyTrainee as alone:
        days = ", ".join(long_date(day, _language()) for day in alone.days[:_SHOWN])
        said = _("Somebody in training would be alone with alerts from %(days)s on: add a colleague beside them.")
        form.add_error(None, said % {"days": days})
        return False
    except actions.BadDays as wrong:
        form.refuse(wrong.code)
        return False
    except actions.NotHere:
        raise Http404 from None
    return True


def _colleagues(person: Person) -> list[Person]:
    rota = current_rota()
    return [] if rota is None else list(rota.members.filter(is_active=True, organisation=person.organisation_id))


@require_POST
@permitted(Permission.CLOSURE_DECLARE)
def take_back(request: PersonRequest, closure: UUID) -> HttpResponseBase:
    """The service is open after all."""
    try:
        actions.take_back(by=request.user, closure=closure, now=clock.now())
    except actions.NotHere:
        raise Http404 from None
    return redirect("closures:list-closures")


@require_safe
@permitted(Permission.CLOSURE_TELL)
def list_calls(request: PersonRequest) -> HttpResponseBase:
    """Whom neither an e-mail nor an SMS reaches: somebody tells them."""
    return _calls(request, ToldForm())


def _calls(request: PersonRequest, form: ToldForm) -> HttpResponse:
    found = pages.calls(request.user, _language(), now=clock.now())
    context = {"calls": found, "form": form}
    return render(request, "closures/calls.html", context, status=422 if form.errors else 200)


@require_POST
@permitted(Permission.CLOSURE_TELL)
def answer_for(request: PersonRequest, word: UUID) -> HttpResponseBase:
    """*I call them*: their name and number open to whoever says so."""
    try:
        actions.answer_for(by=request.user, word=word, now=clock.now())
    except (actions.NotHere, PermissionError):
        raise Http404 from None
    return redirect("closures:list-calls")


@require_POST
@permitted(Permission.CLOSURE_TELL)
def note_told(request: PersonRequest, word: UUID) -> HttpResponseBase:
    """Somebody was told by hand."""
    if all(one.id != word for one in queries.waiting_for(request.user)):
        raise Http404
    form = ToldForm(request.POST)
    if not form.is_valid():
        return _calls(request, form)
    try:
        actions.note_told(by=request.user, word=word, how=Word.How(form.cleaned_data["how"]), now=clock.now())
    except (actions.NotHere, ValueError):
        raise Http404 from None
    return redirect("closures:list-calls")


def _found(request: PersonRequest, closure: UUID) -> Closed:
    found = queries.closure(request.user.organisation_id, closure, now=clock.now())
    if found is None:
        raise Http404
    return found
