"""A slow, obvious reading of a programme: the same plan as the engine's, from the whole history, to judge the engine by.

Nothing is kept between two questions. Every answer goes through the patient's entries again from the first one; what rules
read, who asked for what and how long ago is looked up in the list each time. Only what depends on the order of things
(the steps settled, the modules ended, the dangers open) is told step by step, in `Told`, as one would tell the story aloud.
It shares no code with the engine, and reads in the order of docs/authors/format.md.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from accalmie.core import entries as e
from accalmie.core.programme import nodes
from accalmie.core.programme.plans import ActivePractice, OtherWay, Plan, Position
from accalmie.core.rules import Choice, Number, Rule, Value, WrongValue, evaluate, names

ORDER = ("none", "distress", "passive", "active", "plan", "harm_to_others")
DAY = timedelta(days=1)
BY_PROFESSIONALS = (e.EnrolmentMoved, e.ModeChanged, e.ModuleOpened, e.StepReviewed, e.ConcernReviewed)
OF_THE_PERSON = (e.MeasureScored, e.DangerGraded, e.ContactMade, e.ConcernReviewed)
READ = (
    *(*OF_THE_PERSON, *BY_PROFESSIONALS, e.EnrolmentPaused, e.EnrolmentResumed, e.EnrolmentEnded, e.PaceChanged),
    *(e.ShortVersionChosen, e.StepCompleted, e.StepDeclined, e.PracticeNoted, e.ModuleRated, e.OtherWayAsked),
    e.ExerciseWritten,
)

Happened = tuple[e.Entry, UUID, datetime]


@dataclass
class Case:
    """A danger that is open. `level` is empty while nobody has met the graded questions."""

    instrument: str
    source: UUID
    since: datetime
    graded: UUID | None = None
    level: str = ""
    finished: bool = False
    contact_at: datetime | None = None


@dataclass
class Told:
    """The story so far."""

    settled: dict[tuple[str, str], tuple[str, datetime]] = field(default_factory=dict)
    ended: dict[str, datetime] = field(default_factory=dict)
    module: str = ""
    to_rate: str = ""
    returning: bool = False
    offer_short: str = ""
    cases: list[Case] = field(default_factory=list)


def plan(programme: nodes.Programme, history: Iterable[Happened], *, enrolment: UUID, now: datetime) -> Plan:
    """What is offered at `now` after this history (in the journal's order; it holds the Enrolled entry)."""
    past = list(history)
    begun = next(i for i, (one, *_) in enumerate(past) if isinstance(one, e.Enrolled) and one.enrolment == enrolment)
    told = Told()
    for count, happened in enumerate(past):
        reading = Reading(programme, past[:count], past[begun], begun)
        if reading.matters(happened):
            if not isinstance(happened[0], BY_PROFESSIONALS):
                told.returning = told.returning or reading.was_away(told, max(happened[2], reading.seen()))
            after = Reading(programme, past[: count + 1], past[begun], begun)
            after.tell(told, happened)
            after.let_pass(told, after.seen())
        elif count == begun:
            reading.let_pass(told, happened[2])
    last = Reading(programme, past, past[begun], begun)
    last.let_pass(told, now)
    return last.page(told, now)


class Reading:
    """Everything that can be read in the entries so far."""

    def __init__(self, programme: nodes.Programme, past: list[Happened], start: Happened, begun: int) -> None:
        enrolled = start[0]
        assert isinstance(enrolled, e.Enrolled)
        self.programme, self.enrolled, self.start, self.begun = programme, enrolled, start[2], begun
        self.past = [happened for happened in past if self.matters(happened)]
        self.before = [happened for happened in past[:begun] if self.matters(happened)]

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

    # Facts.

    def facts(self, now: datetime) -> dict[str, Value]:
        known: dict[str, Value] = {"mode": self.mode(), "weeks": max(0, math.floor((now - self.start) / (7 * DAY)))}
        known["gap"] = max(0.0, (now - self.active()) / DAY)
        for instrument in sorted({entry.instrument for entry, *_ in self.all_of(e.MeasureScored)}):
            if self.watches(instrument):
                known |= self.score_facts(instrument)
        known |= {name: self.declared(name, source) for name, source in self.programme.facts.items()}
        return {name: value for name, value in known.items() if value is not None}

    def answers(self, instrument: str, past: list[Happened]) -> list[e.MeasureScored]:
        """Each set of answers that was not older than those before it."""
        kept: list[e.MeasureScored] = []
        newest = None
        for entry, _, at in past:
            if (
                isinstance(entry, e.MeasureScored)
                and entry.instrument == instrument
                and (newest is None or at >= newest)
            ):
                kept.append(entry)
                newest = at
        return kept

    def score_facts(self, instrument: str) -> dict[str, Value]:
        name, kept = nodes.fact_name(instrument), self.answers(instrument, self.past)
        totals = [total for entry in kept if (total := _number(entry.total)) is not None]
        early = [total for one in self.answers(instrument, self.before) if (total := _number(one.total)) is not None]
        found: dict[str, Value] = {}
        if totals:
            first = early[-1] if early else totals[0]
            found = {name: totals[-1], f"{name}_first": first, f"{name}_change": totals[-1] - first}
        for entry in kept:
            found |= {f"{name}_item{n}": answer for n, answer in enumerate(entry.answers, 1) if answer is not None}
        return found

    def declared(self, name: str, source: nodes.FactSource) -> Value:
        values: list[Value] = []
        for entry, *_ in self.all_of(e.StepCompleted, e.ExerciseWritten):
            if entry.at is not None and entry.at.step == source.step and source.step in self.programme.steps:
                values += self.given(name, source, entry)
        if source.source == "practice":
            taken_on = (days for days in map(self.days, self.places(source.step)) if days is not None)
            values += [*(sum(days.values()) for days in taken_on)][:1]
        fitting = [value for value in values if source.source != "choice" or value in self.doing_options(source.step)]
        return fitting[-1] if fitting and _fits(source, fitting[-1]) else None

    def given(self, name: str, source: nodes.FactSource, entry: Any) -> list[Value]:
        exercise = isinstance(self.programme.steps[source.step].doing, nodes.Exercise)
        if isinstance(entry, e.ExerciseWritten):
            number = entry.answers.get(source.field) if exercise else None
        else:
            number = entry.remembered.get(name, entry.answers.get(source.field))
        if source.source == "choice":
            chosen = entry.answers.get(nodes.CHOSEN) if isinstance(entry, e.StepCompleted) else None
            return [chosen] if isinstance(chosen, str) else []
        return [number] if source.source == "number" and _number(number) is not None else []

    def doing_options(self, step: str) -> tuple[str, ...]:
        made = self.programme.steps[step].doing
        return made.options if isinstance(made, nodes.Choice) else ()

    def decide(self, rule: Rule, known: dict[str, Value]) -> bool | None:
        try:
            return evaluate(rule, known)
        except WrongValue:
            return None

    # Places.

    def places(self, step: str) -> list[tuple[str, str]]:
        """Where a step stands; ("", step) when in no module."""
        modules = [module.id for module in self.programme.modules if any(slot.step == step for slot in module.slots)]
        return [(module, step) for module in modules or [""]]

    def place(self, ref: e.StepRef | None) -> tuple[str, str] | None:
        if ref is None or ref.step not in self.programme.steps:
            return None
        places = self.places(ref.step)
        return (ref.module, ref.step) if (ref.module, ref.step) in places else places[0]

    def at_place(self, place: tuple[str, str], *kinds: type[e.Entry]) -> list[tuple[Any, UUID, datetime]]:
        return [happened for happened in self.all_of(*kinds) if self.place(happened[0].at) == place]

    def pace(self, days: float) -> timedelta:
        return timedelta(days=days * self.factor())

    def opens(self, told: Told, module: nodes.Module) -> datetime | None:
        ways = [self.start] if module.opens.at_start else []
        if module.opens.after in told.ended:
            ways.append(told.ended[module.opens.after] + self.pace(module.opens.delay_days))
        if module.opens.by_professional:
            ways += self.opened_by_professional(module.id)[:1]
        return min(ways, default=None)

    def opened_by_professional(self, module: str) -> list[datetime]:
        """In mode alone nobody opens anything."""
        found, mode = [], self.enrolled.mode
        for entry, _, at in self.past:
            if isinstance(entry, e.ModeChanged) and entry.mode in self.programme.modes:
                mode = entry.mode
            if isinstance(entry, e.ModuleOpened) and entry.module == module and mode != "alone":
                found.append(at)
        return found

    def current(self, told: Told, now: datetime) -> nodes.Module | None:
        left = [module for module in self.programme.modules if module.id not in told.ended]
        stays = [module for module in left if module.id == told.module]
        is_open = [module for module in left if (at := self.opens(told, module)) is not None and at <= now]
        return next(iter(stays + is_open), None)

    def is_short(self, module: nodes.Module) -> bool:
        chosen = [entry.short for entry, *_ in self.all_of(e.ShortVersionChosen) if entry.module == module.id]
        return any(slot.short for slot in module.slots) and bool(chosen) and bool(chosen[-1])

    def is_shown(self, module: nodes.Module, slot: nodes.Slot, known: dict[str, Value]) -> bool:
        if self.mode() not in slot.modes or (self.is_short(module) and not slot.short):
            return False
        verdict = True if slot.when is None else self.decide(slot.when, known)
        return slot.unknown == "show" if verdict is None else verdict

    def to_do(self, told: Told, module: nodes.Module, known: dict[str, Value]) -> nodes.Slot | None:
        open_ = (slot for slot in module.slots if (module.id, slot.step) not in told.settled)
        return next((slot for slot in open_ if self.is_shown(module, slot, known)), None)

    def met(self, told: Told, module: nodes.Module, slots: Iterable[nodes.Slot]) -> list[datetime]:
        found = [told.settled.get((module.id, slot.step)) for slot in slots]
        return [one[1] for one in found if one is not None and one[0] != "skipped"]

    def from_when(self, told: Told, module: nodes.Module, slot: nodes.Slot) -> datetime:
        earlier = module.slots[: module.slots.index(slot)]
        begun = self.opens(told, module) or self.start
        return max(self.met(told, module, earlier), default=begun) + self.pace(slot.delay_days)

    # Practices and reviews.

    def since(self, place: tuple[str, str]) -> datetime | None:
        taken = self.at_place(place, e.StepCompleted, e.PracticeNoted)
        return taken[0][2] if taken else None

    def days(self, place: tuple[str, str]) -> dict[date, bool] | None:
        """The latest note of each day within the practice's time; None when it was not taken on."""
        return None if self.since(place) is None else {entry.day: entry.done for entry, _, _ in self.notes(place)}

    def notes(self, place: tuple[str, str]) -> list[tuple[Any, UUID, datetime]]:
        made, since = self.programme.steps[place[1]].doing, self.since(place)
        if since is None or not isinstance(made, nodes.Practice):
            return []
        first, last = since.date() - DAY, since.date() + timedelta(days=made.within * 3 + 1)
        noted = self.at_place(place, e.PracticeNoted)
        return [one for one in noted if first <= one[0].day <= last and one[0].day <= one[2].date() + DAY]

    def needed(self, made: nodes.Practice) -> int:
        return max(1, math.ceil(made.days * self.factor()))

    def practised(self, place: tuple[str, str]) -> datetime | None:
        made, days, since = self.programme.steps[place[1]].doing, self.days(place), self.since(place)
        if days is None or since is None or not isinstance(made, nodes.Practice):
            return None
        enough = sum(days.values()) >= self.needed(made)
        return max([since, *(at for *_, at in self.notes(place))]) if enough else None

    def goes_on(self, told: Told, module: nodes.Module, slot: nodes.Slot) -> datetime | None:
        """When a practice or a review goes on by itself."""
        made = self.programme.steps[slot.step].doing
        if isinstance(made, nodes.Review):
            return self.from_when(told, module, slot) + timedelta(days=made.wait_days)
        since = self.since((module.id, slot.step))
        if not isinstance(made, nodes.Practice) or since is None:
            return None
        return since + max(self.pace(made.within), timedelta(days=self.needed(made)))

    # What one entry changes.

    def tell(self, told: Told, happened: Happened) -> None:
        entry, id, at = happened
        match entry:
            case e.StepCompleted():
                self.tell_done(told, self.place(entry.at), at)
            case e.ExerciseWritten() if place := self.place(entry.at):
                if isinstance(self.programme.steps[place[1]].doing, nodes.Exercise):
                    self.tell_done(told, place, at)
            case e.StepDeclined():
                self.tell_declined(told, entry, id, at)
            case e.StepReviewed() if place := self.place(entry.at):
                if place not in told.settled and isinstance(self.programme.steps[place[1]].doing, nodes.Review):
                    told.settled[place] = ("reviewed", at)
            case e.MeasureScored():
                if self.watches(entry.instrument) and self.is_danger(entry.instrument, entry.answers, at):
                    self.tell_danger(told, entry.instrument, id, at)
                self.tell_answered(told, entry, at)
            case e.ModuleRated() if entry.module == told.to_rate:
                told.to_rate = ""
            case e.ShortVersionChosen() if any(module.id == entry.module for module in self.programme.modules):
                told.offer_short = ""
            case e.DangerGraded() | e.ContactMade() | e.ConcernReviewed():
                self.tell_safety(told, entry, id, at)

    def tell_done(self, told: Told, place: tuple[str, str] | None, at: datetime) -> None:
        if place is None:
            return
        practice = isinstance(self.programme.steps[place[1]].doing, nodes.Practice)
        done = told.settled.get(place, ("", at))[0] == "done"
        if not practice and (not done or place == ("", self.programme.gap.then)):
            told.settled[place] = ("done", at)
        self.tell_under_way(told, place)

    def tell_under_way(self, told: Told, place: tuple[str, str]) -> None:
        told.returning = False
        welcomed = place == ("", self.programme.gap.then)
        told.offer_short = told.module if welcomed else ""
        if not welcomed and place[0] not in ("", told.to_rate):
            told.to_rate = ""

    def tell_declined(self, told: Told, entry: e.StepDeclined, id: UUID, at: datetime) -> None:
        place = self.place(entry.at)
        made = self.programme.steps[place[1]].doing if place else None
        measures = made.instruments if isinstance(made, nodes.Questionnaire) else () if place else (entry.at.step,)
        for instrument in measures:
            if self.watches(instrument) and self.is_danger(instrument, (), at):
                self.tell_danger(told, instrument, id, at)
        if place is not None:
            how = told.settled.get(place, ("skipped", at))[0]
            if how == "skipped" or place == ("", self.programme.gap.then):
                told.settled[place] = ("declined", at)
            self.tell_under_way(told, place)

    def tell_answered(self, told: Told, entry: e.MeasureScored, at: datetime) -> None:
        """A questionnaire step is done with the last of its measures."""
        place = self.place(entry.at)
        if entry.at is None or entry.at.enrolment != self.enrolled.enrolment or place is None:
            return
        made = self.programme.steps[place[1]].doing
        if isinstance(made, nodes.Questionnaire) and entry.instrument in made.instruments:
            if not set(self.unanswered(place, made)):
                self.tell_done(told, place, at)

    def unanswered(self, place: tuple[str, str], made: nodes.Questionnaire) -> tuple[str, ...]:
        here = self.at_place(place, e.MeasureScored)
        answered = {entry.instrument for entry, *_ in here if entry.at.enrolment == self.enrolled.enrolment}
        return tuple(instrument for instrument in made.instruments if instrument not in answered)

    # Danger.

    def reads(self, rule: nodes.DangerRule, instrument: str) -> bool:
        name = nodes.fact_name(instrument)
        return any(fact == name or fact.startswith(name + "_") for fact in names(rule.when))

    def watches(self, instrument: str) -> bool:
        asked = {measure.instrument for measure in self.programme.measures}
        for step in self.programme.steps.values():
            asked |= set(step.doing.instruments if isinstance(step.doing, nodes.Questionnaire) else ())
        return instrument in asked or any(self.reads(rule, instrument) for rule in self.programme.danger)

    def is_danger(self, instrument: str, answers: tuple[int | None, ...], at: datetime) -> bool:
        """A danger rule is true of these answers, or an item that it reads was declined."""
        item = f"{nodes.fact_name(instrument)}_item"
        known = {name: value for name, value in self.facts(at).items() if not name.startswith(item)}
        known |= {f"{item}{number}": answer for number, answer in enumerate(answers, 1) if answer is not None}
        for rule in self.programme.danger:
            declined = any(name.startswith(item) and name not in known for name in names(rule.when))
            if self.reads(rule, instrument) and (self.decide(rule.when, known) or (rule.declined_helps and declined)):
                return True
        return False

    def tell_danger(self, told: Told, instrument: str, id: UUID, at: datetime) -> None:
        told.cases = [case for case in told.cases if case.finished or case.instrument != instrument]
        told.cases.append(Case(instrument, id, at))

    def tell_safety(self, told: Told, entry: e.Entry, id: UUID, at: datetime) -> None:
        match entry:
            case e.DangerGraded(finished=True):
                self.tell_graded(told, entry, id, at)
            case e.DangerGraded():
                self.tell_left(told, entry, id, at)
            case e.ContactMade():
                for case in told.cases:
                    if case.level and entry.source in (case.source, case.graded):
                        case.contact_at = at
            case e.ConcernReviewed(programme_goes_on=True):
                told.cases = [case for case in told.cases if entry.source not in (case.source, case.graded)]

    def tell_graded(self, told: Told, entry: e.DangerGraded, id: UUID, at: datetime) -> None:
        told.cases = [case for case in told.cases if case.finished or entry.source not in (case.source, case.graded)]
        if entry.level not in ("none", "distress", "passive"):
            held = [case.level for case in told.cases if case.finished]
            told.cases = [case for case in told.cases if not case.finished]
            told.cases.append(Case("", entry.source, at, id, _worst([*held, entry.level]), finished=True))

    def tell_left(self, told: Told, entry: e.DangerGraded, id: UUID, at: datetime) -> None:
        """Unfinished counts as active, unless these same questions were finished before and hold already."""
        if any(case.finished and case.source == entry.source for case in told.cases):
            return
        known = [case.instrument for case in told.cases if not case.finished and case.source == entry.source] or [""]
        told.cases = [case for case in told.cases if case.finished or case.instrument not in known]
        level = _worst(["active", entry.level])
        told.cases += [Case(instrument, entry.source, at, id, level) for instrument in known]

    # What time changes.

    def let_pass(self, told: Told, now: datetime) -> None:
        if self.mode() == "alone":
            told.cases = [case for case in told.cases if case.contact_at is None or case.contact_at + DAY > now]
        known = self.facts(now)
        while (module := self.current(told, now)) is not None and self.passes(told, module, known, now):
            pass

    def passes(self, told: Told, module: nodes.Module, known: dict[str, Value], now: datetime) -> bool:
        """Settle the next thing in this module that needs nobody; false when a person must come first."""
        told.module = module.id
        settled = [index for index, slot in enumerate(module.slots) if (module.id, slot.step) in told.settled]
        for slot in module.slots[: max(settled, default=0)]:
            if not self.is_shown(module, slot, known):
                told.settled.setdefault((module.id, slot.step), ("skipped", now))
        slot = self.to_do(told, module, known)  # type: ignore[assignment]
        if slot is None:
            self.end(told, module, now)
            return True
        practised, ends = self.practised((module.id, slot.step)), self.goes_on(told, module, slot)
        if practised is not None:
            told.settled[module.id, slot.step] = ("done", practised)
        elif ends is not None and ends <= now:
            told.settled[module.id, slot.step] = ("elapsed", ends)
        return (module.id, slot.step) in told.settled

    def end(self, told: Told, module: nodes.Module, now: datetime) -> None:
        begun = self.opens(told, module) or self.start
        told.ended[module.id] = max([begun, *self.met(told, module, module.slots)])
        for slot in module.slots:
            told.settled.setdefault((module.id, slot.step), ("skipped", now))
        rated = any(entry.module == module.id for entry, *_ in self.all_of(e.ModuleRated))
        if not rated and any(told.settled[module.id, slot.step][0] == "done" for slot in module.slots):
            told.to_rate = module.id

    # What is offered.

    def page(self, told: Told, now: datetime) -> Plan:
        waiting = sorted((case for case in told.cases if not case.level), key=lambda case: case.since)
        holding = sorted((case for case in told.cases if case.level), key=lambda case: case.since)
        if waiting:
            newest = [case for case in waiting if case.since == waiting[-1].since][0]
            level = _worst(["active", *(case.level for case in holding)])
            return Plan(page="help", module=told.module, danger=newest.source, level=level)
        reason = self.left()
        if reason is not None:
            return Plan(page="done" if reason == "completed" else "left", module=told.module)
        if holding:
            return self.hold(told, holding, now)
        pause = self.pause()
        if pause is not None and (pause[0] is None or now < pause[0]):
            return Plan(page="paused", module=told.module, opens_at=pause[0])
        return self.next(told, now)

    def hold(self, told: Told, holding: list[Case], now: datetime) -> Plan:
        contacts = [case.contact_at for case in holding if case.contact_at is not None]
        alone = self.mode() == "alone" and len(contacts) == len(holding)
        return Plan(
            page="hold",
            module=told.module,
            danger=holding[-1].source,
            level=_worst([case.level for case in holding]),
            opens_at=max(contacts) + DAY if alone else None,
            practices=tuple(self.under_way(told, now)),
        )

    def left(self) -> str | None:
        reason, moment, resumed = None, self.start, None
        for entry, _, at in self.all_of(e.EnrolmentEnded, e.EnrolmentResumed):
            if isinstance(entry, e.EnrolmentResumed):
                reason = None if reason == "left" and at >= moment else reason
                resumed = at if resumed is None else max(at, resumed)
            elif reason is None and (resumed is None or at >= resumed):
                reason, moment = entry.reason or "left", at
        return reason

    def pause(self) -> tuple[datetime | None] | None:
        """The end of the pause that was asked for last (None: open), unless resumed since."""
        pause: tuple[datetime, date | None] | None = None
        resumed = self.start
        for entry, _, at in self.all_of(e.EnrolmentPaused, e.EnrolmentResumed):
            if isinstance(entry, e.EnrolmentResumed):
                pause = None if pause is None or at >= pause[0] else pause
                resumed = max(resumed, at)
            elif at >= resumed and (pause is None or at >= pause[0]):
                pause = (at, entry.until)
        if pause is None:
            return None
        return (None if pause[1] is None else datetime.combine(min(pause[1], date(9000, 1, 1)), time.min, UTC),)

    def next(self, told: Told, now: datetime) -> Plan:
        programme, known = self.programme, self.facts(now)
        page, module, step, since = self.offered(told, known, now)
        if page == "step" and step != programme.opens_on:
            if told.returning or self.is_away(told, page, since, now):
                return self.welcome_back(told, module)
        if step != programme.opens_on or page != "step":
            if told.to_rate:
                return Plan(page="rating", module=told.to_rate, minutes=1)
            due = self.due(told, now)
            if due:
                return Plan(page="measures", module=told.module, instruments=due, minutes=2 * len(due))
        made = programme.steps[step].doing if step else None
        asks = page == "step" and isinstance(made, nodes.Questionnaire)
        return Plan(
            page=page,  # type: ignore[arg-type]
            module=module,
            step=step,
            instruments=self.unanswered((module, step), made) if asks else (),  # type: ignore[arg-type]
            minutes=programme.steps[step].minutes if page in ("step", "review") else 0,
            opens_at=None if page == "step" else since,
            practices=tuple(self.under_way(told, now)),
            short_offered=told.offer_short == module and "short" in self.ways(module),
            position=self.position(told, module, step, known),
            other_ways=self.ways(module) if page == "step" else (),
        )

    def offered(self, told: Told, known: dict[str, Value], now: datetime) -> tuple[str, str, str, datetime | None]:
        programme = self.programme
        opening, closing = ("", programme.opens_on), ("", programme.closes_on)
        if self.places(programme.opens_on) == [opening] and opening not in told.settled:
            return "step", programme.modules[0].id, programme.opens_on, self.start
        module = self.current(told, now)
        if module is not None:
            return self.in_module(told, module, known, now)
        if any(module.id not in told.ended for module in programme.modules):
            return "wait", told.module, "", self.next_opening(told, known)
        if self.places(programme.closes_on) == [closing] and closing not in told.settled:
            return "step", programme.modules[-1].id, programme.closes_on, max(told.ended.values())
        return "done", programme.modules[-1].id, "", None

    def in_module(
        self, told: Told, module: nodes.Module, known: dict[str, Value], now: datetime
    ) -> tuple[str, str, str, datetime | None]:
        slot = self.to_do(told, module, known)
        assert slot is not None
        made, ends = self.programme.steps[slot.step].doing, self.goes_on(told, module, slot)
        available = self.from_when(told, module, slot)
        if isinstance(made, nodes.Practice) and ends is not None:
            return "wait", module.id, slot.step, ends
        if now < available:
            return "wait", module.id, slot.step, available
        return ("review", module.id, slot.step, ends) if ends is not None else ("step", module.id, slot.step, available)

    def next_opening(self, told: Told, known: dict[str, Value]) -> datetime | None:
        left = [module for module in self.programme.modules if module.id not in told.ended]
        openings = [at for module in left if (at := self.opens(told, module)) is not None]
        if not openings:
            return None
        module = next(module for module in left if self.opens(told, module) == min(openings))
        slot = self.to_do(told, module, known)
        return min(openings) if slot is None else max(min(openings), self.from_when(told, module, slot))

    def is_away(self, told: Told, page: str, since: datetime | None, now: datetime) -> bool:
        begun = any(how != "skipped" for how, _ in told.settled.values())
        if page != "step" or since is None or not begun:
            return False
        return now - max(since, self.active()) >= timedelta(days=self.programme.gap.after_days)

    def was_away(self, told: Told, now: datetime) -> bool:
        """Asked just before the person does something again. The opening step aside."""
        then = copy.deepcopy(told)
        self.let_pass(then, now)
        then.settled.setdefault(("", self.programme.opens_on), ("skipped", now))
        page, _, _, since = self.offered(then, self.facts(now), now)
        return self.is_away(then, page, since, now)

    def welcome_back(self, told: Told, module: str) -> Plan:
        step = self.programme.steps[self.programme.gap.then]
        ways = self.ways(module)
        return Plan(
            page="reentry",
            module=module,
            step=step.id,
            minutes=step.minutes,
            short_offered="short" in ways,
            other_ways=ways,
        )

    def due(self, told: Told, now: datetime) -> tuple[str, ...]:
        ended = max(told.ended.values()) if len(told.ended) == len(self.programme.modules) else None
        return tuple(dict.fromkeys(one.instrument for one in self.programme.measures if self.is_due(one, ended, now)))

    def is_due(self, measure: nodes.MeasurePlan, ended: datetime | None, now: datetime) -> bool:
        asked = max(self.asked(measure.instrument), default=None)
        if "start" in measure.at and (asked is None or asked < self.start - 7 * DAY) and now >= self.start:
            return True
        if ended is not None:
            return "end" in measure.at and (asked is None or asked < ended) and now >= ended
        if measure.every_days is None:
            return False
        return now >= (self.start if asked is None else asked + timedelta(days=measure.every_days))

    def asked(self, instrument: str) -> Iterator[datetime]:
        """When the measure was answered, or declined on its own page or at a questionnaire step."""
        for entry, _, at in self.all_of(e.MeasureScored, e.StepDeclined):
            if isinstance(entry, e.MeasureScored):
                about: tuple[str, ...] = (entry.instrument,)
            elif entry.at.step not in self.programme.steps:
                about = (entry.at.step,)
            else:
                made = self.programme.steps[entry.at.step].doing
                about = made.instruments if isinstance(made, nodes.Questionnaire) else ()
            if instrument in about:
                yield at

    def ways(self, module: str) -> tuple[OtherWay, ...]:
        found = [each for each in self.programme.modules if each.id == module]
        shortens = bool(found) and any(slot.short for slot in found[0].slots) and not self.is_short(found[0])
        return ("skip", "short", "exercise", "person") if shortens else ("skip", "exercise", "person")

    def position(self, told: Told, module: str, step: str, known: dict[str, Value]) -> Position | None:
        ids = [each.id for each in self.programme.modules]
        if module not in ids:
            return None
        here, shown = self.programme.modules[ids.index(module)], []
        for slot in here.slots:
            how = told.settled.get((module, slot.step), ("", self.start))[0]
            if how not in ("", "skipped") or (not how and self.is_shown(here, slot, known)):
                shown.append(slot.step)
        place = shown.index(step) + 1 if step in shown else 0
        return Position(module=ids.index(module) + 1, modules=len(ids), step=place, steps=len(shown))

    def under_way(self, told: Told, now: datetime) -> Iterator[ActivePractice]:
        for module in self.programme.modules:
            for slot in module.slots:
                place, made = (module.id, slot.step), self.programme.steps[slot.step].doing
                days, ends = self.days(place), self.goes_on(told, module, slot)
                if not isinstance(made, nodes.Practice) or days is None or ends is None or place in told.settled:
                    continue
                if now < ends:
                    yield ActivePractice(
                        module=module.id,
                        step=slot.step,
                        done=sum(days.values()),
                        needed=self.needed(made),
                        noted=tuple(sorted(days)),
                        ends_at=ends,
                    )


def _number(value: object) -> float | None:
    ordinary = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    return value if ordinary else None  # type: ignore[return-value]


def _fits(source: nodes.FactSource, value: Value) -> bool:
    match source.type:
        case Choice(options):
            return value in options
        case Number(lo, hi):
            number = _number(value)
            return number is not None and (lo is None or lo <= number) and (hi is None or number <= hi)
    return False


def _worst(levels: list[str]) -> str:
    return max(levels, key=lambda level: ORDER.index(level) if level in ORDER else len(ORDER))
