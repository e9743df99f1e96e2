"""A patient's nights and what was decided of their window, always asked from the patient."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from functools import cached_property
from typing import TypeVar
from uuid import UUID

import msgspec
from django.db.models import Q
from django.utils import timezone

from accalmie.capabilities.sleep.library import rules
from accalmie.capabilities.sleep.models import Noted
from accalmie.core.crisis import follow
from accalmie.core.entries import (
    Entry,
    NightNoted,
    SleepQuestionsAnswered,
    SleepWeekAnswered,
    SleepWindowSet,
    SleepWindowSupported,
)
from accalmie.core.sleep import (
    Admission,
    BadNight,
    Condition,
    DiaryNight,
    Mean,
    Method,
    Night,
    Person,
    Reason,
    Week,
    Window,
    admit,
    clashes,
    read_night,
    week,
    why_closed,
)
from accalmie.foundation import crypto
from accalmie.foundation.access.queries import professionals_of
from accalmie.foundation.people.models import Patient
from accalmie.safety import library as danger, queries as safety

SAID = "sleep.noted.said"
YES, NO = "yes", "no"
WEEK = timedelta(days=7)
_LOOKS_BACK = timedelta(days=70)
"""Nights that pages show or that a decision rests on; older ones stay in the record."""
E = TypeVar("E", bound=Entry)


@dataclass(frozen=True)
class Decided:
    """One decision about the window."""

    id: UUID
    said: SleepWindowSet
    sequence: int
    at: datetime

    @property
    def window(self) -> Window | None:
        """The window that it gave."""
        return window_of(self.said)

    @property
    def on(self) -> date:
        """The day of the decision, on the reader's calendar."""
        return timezone.localtime(self.at).date()


@dataclass(frozen=True)
class Weekly:
    """The questions of one week as they were answered."""

    answers: Mapping[str, str]
    at: datetime
    sequence: int


@dataclass(frozen=True)
class Support:
    """What a professional noted last: that they follow the window, and which agreements of a doctor there are."""

    said: SleepWindowSupported
    by: UUID | None
    at: datetime
    sequence: int


@dataclass(frozen=True)
class Course:
    """All that is known of one person's sleep. `nights`: as they were noted, oldest first; the rest newest first.

    `began`: for each question about health that is not answered no, the place in the record since which it is not.
    `followed`: a professional of their team follows the window. `in_danger`: something told holds a programme, and
    `danger_since` when the newest of what nobody has settled was told. `resumed`: the place in the record at which a
    professional last said that it may be shortened again, 0 for none.
    """

    patient: UUID
    nights: tuple[DiaryNight, ...]
    answers: Mapping[str, str]
    answered_at: datetime | None
    began: Mapping[str, int]
    decided: tuple[Decided, ...]
    weekly: tuple[Weekly, ...]
    support: Support | None
    followed: bool
    in_danger: bool
    danger_since: datetime | None
    resumed: int
    now: datetime

    @property
    def today(self) -> date:
        return timezone.localtime(self.now).date()

    @cached_property
    def read(self) -> tuple[Night, ...]:
        """The nights with their figures; what cannot be read by today's rules, or overlaps an earlier one, is left
        out of the figures and stays on the page."""
        found: list[Night] = []
        for noted in self.nights:
            night = figures_of(noted, self.now)
            if night is not None and not clashes([*found, night]):
                found.append(night)
        return tuple(found)

    @property
    def last(self) -> date:
        """The last day of the week that is looked at: today, or yesterday while today's night is not noted."""
        days = {night.day for night in self.nights}
        return self.today if self.today in days else self.today - timedelta(days=1)

    @cached_property
    def week(self) -> Week:
        """The latest seven days."""
        return week(self.read, last=self.last)

    @property
    def weeks(self) -> tuple[Week, ...]:
        """The latest weeks on which a first window may rest, the latest last."""
        count = rules().baseline_weeks
        return tuple(week(self.read, last=self.last - WEEK * back) for back in reversed(range(count)))

    @property
    def person(self) -> Person:
        """What the engine is told of somebody. A danger answers what it answers, whatever was said on another day."""
        told = {one.id: "yes" for one in rules().conditions if one.also == "danger" and self.in_danger}
        return Person(answers={**self.answers, **told}, guided=self.followed, agreed=self.agreed)

    @property
    def agreed(self) -> frozenset[str]:
        """The agreements of a doctor that stand: one given before something began says nothing about it."""
        return frozenset(one.id for one in rules().conditions if self._is_agreed(one))

    def _is_agreed(self, condition: Condition) -> bool:
        support = self.support
        if support is None or condition.id not in support.said.conditions:
            return False
        if self.began.get(condition.id, 0) > support.sequence:
            return False
        is_told = condition.also == "danger" and self.in_danger
        return not is_told or self.danger_since is None or support.at > self.danger_since

    @property
    def unresumed_yes(self) -> bool:
        """A yes to a question of the week, after which no professional has said that a window may be shortened."""
        return any(YES in one.answers.values() and one.sequence > self.resumed for one in self.weekly)

    @property
    def admission(self) -> Admission:
        """What is open to them now."""
        return admit(rules(), self.person, night_shifts=sum(one.night_shifts for one in self.weeks))

    @property
    def closed(self) -> Reason | None:
        """Why no window may stand now; None when one may. Questions that are new to somebody end none."""
        admission = self.admission
        return None if admission.methods else why_closed(admission, guided=self.followed)

    @property
    def window(self) -> Window | None:
        """The window that holds today: what was decided last, unless something that began since ends it.

        Once nobody follows it any more, it is not under the floor of those who are alone.
        """
        latest = self.decided[0] if self.decided else None
        if latest is None or latest.window is None or self.closed in (Reason.DOCTOR, Reason.PROFESSIONAL):
            return None
        window = latest.window.resumed() if self.resumed > latest.sequence else latest.window
        return msgspec.structs.replace(window, minutes=max(window.minutes, rules().floor(guided=self.followed)))

    @property
    def due_on(self) -> date | None:
        """From which day on the week is looked at; None without a window."""
        return self.decided[0].on + WEEK if self.window else None

    @property
    def is_due(self) -> bool:
        """Whether a week has passed since the last decision."""
        return self.due_on is not None and self.due_on <= self.today


def figures_of(noted: DiaryNight, now: datetime) -> Night | None:
    """The figures of a night; None when it cannot be read by today's rules."""
    try:
        return read_night(noted, rules=rules(), now=now)
    except BadNight:
        return None


def course(patient: UUID, *, now: datetime) -> Course:
    """Everything about this patient's sleep that a page or a decision needs, read from its rows in one go; who follows
    them and whether a danger was told are asked beside."""
    since = timezone.localtime(now).date() - _LOOKS_BACK
    kept = ~Q(kind=Noted.Kind.NIGHT) | Q(day__gte=since, said__isnull=False)
    rows = list(Noted.objects.filter(kept, patient_id=patient).order_by("-sequence"))
    asked = list(_of(rows, Noted.Kind.QUESTIONS, SleepQuestionsAnswered))
    support = next((Support(said, row.noted_by, row.noted_at, row.sequence) for row, said in _support(rows)), None)
    return Course(
        patient=patient,
        nights=tuple(sorted((_night(said) for _row, said in _nights(rows)), key=lambda night: night.day)),
        answers=asked[0][1].answers if asked else {},
        answered_at=asked[0][0].noted_at if asked else None,
        began=_began(asked),
        decided=tuple(Decided(row.id, said, row.sequence, row.noted_at) for row, said in _windows(rows)),
        weekly=tuple(Weekly(said.answers, row.noted_at, row.sequence) for row, said in _weeks(rows)),
        support=support,
        followed=support is not None and _follows(patient, support, now),
        in_danger=_is_held(patient),
        danger_since=safety.unsettled_since(patient),
        resumed=next((row.sequence for row in rows if row.kind == Noted.Kind.RESUMED), 0),
        now=now,
    )


def with_a_window() -> list[UUID]:
    """The patients for whom something was ever decided of a window, whose record is open."""
    decided = Noted.objects.filter(kind=Noted.Kind.WINDOW).values("patient_id")
    return list(Patient.objects.open().filter(id__in=decided).values_list("id", flat=True))


def with_night(before: Course, night: DiaryNight) -> Course:
    """The course with one more night, or another in its place."""
    others = [one for one in before.nights if one.day != night.day]
    return replace(before, nights=tuple(sorted([*others, night], key=lambda one: one.day)))


def is_kept(patient: UUID) -> bool:
    """Whether this patient has noted anything about their sleep."""
    return Noted.objects.filter(patient_id=patient).exists()


def _of(rows: list[Noted], kind: Noted.Kind, type_: type[E]) -> Iterator[tuple[Noted, E]]:
    for row in rows:
        if row.kind == kind and row.said is not None:
            yield row, crypto.open_as(row.patient_id, row.said, type_, purpose=SAID)


def _nights(rows: list[Noted]) -> Iterator[tuple[Noted, NightNoted]]:
    return _of(rows, Noted.Kind.NIGHT, NightNoted)


def _windows(rows: list[Noted]) -> Iterator[tuple[Noted, SleepWindowSet]]:
    return _of(rows, Noted.Kind.WINDOW, SleepWindowSet)


def _weeks(rows: list[Noted]) -> Iterator[tuple[Noted, SleepWeekAnswered]]:
    return _of(rows, Noted.Kind.WEEK, SleepWeekAnswered)


def _support(rows: list[Noted]) -> Iterator[tuple[Noted, SleepWindowSupported]]:
    return _of(rows, Noted.Kind.SUPPORT, SleepWindowSupported)


def _began(asked: list[tuple[Noted, SleepQuestionsAnswered]]) -> dict[str, int]:
    """Since which answering, of the newest without a break, each question is not answered no. Newest first."""
    found: dict[str, int] = {}
    open_ = {name for _row, said in asked[:1] for name in said.answers}
    for row, said in asked:
        open_ = {name for name in open_ if said.answers.get(name, NO) != NO}
        found |= dict.fromkeys(open_, row.sequence)
    return found


def _night(said: NightNoted) -> DiaryNight:
    """The entry as the engine reads it."""
    given = {name: value for name, value in msgspec.structs.asdict(said).items() if name != "woke_in"}
    return DiaryNight(**given, woke_in=said.woke_in or None)


def _follows(patient: UUID, support: Support, now: datetime) -> bool:
    """Whoever said that they follow the window is still in the care team."""
    if not support.said.follows:
        return False
    return support.by in {person.id for person in professionals_of(patient, now=now)}


def _is_held(patient: UUID) -> bool:
    """Whether a danger was told that holds a programme, and of which no professional has said that it goes on."""
    return not follow(danger.rules(), safety.unsettled(patient)).programme_goes_on


def window_of(said: SleepWindowSet) -> Window | None:
    """The window that a decision gave. One that a later release wrote in other words reads as none."""
    try:
        return _window_of(said)
    except ValueError:
        return None


def _window_of(said: SleepWindowSet) -> Window | None:
    if said.minutes is None:
        return None
    return Window(
        minutes=said.minutes,
        rise=time.fromisoformat(said.rise),
        method=Method(said.method),
        usual=said.usual,
        paused=said.paused,
    )


def mean_of(said: SleepWindowSet) -> Week | None:
    """The week on which a decision rested, as far as its sentence says it."""
    if said.efficiency is None or said.week_until is None:
        return None
    return Week(
        first=said.week_until - WEEK + timedelta(days=1),
        last=said.week_until,
        nights=(),
        sol=None,
        waso=None,
        twak=None,
        tst=None,
        tib=None,
        se=Mean(Fraction(said.efficiency), said.counted),
        nap_minutes=None,
        quality=None,
        night_shifts=0,
    )
