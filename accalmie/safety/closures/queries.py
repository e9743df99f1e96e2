"""Closures as the clock, the pages and the worker ask for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from django.conf import settings
from django.db.models import Q, QuerySet

from accalmie.core.crisis import CrisisRules, StaffedHours, Stretch, with_closures
from accalmie.foundation.access.queries import who_left
from accalmie.foundation.people.models import Patient, Person
from accalmie.foundation.rows import house
from accalmie.safety.closures.models import Closure, Cover, Word
from accalmie.safety.library import rules
from accalmie.safety.queries import deceased

ALWAYS = "00:00-23:59"
"""Day and night, as hours of a day."""


@dataclass(frozen=True)
class Answers:
    """Who answers on some days of a closure; `hours` are empty for day and night."""

    first_day: date
    last_day: date | None
    name: str
    telephone: str
    hours: str
    person: UUID | None = None

    def holds(self, day: date) -> bool:
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True)
class Closed:
    """One closure with those who cover it, in the order of their days."""

    id: UUID
    organisation: UUID
    why: str
    first_day: date
    last_day: date | None
    covers: tuple[Answers, ...]
    replaces: UUID | None

    def holds(self, day: date) -> bool:
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)

    def covers_on(self, day: date) -> tuple[Answers, ...]:
        return tuple(one for one in self.covers if one.holds(day))


def within(one: Answers, first_day: date, last_day: date | None) -> Answers:
    """Who answers, on those of their days that are days of a closure: they answer for no day on which it is open. None
    is, where the last day comes before the first."""
    ends = min((day for day in (one.last_day, last_day) if day is not None), default=None)
    return replace(one, first_day=max(one.first_day, first_day), last_day=ends)


def today(now: datetime) -> date:
    """The day on which the service is, at this moment."""
    return now.astimezone(ZoneInfo(rules().staffed.time_zone)).date()


def beginning_of(day: date) -> datetime:
    """The moment at which this day begins where the service is."""
    return datetime.combine(day, time(), ZoneInfo(rules().staffed.time_zone))


def known(organisation: UUID, *, at: datetime) -> list[Closed]:
    """The closures of this service that count at this moment, past ones too, in the order of their days."""
    return [as_closed(row) for row in _counting(at).filter(organisation=organisation)]


def ahead(organisation: UUID, *, now: datetime) -> list[Closed]:
    """Those that are not over."""
    day = today(now)
    return [one for one in known(organisation, at=now) if one.last_day is None or one.last_day >= day]


def to_say(organisation: UUID, *, now: datetime) -> Closed | None:
    """The closure that pages speak of: the one of today, or the next within the lead time."""
    until = today(now) + timedelta(days=settings.CLOSURE_LEAD_DAYS)
    return next((one for one in ahead(organisation, now=now) if one.first_day <= until), None)


def closed_today(organisation: UUID, *, now: datetime) -> Closed | None:
    """The closure in which the service is at this moment."""
    day = today(now)
    return next((one for one in known(organisation, at=now) if one.holds(day)), None)


def closure(organisation: UUID, id: UUID, *, now: datetime) -> Closed | None:
    """One closure of this service that counts now."""
    return next((one for one in known(organisation, at=now) if one.id == id), None)


def is_over(closure: Closure, *, now: datetime) -> bool:
    """Whether the last day of this closure is behind."""
    return closure.last_day is not None and closure.last_day < today(now)


def every(*, now: datetime) -> list[Closed]:
    """The closures of every service that are not over, for the worker."""
    day = today(now)
    rows = _counting(now).filter(Q(last_day__isnull=True) | Q(last_day__gte=day))
    return [as_closed(row) for row in rows]


def stretches(organisation: UUID, *, at: datetime) -> tuple[Stretch, ...]:
    """The days of closures as this service knew them at this moment, with the hours of colleagues who cover them."""
    return stretches_in(known(organisation, at=at))


def stretches_in(closures: Iterable[Closed], *, person: UUID | None = None) -> tuple[Stretch, ...]:
    """The days of these closures, with the hours of the colleagues who cover them: of one of them, or of all."""
    closed = list(closures)
    given = [within(one, closure.first_day, closure.last_day) for closure in closed for one in closure.covers]
    own = [one for one in given if one.person is not None]
    return (
        *(Stretch(first=one.first_day, last=one.last_day) for one in closed),
        *(
            Stretch(first=one.first_day, last=one.last_day, hours=(one.hours or ALWAYS,))
            for one in own
            if person in (None, one.person)
        ),
    )


def hours_of(organisation: UUID, *, at: datetime) -> StaffedHours:
    """The staffed hours of this service as they were known at this moment: closures are stretches without any, unless
    a colleague covers them."""
    return with_closures(rules().staffed, stretches(organisation, at=at))


def rules_for(patient: UUID, *, at: datetime) -> CrisisRules:
    """The rules of danger with the staffed hours of this patient's service, as they were known at this moment: asked
    again later, the answer is the same."""
    home = Patient.objects.filter(id=patient).values_list("organisation_id", flat=True).first()
    known_then = () if home is None else stretches(home, at=at)
    if not known_then:
        return rules()
    return msgspec.structs.replace(rules(), staffed=with_closures(rules().staffed, known_then))


def waiting() -> QuerySet[Word]:
    """What somebody still has to tell by hand to whoever is in care, the oldest first."""
    rows = Word.objects.filter(way=Word.Way.BY_HAND, done_at__isnull=True)
    rows = rows.filter(patient_id__in=Patient.objects.open().values("id")).exclude(patient_id__in=deceased())
    return rows.select_related("closure").order_by("at", "id")


@house()  # that somebody waits, before anybody says that they call: the page shows no name then
def waiting_for(person: Person) -> list[Word]:
    """The same for somebody of this service: not of whoever left them."""
    rows = waiting().filter(closure__organisation=person.organisation_id)
    return list(rows.exclude(patient_id__in=who_left(person)))


@dataclass(frozen=True)
class Counted:
    """How many people were written to about a closure, told by hand, and still wait to be told."""

    written: int
    by_hand: int
    waiting: int


@house()  # counts, of people whose names are not asked for
def counted(closure: UUID) -> Counted:
    """How far the telling of one closure has come."""
    rows = Word.objects.filter(closure=closure)
    by_hand = rows.filter(way=Word.Way.BY_HAND).exclude(how=Word.How.OVERTAKEN)
    waiting = by_hand.filter(done_at__isnull=True).count()
    return Counted(rows.exclude(way=Word.Way.BY_HAND).count(), by_hand.count() - waiting, waiting)


def _counting(at: datetime) -> QuerySet[Closure]:
    rows = Closure.objects.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=at), declared_at__lte=at)
    return rows.order_by("first_day", "id").prefetch_related("covers")


def as_closed(row: Closure) -> Closed:
    """A closure as it stands, with those who cover it."""
    covers = sorted(row.covers.all(), key=lambda one: (one.first_day, str(one.id)))
    return Closed(
        id=row.id,
        organisation=row.organisation_id,
        why=row.why,
        first_day=row.first_day,
        last_day=row.last_day,
        covers=tuple(_answers(one) for one in covers),
        replaces=row.replaces_id,
    )


def _answers(row: Cover) -> Answers:
    return Answers(row.first_day, row.last_day, row.name, row.telephone, row.hours, row.person_id)
