"""What can be looked up in a list of entries: who, how fast, which facts, which answers are dangerous."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from accalmie.core import entries as e
from accalmie.core.programme import nodes
from accalmie.core.programme.reference.story import Happened, Told
from accalmie.core.rules import Rule, Value, WrongValue, evaluate

DAY = timedelta(days=1)
BY_PROFESSIONALS = (e.EnrolmentMoved, e.ModeChanged, e.ModuleOpened, e.StepReviewed, e.ConcernReviewed)
OF_THE_PERSON = (e.MeasureScored, e.DangerGraded, e.ContactMade, e.ConcernReviewed)
READ = (
    *(*OF_THE_PERSON, *BY_PROFESSIONALS, e.EnrolmentPaused, e.EnrolmentResumed, e.EnrolmentEnded, e.PaceChanged),
    *(e.ShortVersionChosen, e.StepCompleted, e.StepDeclined, e.PracticeNoted, e.ModuleRated, e.OtherWayAsked),
    e.ExerciseWritten,
)


class Reading:
    """Everything that can be read in the entries so far."""

    def __init__(
        self, programme: nodes.Programme, past: list[Happened], start: Happened, begun: int, told: Told
    ) -> None:
        enrolled = start[0]
        assert isinstance(enrolled, e.Enrolled)
        self.programme, self.enrolled, self.start, self.begun = programme, enrolled, start[2], begun
        self.told, self.has_begun = told, len(past) > begun
        self.past = [happened for happened in past if self.matters(happened)]
        self.before = [happened for happened in past[:begun] if self.matters(happened)]
        self.scored_in = self.past[len(self.before) :] if programme.leads_to else self.past  # an orientation asks anew

    def matters(self, happened: Happened) -> bool:
        """Entries about this enrolment, and those about the person."""
        entry = happened[0]
        if not isinstance(entry, READ):
            return False
        place = getattr(entry, "at", None)
        of = getattr(entry, "enrolment", place.enrolment if place is not None else None)
        return isinstance(entry, OF_THE_PERSON) or of is None or of == self.enrolled.enrolment

    def all_of(self, *kinds: type[e.Entry]) -> list[tuple[Any, UUID, datetime]]:
        return [happened for happened in self.past if isinstance(happened[0], kinds)]

    def seen(self) -> datetime:
        return max([self.start, *(at for *_, at in self.past)])

    def active(self) -> datetime:
        return max([self.start, *(at for one, _, at in self.past if not isinstance(one, BY_PROFESSIONALS))])

    def mode(self) -> str:
        changes = [entry.mode for entry, *_ in self.all_of(e.ModeChanged) if entry.mode in self.programme.modes]
        return str([self.enrolled.mode, *changes][-1])

    def factor(self) -> float:
        changes = [entry.time_factor for entry, *_ in self.all_of(e.PaceChanged) if not math.isnan(entry.time_factor)]
        return float(min(3.0, max(0.5, changes[-1]))) if changes else 1.0

    def decide(self, rule: Rule, known: dict[str, Value]) -> bool | None:
        try:
            return evaluate(rule, known)
        except WrongValue:
            return None
