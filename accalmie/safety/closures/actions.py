"""What is done about closures: declared with who answers each day, corrected, taken back; a word passed on by hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from accalmie.core.crisis.calendar import joined
from accalmie.foundation.access.actions import cover as cover_person
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.access.policy import may
from accalmie.foundation.people.models import Person
from accalmie.foundation.rows import of_organisation, writing
from accalmie.safety.closures import queries
from accalmie.safety.closures.models import Closure, Cover, Word
from accalmie.safety.closures.queries import Answers, today, within
from accalmie.safety.readiness.queries import trainees

LONGEST = timedelta(days=366)
COVERS = timedelta(days=7)
"""For so long whoever calls somebody about a closure is in their care team, unless they were already."""


class NotCovered(ValueError):
    """Nobody answers on these days: the closure is not kept."""

    def __init__(self, days: tuple[date, ...]) -> None:
        super().__init__(", ".join(day.isoformat() for day in days))
        self.days = days


class OnlyTrainee(ValueError):
    """On these days alerts go to somebody in training, with no colleague beside them: the closure is not kept."""

    def __init__(self, days: tuple[date, ...]) -> None:
        super().__init__(", ".join(day.isoformat() for day in days))
        self.days = days


class BadDays(ValueError):
    """The days of a closure lie behind, turn round, are too many, or meet those of another closure; or a line says who
    answers on days that are none of it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NotHere(LookupError):
    """No such closure of this service that counts."""


@transaction.atomic
def declare(
    *,
    by: Person,
    why: Closure.Why,
    first_day: date,
    last_day: date | None,
    covers: Iterable[Answers],
    now: datetime,
    replaces: UUID | None = None,
) -> Closure:
    """The service is closed on these days, and it is known who answers on each. It may correct a former closure, whose
    told people are told again. Raises NotCovered, OnlyTrainee, BadDays, NotHere or PermissionError."""
    _require(by, Permission.CLOSURE_DECLARE, now)
    written = tuple(covers)
    former = None if replaces is None else _end(by, replaces, now)
    _check_days(by.organisation_id, first_day, last_day, now, former)
    given = tuple(within(one, first_day, last_day) for one in written)
    if any(one.last_day is not None and one.last_day < one.first_day for one in given):
        raise BadDays("outside")
    missing = uncovered(first_day, last_day, given)
    if missing:
        raise NotCovered(missing)
    alone = left_to_trainees(given, trainees())
    if alone:
        raise OnlyTrainee(alone)
    made = Closure.objects.create(
        organisation=by.organisation,
        why=Closure.Why(why),
        first_day=first_day,
        last_day=last_day,
        declared_at=now,
        declared_by=by,
        replaces=former,
    )
    Cover.objects.bulk_create([_cover(made, one) for one in given])
    return made


@transaction.atomic
def take_back(*, by: Person, closure: UUID, now: datetime) -> None:
    """The service is open after all; whoever was told is told so. Raises NotHere or PermissionError."""
    _require(by, Permission.CLOSURE_DECLARE, now)
    _end(by, closure, now)


def uncovered(first_day: date, last_day: date | None, covers: Iterable[Answers]) -> tuple[date, ...]:
    """The days of a closure on which nobody answers. One without an end needs somebody without an end: of a gap without
    an end, the first day is given."""
    ends = _after(last_day) or date.max
    found: list[date] = []
    day = first_day
    for one in sorted(covers, key=lambda one: one.first_day):
        found += _days(day, min(one.first_day, ends))
        following = _after(one.last_day)
        if following is None:
            return tuple(found)
        day = max(day, following)
    found += [day] if last_day is None else _days(day, ends)
    return tuple(found)


def _days(first: date, before: date) -> list[date]:
    """Each day from the first to the one before the other; of very many, those of a year."""
    count = min((before - first).days, LONGEST.days)
    return [first + timedelta(days=one) for one in range(count)]


def _after(day: date | None) -> date | None:
    return None if day is None or day == date.max else day + timedelta(days=1)


def left_to_trainees(covers: Iterable[Answers], trainees: Collection[UUID]) -> tuple[date, ...]:
    """From which days on alerts go to somebody in training in hours in which no colleague who is not covers them."""
    given = [one for one in covers if one.person is not None]
    learning = [one for one in given if one.person in trainees]
    others = [one for one in given if one.person not in trainees]
    changes = {one.first_day for one in given} | {day for one in given if (day := _after(one.last_day))}
    return tuple(
        sorted({day for one in learning for day in changes if one.holds(day) and not _beside(one, others, day)})
    )


def _beside(one: Answers, others: Iterable[Answers], day: date) -> bool:
    opens, closes = _times(one)
    there = joined(sorted(queries.ALWAYS if not other.hours else other.hours for other in others if other.holds(day)))
    return any(begins <= opens and closes <= ends for begins, ends in (hours.split("-") for hours in there))


def _times(one: Answers) -> list[str]:
    return (one.hours or queries.ALWAYS).split("-")


@transaction.atomic
@of_organisation()
def answer_for(*, by: Person, word: UUID, now: datetime) -> None:
    """Whoever is about to call somebody about a closure is in their care team for some days, which the person sees: the
    name and number open with it. Raises NotHere or PermissionError."""
    _require(by, Permission.CLOSURE_TELL, now)
    found = _waiting(by, word)
    cover_person(patient=found.patient_id, professional=by, now=now, until=now + COVERS)


@transaction.atomic
@of_organisation()
def note_told(*, by: Person, word: UUID, how: Word.How, now: datetime) -> None:
    """Somebody told the person, in one of the ways of the list. Said twice: the first stays.

    Raises NotHere, PermissionError, or ValueError for a way that is none: too late is one once the closure is over."""
    _require(by, Permission.CLOSURE_TELL, now)
    found = _waiting(by, word)
    if how == Word.How.OVERTAKEN or (how == Word.How.TOO_LATE and not queries.is_over(found.closure, now=now)):
        raise ValueError(how)
    with writing(found.patient_id):
        Word.objects.filter(id=found.id, done_at__isnull=True).update(done_at=now, done_by=by.id, how=Word.How(how))


def _waiting(by: Person, word: UUID) -> Word:
    found = next((one for one in queries.waiting_for(by) if one.id == word), None)
    if found is None:
        raise NotHere(word)
    return found


def _require(by: Person, permission: Permission, now: datetime) -> None:
    if not may(by, permission, now=now):
        raise PermissionError(by.role)


def _check_days(
    organisation: UUID, first_day: date, last_day: date | None, now: datetime, former: Closure | None
) -> None:
    """An outage may begin today; a closure that is under way keeps the day on which it began."""
    others = [one for one in queries.ahead(organisation, now=now) if former is None or one.id != former.id]
    if first_day < min([today(now), *([former.first_day] if former else [])]):
        raise BadDays("past")
    if last_day is not None and last_day < max(first_day, today(now)):
        raise BadDays("order")
    if last_day is not None and last_day - first_day > LONGEST:
        raise BadDays("long")
    if any(_meet(one, first_day, last_day) for one in others):
        raise BadDays("meets")


def _meet(one: queries.Closed, first_day: date, last_day: date | None) -> bool:
    return (last_day is None or one.first_day <= last_day) and (one.last_day is None or first_day <= one.last_day)


def _end(by: Person, closure: UUID, now: datetime) -> Closure:
    rows = Closure.objects.select_for_update().filter(id=closure, organisation=by.organisation_id)
    found = rows.filter(ended_at__isnull=True).first()
    if found is None or (found.last_day is not None and found.last_day < today(now)):
        raise NotHere(closure)
    found.ended_at, found.ended_by = now, by
    found.save(update_fields=["ended_at", "ended_by"])
    return found


def _cover(closure: Closure, one: Answers) -> Cover:
    return Cover(
        closure=closure,
        first_day=one.first_day,
        last_day=one.last_day,
        name=one.name,
        telephone=one.telephone,
        hours=one.hours,
        person_id=one.person,
    )
