"""What pages show of closures: to whoever is in care, who answers; to those who work here, what stands and whom to
call."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import get_language, gettext as _

from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.access.policy import may_to_all_here
from accalmie.foundation.access.queries import patients_of
from accalmie.foundation.people.models import Patient, Person
from accalmie.foundation.people.queries import contact_of
from accalmie.foundation.rows import of_organisation
from accalmie.safety.closures import queries
from accalmie.safety.closures.forms import HOW, TOO_LATE
from accalmie.safety.closures.models import Closure, Word
from accalmie.safety.closures.notices import days_in_words, hours_in_words
from accalmie.safety.closures.queries import Answers, Closed

_NOT_DIALLED = re.compile(r"[^+0-9]")


@dataclass(frozen=True)
class CoverLine:
    """Who answers on some days; `address` is what the telephone dials."""

    name: str
    telephone: str
    address: str
    hours: str
    days: str


@dataclass(frozen=True)
class ClosureOnPage:
    """A closure in words. `is_now`: the service is closed today; `covers`: who answers today then, else all of them;
    `reads`: who of the service reads and answers here on those days, none when nobody does."""

    id: UUID
    why: str
    days: str
    is_now: bool
    is_for_good: bool
    covers: tuple[CoverLine, ...]
    reads: tuple[str, ...]


def notice_for(organisation: UUID | None, language: str, *, now: datetime) -> ClosureOnPage | None:
    """What somebody of this service is told on their pages now; None when nothing is closed or will be soon."""
    found = None if organisation is None else queries.to_say(organisation, now=now)
    return None if found is None else on_page(found, language, now=now)


def on_page(closure: Closed, language: str, *, now: datetime, is_today_only: bool = True) -> ClosureOnPage:
    """One closure. On its days only those who answer on that day are shown, unless what is written is read later."""
    day = queries.today(now)
    is_now = closure.holds(day)
    covers = closure.covers_on(day) if is_now and is_today_only else closure.covers
    return ClosureOnPage(
        id=closure.id,
        why=closure.why,
        days=days_in_words(closure.first_day, closure.last_day, language),
        is_now=is_now,
        is_for_good=closure.last_day is None,
        covers=tuple(_line(one, language) for one in covers),
        reads=tuple(dict.fromkeys(one.name for one in covers if one.person is not None)),
    )


def who_answers_today(organisation: UUID, *, now: datetime) -> str:
    """On a day of a closure, a sentence for whoever is about to write: who reads it, whom to call. Else nothing."""
    found = queries.closed_today(organisation, now=now)
    if found is None:
        return ""
    page = on_page(found, (get_language() or "fr")[:2], now=now)
    calls = "; ".join(f"{one.name}, {one.telephone} ({one.hours})" for one in page.covers)
    if page.reads:
        said = _("The service is closed today. %(names)s reads this in its place, in the hours given.")
    else:
        said = _("The service is closed today, and nobody here reads this before it opens again.")
    call = _("Call in the meantime: %(calls)s. 3114 answers day and night, 15 or 112 in danger.")
    return f"{said % {'names': ', '.join(page.reads)}} {call % {'calls': calls}}"


def closed_for(patient: UUID, *, now: datetime) -> str:
    """The same for somebody in care, of their own service."""
    home = Patient.objects.filter(id=patient).values_list("organisation_id", flat=True).first()
    return "" if home is None else who_answers_today(home, now=now)


def _line(one: Answers, language: str) -> CoverLine:
    return CoverLine(
        name=one.name,
        telephone=one.telephone,
        address=f"tel:{_NOT_DIALLED.sub('', one.telephone)}",
        hours=hours_in_words(one.hours),
        days=days_in_words(one.first_day, one.last_day, language),
    )


@dataclass(frozen=True)
class Standing:
    """One closure as those see it who declared it: how many people were written to, told by hand, and wait."""

    closure: ClosureOnPage
    written: int
    by_hand: int
    waiting: int


def standing(organisation: UUID, language: str, *, now: datetime) -> list[Standing]:
    """The closures of this service that are not over."""
    return [_standing(one, language, now) for one in queries.ahead(organisation, now=now)]


@of_organisation()
def _standing(closure: Closed, language: str, now: datetime) -> Standing:
    counted = queries.counted(closure.id)
    return Standing(on_page(closure, language, now=now), counted.written, counted.by_hand, counted.waiting)


@dataclass(frozen=True)
class CallLine:
    """Somebody who has to be told by hand. `called` is empty for somebody whom the reader neither follows nor may look
    up: name and numbers are shown once the reader says that they call."""

    id: UUID
    called: str
    telephone: str
    usual_address: str
    news: str
    days: str
    since: datetime
    ways: tuple[tuple[str, object], ...]


@of_organisation()
def calls(reader: Person, language: str, *, now: datetime) -> list[CallLine]:
    """Whom somebody of this service still has to tell, the oldest first."""
    words = queries.waiting_for(reader)
    known = _known_to(reader, {one.patient_id for one in words}, now)
    return [_call(one, known.get(one.patient_id), language, now) for one in words]


def _known_to(reader: Person, patients: Iterable[UUID], now: datetime) -> dict[UUID, Patient]:
    if may_to_all_here(reader, Permission.CONTACT_READ):
        here = Patient.objects.named().open().filter(organisation=reader.organisation_id)
    else:
        here = patients_of(reader, now=now)
    return {one.id: one for one in here.filter(id__in=list(patients))}


def _call(word: Word, patient: Patient | None, language: str, now: datetime) -> CallLine:
    closure: Closure = word.closure
    reach = None if patient is None else contact_of(patient)
    return CallLine(
        id=word.id,
        called="" if patient is None else patient.person.called,
        telephone="" if reach is None else reach.telephone,
        usual_address="" if reach is None else reach.usual_address,
        news=_NEWS[word.news](),
        days=days_in_words(closure.first_day, closure.last_day, language),
        since=word.at,
        ways=(*HOW, TOO_LATE) if queries.is_over(closure, now=now) else HOW,
    )


_NEWS = {
    "closes": lambda: _("The service is closed"),
    "changed": lambda: _("The closure has changed: the service is closed"),
    "open": lambda: _("The service is open after all; it was to be closed"),
}
