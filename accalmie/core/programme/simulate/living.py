"""A test person's weeks, lived through the real engine: three visits a week, and a note of each day of a practice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

import msgspec

from accalmie.core import entries as e
from accalmie.core.exercises import Exercise as ExerciseDefinition
from accalmie.core.measures import Instrument, score
from accalmie.core.programme import nodes
from accalmie.core.programme.engine import Plan, Progress, admission, apply, course, facts, plan, start
from accalmie.core.programme.orienting import Screening
from accalmie.core.programme.people import Act, Person, Week
from accalmie.core.programme.simulate.dice import Dice
from accalmie.core.programme.simulate.doing import measure_answers, simulate

BEGINS = datetime(2026, 1, 5, 17, 0, tzinfo=UTC)
"""When the first measures are given; the person starts, and first visits, an hour later."""
STARTS_AFTER = timedelta(hours=1)
VISITS = (0, 2, 4)
"""Days of each week on which the person comes, at the hour of the start."""
NOTED_AT = timedelta(hours=20)
"""The hour at which a day of practice is noted."""
MOST_PAGES = 60
"""Pages that one visit can show; more would mean that the programme turns in a circle."""


class Grade(NamedTuple):
    """What graded questions give: a level of danger, and whether all that mattered was answered."""

    level: str
    finished: bool


class World(msgspec.Struct, frozen=True, kw_only=True):
    """What the site has around a programme: its instruments, its exercises, and how its rules grade danger."""

    instruments: Mapping[str, Instrument]
    grade: Callable[[Mapping[str, str]], Grade]
    exercises: Mapping[str, ExerciseDefinition] = {}
    rules_version: str = "1"


class Lived(NamedTuple):
    """One entry of a simulated life: how long after the beginning, under which id."""

    offset: timedelta
    id: UUID
    entry: e.Entry


class WeekSeen(msgspec.Struct, kw_only=True):
    """What happened to the person in one week, and the page at its end."""

    week: int
    pages: list[str] = []
    seen: list[str] = []
    help: bool = False
    person: bool = False
    page: str = ""
    module: str = ""
    level: str = "none"
    outcome: str = ""
    finished: tuple[str, ...] = ()


class Life:
    """A person in a programme, from their first measure on. `lived` collects every entry."""

    def __init__(self, programme: nodes.Programme, person: Person, world: World, *, seed: int = 0) -> None:
        self.programme, self.person, self.world = programme, person, world
        self.dice = Dice(seed)
        self.enrolment = self.dice.uuid()
        self.lived: list[Lived] = []
        self.given = dict(person.before)
        self.level = "none"
        self.clock = BEGINS
        self.before = [self._recorded(self._scored(name)) for name in person.before]
        self.clock = BEGINS + STARTS_AFTER
        self.progress = self._begin()

    def _begin(self) -> Progress | None:
        """The progress at the start, or None when the person is led to somebody first."""
        person = self.person
        earlier = [(one.entry, one.id, BEGINS) for one in self.before]
        begun = start(
            self.programme,
            enrolment=self.enrolment,
            mode=person.mode,
            language=person.language,
            at=self.clock,
            earlier=earlier,
        )
        said = (person.answers.get(question.id, "no") for question in self.programme.needs_a_person)
        open_ = admission(self.programme, person.mode, facts(self.programme, begun, self.clock)) == "open"
        if not open_ or any(answer != "no" for answer in said):
            return None
        enrolled = e.Enrolled(
            enrolment=self.enrolment, programme=self.programme.id, graph="", mode=person.mode, language=person.language
        )
        self._recorded(enrolled)
        return begun

    def weeks(self) -> Iterator[WeekSeen]:
        """Live each week that the author wrote, and the empty ones between them."""
        written = {week.week: week for week in self.person.weeks}
        for number in range(1, max(written, default=0) + 1):
            week = written.get(number, Week(week=number))
            seen = WeekSeen(week=number)
            Living(self, week, seen).live()
            self._close(seen)
            yield seen

    def _close(self, seen: WeekSeen) -> None:
        """Look at the page just before the next week begins."""
        self.clock = BEGINS + STARTS_AFTER + timedelta(days=7 * seen.week, minutes=-1)
        if self.progress is None:
            seen.page, seen.person = "refused", True
            return
        now = self.plan()
        for_others = {each.id for each in self.programme.main} - {each.id for each in self._course()}
        finished = tuple(id for id in self.progress.finished if id not in for_others)
        seen.page, seen.module, seen.finished = now.name, now.module, finished
        seen.outcome = now.outcome
        seen.level = now.level if now.page == "help" else self.level

    def _course(self) -> tuple[nodes.Module, ...]:
        assert self.progress is not None
        return course(self.programme, self.progress, self.clock)

    def plan(self) -> Plan:
        """What is offered at the clock."""
        assert self.progress is not None
        return plan(self.programme, self.progress, now=self.clock)

    def happen(self, entry: e.Entry) -> None:
        """One more entry, now."""
        recorded = self._recorded(entry)
        if self.progress is not None:
            self.progress = apply(self.programme, self.progress, entry, id=recorded.id, at=self.clock)

    def _recorded(self, entry: e.Entry) -> Lived:
        lived = Lived(self.clock - BEGINS, self.dice.uuid(), entry)
        self.lived.append(lived)
        return lived

    def measure(self, instrument: str, at: e.StepRef | None) -> None:
        """Answer a measure as the author last said it, else with none of the trouble it asks about."""
        self.happen(self._scored(instrument, at))

    def _scored(self, name: str, at: e.StepRef | None = None) -> e.MeasureScored:
        instrument = self.world.instruments[name]
        answers = measure_answers(instrument, self.given.get(name, instrument.lo))
        scored = score(instrument, answers)
        return e.MeasureScored(
            instrument=name,
            instrument_version=instrument.version,
            answers=answers,
            total=scored.total,
            band=scored.band,
            language=self.person.language,
            at=at,
        )


class Living:
    """One week of a life: its acts in order, on the days that are left."""

    def __init__(self, life: Life, week: Week, seen: WeekSeen) -> None:
        self.life, self.week, self.seen = life, week, seen
        self.monday = BEGINS + STARTS_AFTER + timedelta(days=7 * (week.week - 1))
        self.visits = [self.monday + timedelta(days=day) for day in VISITS]
        self.absent = False

    def live(self) -> None:
        """Do what the author says; a person who does nothing notes no practice either."""
        if self.life.progress is None:
            return
        self.life.clock = self.monday
        self.life.given |= self.week.measures
        for act in self.week.does:
            self._do(act)
        if any(act.kind in ("everything", "up to") for act in self.week.does):
            self._note_until(self.monday + timedelta(days=7, hours=-1))

    def _do(self, act: Act) -> None:
        match act.kind:
            case "everything" | "up to":
                self._visit_until(act.target)
            case "nothing":
                return
            case _:
                for entry in self._entries(act):
                    self.life.happen(entry)

    def _entries(self, act: Act) -> Iterator[e.Entry]:
        """What an act other than a visit puts into the journal."""
        life, now = self.life, self.life.plan()
        ref = e.StepRef(enrolment=life.enrolment, module=now.module, step=now.step)
        match act.kind:
            case "pause":
                until = date.fromordinal(life.clock.date().toordinal() + act.days)
                yield e.EnrolmentPaused(enrolment=life.enrolment, until=until)
            case "leave":
                yield e.EnrolmentEnded(enrolment=life.enrolment, reason="left")
            case "short version":
                yield e.ShortVersionChosen(enrolment=life.enrolment, module=now.module, short=True)
            case "opens":
                yield e.ModuleOpened(enrolment=life.enrolment, module=act.target)
            case "ask for a person":
                self.seen.person = True
                yield e.OtherWayAsked(at=ref, wish="person")
            case "ask for another exercise":
                yield e.OtherWayAsked(at=ref, wish="exercise")
            case "reviews" if now.danger is not None:
                yield e.ConcernReviewed(source=now.danger, words="", programme_goes_on=True)
            case "reviews" if now.page == "review":
                yield e.StepReviewed(at=ref, words="")
            case "speaks" if now.danger is not None:
                yield e.ContactMade(source=now.danger, with_whom="professional")

    def _visit_until(self, target: str) -> None:
        """Visit now and on each day of visits that is left, until `target` is offered."""
        days = [self.life.clock, *(day for day in self.visits if day > self.life.clock)]
        for day in days:
            self._note_until(day)
            if self._visit(target) == "stopped":
                return

    def _visit(self, target: str) -> str:
        """Take every page that is offered; "stopped" when the person would go no further this week."""
        for _ in range(MOST_PAGES):
            now = self.life.plan()
            if target and target in (now.step, now.module) and now.page in ("step", "reentry", "interlude"):
                return "stopped"
            self._look(now)
            answers = list(Answering(self.life, self.week).answers(now))
            if not answers:
                return "stopped" if now.page == "help" else "waits"
            for entry in answers:
                self.life.happen(entry)
        return "stopped"

    def _look(self, now: Plan) -> None:
        self.seen.pages.append(now.name)
        if now.page in ("step", "reentry", "review", "interlude") and now.step not in self.seen.seen:
            self.seen.seen.append(now.step)
        self.seen.help = self.seen.help or now.page == "help"
        self.seen.person = self.seen.person or now.page in ("help", "hold", "interlude")

    def _note_until(self, moment: datetime) -> None:
        """Note each evening the practices under way, as done."""
        evening = self.life.clock.replace(hour=0, minute=0) + NOTED_AT
        while evening <= moment:
            if evening > self.life.clock:
                self.life.clock = evening
                self._note_today()
            evening += timedelta(days=1)
        self.life.clock = max(self.life.clock, moment)

    def _note_today(self) -> None:
        life = self.life
        for practice in life.plan().practices:
            ref = e.StepRef(enrolment=life.enrolment, module=practice.module, step=practice.step)
            life.happen(e.PracticeNoted(at=ref, day=life.clock.date(), done=True))


class Answering:
    """What a person gives to the page in front of them."""

    def __init__(self, life: Life, week: Week) -> None:
        self.life, self.week = life, week

    def answers(self, now: Plan) -> Iterator[e.Entry]:
        """The entries with which the person goes on from this page; none where they can only wait, or leave it."""
        match now.page:
            case "help" if self.week.danger and now.danger is not None:
                yield self._graded(now.danger)
            case "rating":
                yield e.ModuleRated(enrolment=self.life.enrolment, module=now.module, helped=3, worse=False)
            case "measures":
                yield from self._measures(now, None)
            case "step" | "reentry" | "interlude":
                yield from self._step(now)

    def _graded(self, source: UUID) -> e.DangerGraded:
        grade = self.life.world.grade(self.week.danger)
        self.life.level = grade.level
        return e.DangerGraded(
            source=source,
            answers=self.week.danger,
            level=grade.level,
            finished=grade.finished,
            rules_version=self.life.world.rules_version,
        )

    def _measures(self, now: Plan, at: e.StepRef | None) -> Iterator[e.Entry]:
        for instrument in now.instruments:
            yield self.life._scored(instrument, at)

    def _step(self, now: Plan) -> Iterator[e.Entry]:
        step = self.life.programme.steps[now.step]
        ref = e.StepRef(enrolment=self.life.enrolment, module=now.module, step=now.step)
        if now.step in self.week.skip:
            yield e.StepDeclined(at=ref)
        elif now.instruments:
            yield from self._measures(now, ref)
        else:
            yield from self._done(step, ref)

    def _done(self, step: nodes.Step, ref: e.StepRef) -> Iterator[e.Entry]:
        life, doing = self.life, step.doing
        answers = simulate(doing, life.dice.draw, language=life.person.language, exercises=life.world.exercises)
        if isinstance(doing, nodes.Choice):
            answers = {nodes.CHOSEN: self.week.choose.get(step.id, doing.options[0])}
        if isinstance(doing, Screening):
            said = {**life.person.answers, **self.week.says}
            answers = {question: said.get(question, "no") for question in doing.questions}
        if isinstance(doing, nodes.Exercise):
            answers = {**answers, **self.week.writes.get(step.id, {})}
        if isinstance(doing, nodes.Sleep):
            answers = {**answers, **self.week.sleep}
        remember = doing.remember if isinstance(doing, nodes.Exercise) else {}
        remembered = {name: answers.get(field) for name, field in remember.items()}
        yield e.StepCompleted(at=ref, step_kind=step.kind, answers=answers, remembered=remembered)
        if isinstance(doing, nodes.Exercise) and doing.exercise in life.world.exercises:
            version = life.world.exercises[doing.exercise].version
            yield e.ExerciseWritten(
                exercise=doing.exercise, exercise_version=version, answers=answers, shared=True, at=ref
            )
