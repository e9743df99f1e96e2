"""A visit of a simulated person: page after page, as the engine offers them, for as long as they have."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import partial
from uuid import UUID

from accalmie.core import entries as e
from accalmie.core.programme import nodes
from accalmie.core.programme.engine import Plan, Progress
from accalmie.core.programme.simulate import simulate
from accalmie.core.simulation.course import LOW_MOOD
from accalmie.core.simulation.life import DAY, Life
from accalmie.core.simulation.team import Team
from accalmie.core.simulation.voices import remembered, written

MOST_PAGES = 40
LAST_PAGE = timedelta(minutes=15)  # no page begins so shortly before the end of everything
HOLDS = frozenset({"help", "hold"})


class Visits:
    """How one person goes through what is offered. `may_come` says whether they are there at all."""

    def __init__(self, life: Life, team: Team, enrolment: UUID) -> None:
        self.life, self.team, self.chance = life, team, life.chance
        self.enrolment = enrolment
        self.adherence = life.clinic.parameters.adherence
        self.is_gone = False
        self.away_until = life.clock
        self.pages: dict[str, Callable[[Plan], bool]] = {
            "help": self._help,
            "hold": self._hold,
            "rating": self._rate,
            "measures": self._measure,
            "step": self._step,
            "reentry": self._come_back,
            "review": self._wait_for_review,
            "interlude": self._read,
        }

    @property
    def may_come(self) -> bool:
        return not self.is_gone and self.life.clock >= self.away_until

    @property
    def mood(self) -> float:
        """From 0 to 10, the other side of the score."""
        expected = self.life.profile.course.expected(LOW_MOOD, self.life.weeks)
        return min(10.0, max(0.0, 9 - expected / 3 + self.chance.normal(0, 1)))

    def come(self) -> None:
        """One visit: the pages that fit in it."""
        life, closes = self.life, self.life.clinic.until - LAST_PAGE
        if not self.may_come or life.clock >= closes:
            return
        left = life.profile.minutes * self.chance.between(0.6, 1.4)
        for _ in range(MOST_PAGES):
            now = life.offered()
            takes = self.pages.get(now.page)
            if takes is None or not takes(now):
                break
            minutes = max(1.0, now.minutes * self.chance.between(0.6, 1.3))
            life.clock += timedelta(minutes=minutes)
            left -= minutes
            if left <= 0 or life.clock >= closes:
                break
        if self.chance.happens(self.adherence.mood_noted.value) and life.clock < life.clinic.until:
            life.happen(e.MoodNoted(mood=round(self.mood)))

    def _at(self, now: Plan) -> e.StepRef:
        return e.StepRef(enrolment=self.enrolment, module=now.module, step=now.step)

    def _help(self, now: Plan) -> bool:
        """The graded questions; who stands in danger is looked at, and the visit ends with the plan."""
        assert now.danger is not None
        source = now.danger
        self.life.answer_danger(source)
        self.team.look_at(source)
        if self.life.offered().page in HOLDS:
            self._speak_with_somebody(source)
            return False
        return True

    def _speak_with_somebody(self, source: UUID) -> None:
        """Alone, the way on leads by somebody to talk to; most find one within two days."""
        if not self.life.has_team and self.chance.happens(self.life.clinic.parameters.danger.contact_alone.value):
            whom = self.chance.one_of(("professional", "line", "relative"))
            at = self.life.clock + timedelta(hours=self.chance.between(2, 48))
            self.life.later(at, partial(self.life.do, e.ContactMade(source=source, with_whom=whom)))

    def _hold(self, now: Plan) -> bool:
        return False

    def _rate(self, now: Plan) -> bool:
        chance = self.chance
        is_worse = chance.happens(self.adherence.worse_module.value)
        declined = chance.happens(self.adherence.rating_declined.value)
        helped = 0 if is_worse else min(4, max(0, round(chance.normal(1.2 + self.life.profile.course.fall / 2.2, 0.9))))
        entry = e.ModuleRated(
            enrolment=self.enrolment,
            module=now.module,
            helped=None if declined else helped,
            worse=None if declined else is_worse,
        )
        self.life.happen(entry)
        return True

    def _measure(self, now: Plan) -> bool:
        for instrument in now.instruments:
            if self.chance.happens(self.adherence.measure_declined.value):
                at = e.StepRef(enrolment=self.enrolment, module=now.module, step=instrument)
                self.life.happen(e.StepDeclined(at=at))
            else:
                self.life.measure(instrument)
        return True

    def _wait_for_review(self, now: Plan) -> bool:
        self.team.review_step(self._at(now))
        return False

    def _read(self, now: Plan) -> bool:
        """What the programme says first after some measures; it offers somebody to talk to, and some ask."""
        if self.chance.happens(self.adherence.other_way.value * 5):
            self.team.look_at(self.life.happen(e.OtherWayAsked(at=self._at(now), wish="person")))
        self._done(now)
        return True

    def _come_back(self, now: Plan) -> bool:
        self._done(now)
        if now.short_offered and self.chance.happens(self.adherence.short_version.value):
            self.life.happen(e.ShortVersionChosen(enrolment=self.enrolment, module=now.module, short=True))
        return True

    def _step(self, now: Plan) -> bool:
        if now.instruments:
            for instrument in now.instruments:
                self.life.measure(instrument, self._at(now))
        elif self.chance.happens(self.adherence.other_way.value):
            self._ask_other_way(now)
        elif self.chance.happens(self.adherence.step_declined.value):
            self.life.happen(e.StepDeclined(at=self._at(now)))
        else:
            self._done(now)
        return True

    def _ask_other_way(self, now: Plan) -> None:
        wish = "person" if self.chance.happens(0.4) else "exercise"
        asked = self.life.happen(e.OtherWayAsked(at=self._at(now), wish=wish))
        if wish == "person":
            self.team.look_at(asked)
        self.life.happen(e.StepDeclined(at=self._at(now)))

    def _done(self, now: Plan) -> None:
        """The step as its kind asks: an option taken, words written, a practice taken on, or a text read."""
        step, at = self.life.programme.steps[now.step], self._at(now)
        match step.doing:
            case nodes.Exercise() as doing:
                self._write(doing, step, at)
            case nodes.Choice() as doing:
                taken = self._taken(doing, now)
                self._complete(step, at, {nodes.CHOSEN: taken}, {step.id: taken})
            case nodes.Practice() as doing:
                self._complete(step, at, {}, {})
                self._practise(doing, at)
            case nodes.Sleep() as doing:
                self._complete(step, at, simulate(doing, self.chance.draw), {})
            case _:
                self._complete(step, at, {}, {})

    def _complete(self, step: nodes.Step, at: e.StepRef, answers: e.Answers, remembered: e.Answers) -> None:
        self.life.happen(e.StepCompleted(at=at, step_kind=step.kind, answers=answers, remembered=remembered))

    def _write(self, doing: nodes.Exercise, step: nodes.Step, at: e.StepRef) -> None:
        life, exercise = self.life, self.life.clinic.exercises[doing.exercise]
        answers = written(exercise, life.profile.voice, self.chance, at=life.clock, mood=self.mood)
        self._complete(step, at, answers, remembered(doing.remember, answers))
        shared = life.has_team and self.chance.happens(self.adherence.exercise_shared.value)
        life.happen(
            e.ExerciseWritten(
                exercise=exercise.id, exercise_version=exercise.version, answers=answers, shared=shared, at=at
            )
        )
        if shared:
            self.team.reply_to(at)

    def _taken(self, doing: nodes.Choice, now: Plan) -> str:
        """A look back follows what was done; any other choice is open."""
        progress = self.life.progress
        assert progress is not None
        if doing.options[-1] != "stuck":
            return self.chance.one_of(doing.options)
        done = max(
            (one.done for name, one in progress.practices.items() if name.startswith(f"{now.module}/")), default=0
        )
        return doing.options[0] if done >= 3 else doing.options[1] if done else doing.options[-1]

    def _practise(self, doing: nodes.Practice, at: e.StepRef) -> None:
        """Each evening for as long as the practice can last, there is a note to make."""
        hour = time(int(19 + self.chance.between(0, 2)), self.chance.below(60))
        for day in range(doing.within):
            evening = datetime.combine(self.life.clock.date() + DAY * day, hour, self.life.clock.tzinfo)
            if evening > self.life.clock:
                self.life.later(evening, partial(self._note, at))

    def _note(self, at: e.StepRef) -> None:
        if not self.may_come or not _is_practising(self.life.progress, at):
            return
        if not self.chance.happens(self.adherence.practice_noted.value * self.life.profile.diligence):
            return
        done = self.chance.happens(self.adherence.practice_done.value)
        words = self.life.profile.voice.on("outcome" if done else "obstacle", self.chance)
        note = words if self.chance.happens(0.3) else ""
        self.life.happen(e.PracticeNoted(at=at, day=self.life.clock.date(), done=done, words=note))


def _is_practising(progress: Progress | None, at: e.StepRef) -> bool:
    name = f"{at.module}/{at.step}"
    return progress is not None and name in progress.practices and name not in progress.steps and not progress.ended
