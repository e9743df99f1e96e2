"""Who reads what whom shares, who covers whom, and what waits: always asked from the patients, or from their reader."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet

from accalmie.capabilities.care.models import Agreed, Cover, Leave, Phrase, ReadingTime, ReviewDue
from accalmie.foundation import crypto
from accalmie.foundation.access.queries import caring_teams, in_team_after, left_by, patients_of
from accalmie.foundation.people.lists import listed
from accalmie.foundation.people.models import Person
from accalmie.foundation.people.queries import names_of
from accalmie.foundation.rows import house
from accalmie.safety.closures.queries import today

PHRASE = "care.phrase.words"
REVIEWS = ReviewDue._meta.db_table
"""What waits to be read, for the one statement that reads whole lists: `due_at` is empty where nothing does."""
_BEGINS = 80
_HOPS = 5  # somebody covers who is covered in turn: further than this nobody looks


@dataclass(frozen=True)
class Covered:
    """`covered_by` reads for `owner` until this day, included; None: from now on, because the owner has left."""

    owner: UUID
    owner_called: str
    covered_by: UUID
    covered_called: str
    first_day: date
    last_day: date | None


def cover_of(patients: Collection[UUID], *, now: datetime) -> dict[UUID, Covered]:
    """The patients among these who are read by somebody else today than by whoever usually reads them, and by whom."""
    rows = _covers(patients, today(now))
    found = {patient: (theirs[0], theirs[-1]) for patient, theirs in _chains(rows).items()}
    names = names_of({who for first, last in found.values() for who in (first.owner, last.covered_by)})
    return {
        patient: Covered(
            owner=first.owner,
            owner_called=names.get(first.owner, ""),
            covered_by=last.covered_by,
            covered_called=names.get(last.covered_by, ""),
            first_day=max(first.first_day, last.first_day),
            last_day=min((one.last_day for one in (first, last) if one.last_day), default=None),
        )
        for patient, (first, last) in found.items()
    }


def _covers(patients: Collection[UUID], day: date) -> QuerySet[Cover]:
    rows = Cover.objects.filter(patient_id__in=list(patients), first_day__lte=day, is_over=False)
    return rows.filter(Q(last_day__isnull=True) | Q(last_day__gte=day)).order_by("arranged_at", "entry_id")


def _chains(rows: Iterable[Cover]) -> dict[UUID, list[Cover]]:
    """Per patient from the one who usually reads to the one who reads today: the last that was arranged counts."""
    by_patient: dict[UUID, dict[UUID, Cover]] = {}
    for row in rows:
        by_patient.setdefault(row.patient_id, {})[row.owner] = row
    return {patient: _chain(links) for patient, links in by_patient.items()}


def _chain(links: dict[UUID, Cover]) -> list[Cover]:
    reached = {row.covered_by for row in links.values()}
    start = next((row for owner, row in links.items() if owner not in reached), next(iter(links.values())))
    chain = [start]
    while len(chain) < _HOPS and chain[-1].covered_by in links and links[chain[-1].covered_by] not in chain:
        chain.append(links[chain[-1].covered_by])
    return chain


@dataclass(frozen=True)
class Reader:
    """Who reads what one patient shares: `owner` usually, `today` today. Both are None where nobody follows them."""

    owner: UUID | None = None
    today: UUID | None = None
    covered: Covered | None = None


def readers(patients: Collection[UUID], *, now: datetime) -> dict[UUID, Reader]:
    """Who reads each of these patients, in a number of queries that does not grow with them.

    The owner is whoever was named, while they are in the care team; else whoever of it has followed them longest.
    """
    teams = caring_teams(patients, now=now)
    named = dict(Agreed.objects.filter(patient_id__in=list(patients)).values_list("patient_id", "owner"))
    covered = cover_of(patients, now=now)
    return {one: _reader(teams.get(one, ()), named.get(one), covered.get(one)) for one in patients}


def _reader(team: Collection[UUID], named: UUID | None, covered: Covered | None) -> Reader:
    owner = named if named in team else next(iter(team), None)
    if covered is None:
        return Reader(owner, owner)
    if covered.covered_by not in team:  # the person has left them: a colleague who is there reads, or nobody
        return Reader(owner, next((one for one in team if one != covered.owner), None))
    if covered.last_day is None:  # the owner has left for good: whoever took over is the owner
        return Reader(covered.covered_by, covered.covered_by)
    return Reader(covered.owner, covered.covered_by, covered)


@dataclass(frozen=True)
class Waiting:
    """One exercise that waits to be read."""

    written: UUID
    patient: UUID
    exercise: str
    shared_at: datetime
    due_at: datetime

    def is_late(self, now: datetime) -> bool:
        return self.due_at < now


def waiting(patients: Collection[UUID]) -> list[Waiting]:
    """All that these patients opened and that nobody has answered, what is due first at the top."""
    rows = ReviewDue.objects.filter(patient_id__in=list(patients), shared=True, due_at__isnull=False)
    return [
        Waiting(row.entry_id, row.patient_id, row.exercise, row.shared_at, row.due_at)
        for row in rows.order_by("due_at", "entry_id")
        if row.shared_at is not None and row.due_at is not None
    ]


def waiting_by_patient(patients: Collection[UUID]) -> dict[UUID, list[Waiting]]:
    """The same, of each of these patients who has something to read."""
    found: dict[UUID, list[Waiting]] = {}
    for one in waiting(patients):
        found.setdefault(one.patient, []).append(one)
    return found


@dataclass(frozen=True)
class Unread:
    """How many exercises wait, of how many people, and since when the first."""

    exercises: int
    people: int
    since: datetime | None


def unread(patients: QuerySet[Any, Any]) -> Unread:
    """What waits of these patients (a query of their ids), counted."""
    rows = ReviewDue.objects.filter(patient_id__in=patients, shared=True, due_at__isnull=False)
    found = rows.aggregate(
        exercises=Count("entry_id"), people=Count("patient_id", distinct=True), since=Min("shared_at")
    )
    return Unread(**found)


def waits_for(patient: UUID, written: UUID) -> Waiting | None:
    """This exercise of this patient's, if it waits."""
    return next((one for one in waiting([patient]) if one.written == written), None)


def late(now: datetime, *, since: datetime) -> list[Waiting]:
    """What of the whole site was due between these two moments and is not answered: for the worker."""
    rows = ReviewDue.objects.filter(shared=True, due_at__lt=now, due_at__gte=since).order_by("due_at", "entry_id")
    return [
        Waiting(row.entry_id, row.patient_id, row.exercise, row.shared_at, row.due_at)
        for row in rows
        if row.shared_at is not None and row.due_at is not None
    ]


@dataclass(frozen=True)
class Agreement:
    """What was agreed about reading one patient. Nothing named: nobody has said yet."""

    owner: UUID | None = None
    covered_by: UUID | None = None
    within_days: int | None = None


def agreement(patient: UUID) -> Agreement:
    """What was agreed last."""
    row = Agreed.objects.filter(patient_id=patient).first()
    return Agreement() if row is None else Agreement(row.owner, row.covered_by, row.within_days)


def covers_asked(patients: Collection[UUID]) -> dict[UUID, UUID]:
    """Who was named to cover each of these patients, where somebody was."""
    rows = Agreed.objects.filter(patient_id__in=list(patients), covered_by__isnull=False)
    return {patient: cover for patient, cover in rows.values_list("patient_id", "covered_by") if cover is not None}


def covered_by(person: Person, patients: Collection[UUID], *, since: date, until: date | None = None) -> set[UUID]:
    """Those of these patients whom this person reads for a colleague, from this day on, or on some day up to `until`,
    included."""
    covering = Cover.objects.filter(patient_id__in=list(patients), covered_by=person.id, is_over=False)
    covering = covering.filter(Q(last_day__isnull=True) | Q(last_day__gte=since))
    if until is not None:
        covering = covering.filter(first_day__lte=until)
    return set(covering.values_list("patient_id", flat=True))


def read_for_colleagues(person: Person, *, now: datetime) -> QuerySet[Cover, UUID]:
    """The patients whom this person reads for a colleague today: for queries over patients."""
    rows = Cover.objects.filter(covered_by=person.id, first_day__lte=today(now), is_over=False)
    return rows.filter(Q(last_day__isnull=True) | Q(last_day__gte=today(now))).values_list("patient_id", flat=True)


@house()
def away_among(people: Collection[UUID], *, first_day: date, last_day: date | None) -> set[UUID]:
    """Those of these professionals who are away themselves on some of these days: that they are, and no reason."""
    rows = Leave.objects.filter(person__in=list(people), ended_at__isnull=True)
    rows = rows.filter(Q(last_day__isnull=True) | Q(last_day__gte=first_day))
    if last_day is not None:
        rows = rows.filter(first_day__lte=last_day)
    return set(rows.values_list("person_id", flat=True))


@dataclass(frozen=True)
class Away:
    """Days on which somebody is away; `last_day` None: they leave. `why`: "leave", "sickness" or "departure"."""

    id: UUID
    why: str
    first_day: date
    last_day: date | None


def leaves_of(person: Person, *, since: date) -> list[Away]:
    """This person's days away that are not over, in order."""
    rows = Leave.objects.filter(person=person, ended_at__isnull=True)
    rows = rows.filter(Q(last_day__isnull=True) | Q(last_day__gte=since)).order_by("first_day", "id")
    return [away(row) for row in rows]


def away(row: Leave) -> Away:
    """These days, as other rooms read them."""
    return Away(row.id, row.why, row.first_day, row.last_day)


@house()  # ids alone, of one's own days away: whoever arranged them may not see the record yet, or any more
def arranged(leave: UUID) -> list[tuple[UUID, UUID]]:
    """Each patient who is covered during these days away, with the entry that says by whom."""
    rows = Cover.objects.filter(absence=leave, is_over=False)
    return sorted(rows.values_list("patient_id", "entry_id"))


@dataclass(frozen=True)
class WithoutCover:
    """Somebody whom nobody reads during these days away after all: `cover` was to, and has left them or was left."""

    absence: UUID
    patient: UUID
    called: str
    cover: str


def without_cover(person: Person, *, now: datetime) -> list[WithoutCover]:
    """Whom nobody reads any more on some days on which this person is away, by name. Nobody whom they do not follow."""
    leaves = [row.id for row in leaves_of(person, since=today(now))]
    rows = list(Cover.objects.filter(absence__in=leaves, owner=person.id, is_over=False)) if leaves else []
    if not rows:
        return []
    followed = {one.id: one.person.called for one in listed(patients_of(person, now=now))}
    there = in_team_after(followed, moment=now)
    gone = [row for row in rows if row.patient_id in followed and (row.patient_id, row.covered_by) not in there]
    names = names_of({row.covered_by for row in gone})
    found = [
        WithoutCover(row.absence, row.patient_id, followed[row.patient_id], names.get(row.covered_by, ""))
        for row in gone
    ]
    return sorted(found, key=lambda one: one.called)


@dataclass(frozen=True)
class Told:
    """What one patient is told: who reads them, from when to when."""

    reader: str
    first_day: date
    last_day: date | None


SAID_BEFORE = timedelta(days=14)
_SAID_AFTER = timedelta(days=14)  # for so long it is said that somebody else reads from now on


def told(patient: UUID, *, now: datetime) -> Told | None:
    """The cover that this patient reads of on their page: the one of today, or the next within two weeks; nobody whom
    they refused."""
    day = today(now)
    rows = Cover.objects.filter(patient_id=patient, is_over=False, first_day__lte=day + SAID_BEFORE)
    rows = rows.filter(Q(last_day__gte=day) | Q(last_day__isnull=True, first_day__gte=day - _SAID_AFTER))
    row = rows.exclude(covered_by__in=left_by(patient)).order_by("first_day", "-arranged_at").first()
    if row is None:
        return None
    called = names_of([row.covered_by]).get(row.covered_by, "")
    return Told(called, row.first_day, row.last_day) if called else None


@dataclass(frozen=True)
class OwnPhrase:
    """A phrase of one's own."""

    id: UUID
    language: str
    words: str

    @property
    def as_choice(self) -> tuple[str, str]:
        """As one of several to choose: how it begins."""
        return str(self.id), self.words if len(self.words) <= _BEGINS else f"{self.words[:_BEGINS]}…"


def phrases(person: Person, *, language: str = "") -> list[OwnPhrase]:
    """This person's phrases, of one language or of all, the oldest first."""
    rows = Phrase.objects.filter(person=person).order_by("kept_at", "id")
    if language:
        rows = rows.filter(language=language)
    return [
        OwnPhrase(row.id, row.language, str(crypto.open_json(person.sealed_for, row.words, purpose=PHRASE)))
        for row in rows
    ]


@dataclass(frozen=True)
class Spent:
    """How long one answer took, as counted and as corrected."""

    answer: UUID
    about: UUID
    seconds: int
    minutes: int | None
    sent_at: datetime

    @property
    def in_minutes(self) -> int:
        """Whole minutes, one at least."""
        return self.minutes if self.minutes is not None else max(1, round(self.seconds / 60))


def minutes_read(patients: QuerySet[Any, Any], *, since: datetime) -> list[tuple[UUID, datetime, int]]:
    """Of each answer to one of these patients (a query of their ids) since then: whose, when, and its minutes."""
    rows = ReadingTime.objects.filter(about__in=patients, sent_at__gte=since)
    return [(row.about, row.sent_at, _spent(row).in_minutes) for row in rows]


def is_sent(answer: UUID | None) -> bool:
    """Whether an answer of this id was sent already."""
    return answer is not None and ReadingTime.objects.filter(answer=answer).exists()


def spent(person: Person, *, since: datetime) -> list[Spent]:
    """What this person's answers took since then, the newest first."""
    rows = ReadingTime.objects.filter(person=person, sent_at__gte=since).order_by("-sent_at", "answer")
    return [_spent(row) for row in rows]


def _spent(row: ReadingTime) -> Spent:
    return Spent(row.answer, row.about, row.seconds, row.minutes, row.sent_at)
