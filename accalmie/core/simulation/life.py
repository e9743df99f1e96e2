"""One simulated life: days and weeks in their order, each page taken as the real engine offers it."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime, time, timedelta
from heapq import heappop, heappush
from typing import NamedTuple
from uuid import UUID

from accalmie.core import entries as e
from accalmie.core.crisis import Level, Question, follow, grade, shown_questions, signs
from accalmie.core.measures import score
from accalmie.core.programme import dangers
from accalmie.core.programme.engine import Plan, Progress, apply, plan
from accalmie.core.programme.nodes import Programme
from accalmie.core.simulation.chance import Chance
from accalmie.core.simulation.clinic import ALONE, Author, Clinic, Happened, History, Profile
from accalmie.core.simulation.course import ANXIETY, answers, total

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
OPEN, CLOSE = 8, 16  # hours, UTC, in which professionals answer on working days


class Due(NamedTuple):
    """Something that will happen. `number` keeps what falls on one moment in the order in which it was planned."""

    at: datetime
    number: int
    does: Callable[[], None]


class Life:
    """A life under way: the clock, what happened, and what is still to come."""

    def __init__(self, clinic: Clinic, profile: Profile, chance: Chance, *, arrives_at: datetime) -> None:
        self.clinic, self.profile, self.chance = clinic, profile, chance
        self.arrived_at = self.clock = arrives_at
        self.ends_at = clinic.until
        self.mode = ""
        self.is_seen = False  # a professional speaks with them before any start
        self.progress: Progress | None = None
        self.happened: list[Happened] = []
        self.left_at: datetime | None = None
        self.dangers: list[dangers.Kept] = []
        self._coming: list[Due] = []
        self._planned = 0

    @property
    def programme(self) -> Programme:
        return self.clinic.programme

    @property
    def has_team(self) -> bool:
        return self.is_seen or self.mode not in ("", ALONE)

    @property
    def weeks(self) -> float:
        """Since the person came."""
        return (self.clock - self.arrived_at) / WEEK

    def history(self) -> History:
        """All that happened."""
        return History(self.profile, self.arrived_at, self.mode, tuple(self.happened), self.progress, self.left_at)

    def run(self) -> None:
        """Let everything happen that is planned, in order, until the end."""
        while self._coming and max(self.clock, self._coming[0].at) < self.ends_at:
            due = heappop(self._coming)
            self.clock = max(self.clock, due.at)
            due.does()

    def later(self, at: datetime, does: Callable[[], None]) -> None:
        """Plan something."""
        self._planned += 1
        heappush(self._coming, Due(at, self._planned, does))

    def at_work(self, days: float) -> datetime:
        """So many days from now, moved to the next hour at which professionals work."""
        at = self.clock + timedelta(days=days)
        if at.hour >= CLOSE:
            at = datetime.combine(at.date() + DAY, time(OPEN), at.tzinfo) + timedelta(hours=self.chance.between(0, 3))
        elif at.hour < OPEN:
            at = at.replace(hour=OPEN)
        return at + DAY * max(0, 7 - at.weekday()) if at.weekday() > 4 else at

    def happen(self, entry: e.Entry, by: Author = "self") -> UUID:
        """One more entry, now."""
        id = self.chance.uuid()
        self.happened.append(Happened(self.clock, by, id, entry))
        self._remember(entry, id)
        if self.progress is not None:
            self.progress = apply(self.programme, self.progress, entry, id=id, at=self.clock)
        return id

    def _remember(self, entry: e.Entry, id: UUID) -> None:
        """What a start must not forget."""
        match entry:
            case e.MeasureScored() if self.shows_danger():
                self.dangers = dangers.told(self.dangers, entry, id=id, at=self.clock)
            case e.DangerGraded() | e.ContactMade():
                self.dangers = dangers.told(self.dangers, entry, id=id, at=self.clock)
            case e.ConcernReviewed():
                self.dangers = dangers.reviewed(self.dangers, entry)

    def do(self, entry: e.Entry, by: Author = "self") -> None:
        """`happen`, for what is planned."""
        self.happen(entry, by)

    def offered(self) -> Plan:
        """What the engine offers now."""
        assert self.progress is not None
        return plan(self.programme, self.progress, now=self.clock)

    def measure(self, instrument: str, at: e.StepRef | None = None) -> UUID:
        """Answer a measure as one's course says, sometimes leaving a question out."""
        given = self._answers(instrument)
        scored = score(self.clinic.instruments[instrument], given)
        entry = e.MeasureScored(
            instrument=instrument,
            instrument_version=self.clinic.instruments[instrument].version,
            answers=given,
            total=scored.total,
            band=scored.band,
            language=self.profile.language,
            at=at,
        )
        return self.happen(entry)

    def _answers(self, name: str) -> tuple[int | None, ...]:
        clinic, chance, severity = self.clinic, self.chance, self.clinic.parameters.severity
        instrument = clinic.instruments[name]
        noise = severity.anxiety_noise if name == ANXIETY else severity.noise
        less = severity.alone_falls_less.value * math.log1p(self.weeks) if self.mode == ALONE else 0.0
        expected = self.profile.course.expected(name, self.weeks) + less
        sum_ = total(instrument, expected, noise.value, chance)
        weights = clinic.parameters.items.get(name) or (1.0,) * len(instrument.items)
        given = answers(instrument, weights, sum_, self.profile.course, clinic.parameters.danger, chance)
        if not chance.happens(clinic.parameters.adherence.item_declined.value):
            return given
        left = chance.below(len(given))
        return tuple(None if place == left else answer for place, answer in enumerate(given))

    def shows_danger(self) -> UUID | None:
        """The id of the last entry, if it is a measure whose answers are a sign of danger."""
        last = self.happened[-1]
        if not isinstance(last.entry, e.MeasureScored):
            return None
        return last.id if signs(self.clinic.rules, last.entry.instrument, last.entry.answers) else None

    def answer_danger(self, source: UUID) -> Level:
        """The graded questions after a danger answer: finished by most, left by some."""
        given = self._said()
        graded = grade(self.clinic.rules, given)
        self.clock += timedelta(minutes=2)
        self.happen(
            e.DangerGraded(
                source=source,
                answers=given,
                level=graded.level.value,
                finished=graded.finished,
                rules_version=self.clinic.rules.version,
            )
        )
        return graded.level

    def _said(self) -> dict[str, str]:
        """What the person says to each question that is shown, until the end or until they leave."""
        chance, danger, rules = self.chance, self.clinic.parameters.danger, self.clinic.rules
        leaves_after = chance.below(3) if chance.happens(danger.unfinished.value) else len(rules.questions)
        said: dict[str, str] = {}
        while len(said) < leaves_after:
            asked = [question for question in shown_questions(rules, said) if question.id not in said]
            if not asked:
                break
            said[asked[0].id] = "yes" if self.chance.happens(self._says_yes(asked[0])) else "no"
        return said

    def _says_yes(self, question: Question) -> float:
        """How likely a yes is: who is not at risk says no to all but the lightest question."""
        danger, is_at_risk = self.clinic.parameters.danger, self.profile.course.is_at_risk
        if follow(self.clinic.rules, question.yes).programme_goes_on:
            return 1.0 if is_at_risk else danger.wish.value
        if not is_at_risk:
            return 0.0
        if question.under_way:
            return danger.act_of_at_risk.value
        return danger.plan_of_at_risk.value if question.yes is Level.PLAN else danger.thoughts_of_at_risk.value
