"""People who do anything: each answer, absence and whim is drawn, until their programme ends or stops as it says.

Where a test person shows that a programme is kind to somebody, these show that nobody is lost in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Literal, TypeVar
from uuid import UUID

import msgspec

from accalmie.core import entries as e
from accalmie.core.programme import nodes
from accalmie.core.programme.engine import Plan, Progress, admission, apply, facts, plan, start
from accalmie.core.programme.orienting import Screening
from accalmie.core.programme.simulate.dice import Dice
from accalmie.core.programme.simulate.doing import simulate
from accalmie.core.programme.simulate.living import BEGINS, World
from accalmie.core.rules import Rule, WrongValue, evaluate

T = TypeVar("T")

Ending = Literal["done", "left", "held", "led to a person", "stuck"]
"""`held`: nobody answered a danger that holds the next step. `led to a person`: never admitted. `stuck`: none of these,
after more pages or years than any programme has."""

MOST_PAGES = 3_000
LONGEST = timedelta(days=5 * 365)
TRIES = 30
"""How often the answers before a start are drawn again, until the start rule opens."""
LEVELS = ("none", "distress", "passive", "active", "plan")


class Wandered(msgspec.Struct, frozen=True, kw_only=True):
    """How it ended, after how many pages, and the facts that a rule could not compare on the way."""

    ending: Ending
    pages: int
    wrong: tuple[str, ...] = ()
    last: str = ""


def wander(programme: nodes.Programme, world: World, *, seed: int) -> Wandered:
    """One person's whole way; the same seed gives the same one. Raises whatever the engine raises."""
    return _Wanderer(programme, world, Dice(seed)).go()


class _Wanderer:
    def __init__(self, programme: nodes.Programme, world: World, dice: Dice) -> None:
        self.programme, self.world, self.dice = programme, world, dice
        self.now = BEGINS
        self.mode: nodes.Mode = self._pick(programme.modes)
        self.enrolment = dice.uuid()
        self.wrong: set[str] = set()

    def go(self) -> Wandered:
        progress = self._admitted()
        if progress is None:
            return Wandered(ending="led to a person", pages=0)
        for number in range(MOST_PAGES):
            if self.now - BEGINS > LONGEST:
                break
            page = plan(self.programme, progress, now=self.now)
            self._try_rules(progress)
            ending = self._ending(page)
            if ending is not None:
                return Wandered(ending=ending, pages=number, wrong=tuple(sorted(self.wrong)), last=page.name)
            progress = self._on(progress, page)
        return Wandered(ending="stuck", pages=MOST_PAGES, wrong=tuple(sorted(self.wrong)), last=page.name)

    def _admitted(self) -> Progress | None:
        for _ in range(TRIES):
            earlier = [(self._scored(name, None), self.dice.uuid(), BEGINS) for name in self.programme.instruments]
            begun = start(
                self.programme, enrolment=self.enrolment, mode=self.mode, language="fr", at=BEGINS, earlier=earlier
            )
            flags = {flag: self._chance(0.5) for flag in nodes.START_FLAGS}
            if admission(self.programme, self.mode, {**facts(self.programme, begun, BEGINS), **flags}) == "open":
                return begun
        return None

    def _ending(self, page: Plan) -> Ending | None:
        """Where nothing comes any more, or nobody comes to somebody who waits for an answer."""
        if page.page == "left" or (page.page == "done" and page.opens_at is None):
            return "left" if page.page == "left" else "done"
        return "held" if page.page in ("help", "hold") and self._chance(0.1) else None

    def _on(self, progress: Progress, page: Plan) -> Progress:
        self._let_pass(page)
        for entry in self._entries(progress, page):
            progress = apply(self.programme, progress, entry, id=self.dice.uuid(), at=self.now)
        return progress

    def _let_pass(self, page: Plan) -> None:
        """Some hours; where there is only waiting, until it is over; now and then a long absence."""
        self.now += timedelta(hours=1 + self.dice.below(40))
        if page.opens_at is not None and page.page in ("wait", "review", "paused", "done", "hold"):
            self.now = max(self.now, page.opens_at)
        if self._chance(0.04):
            self.now += timedelta(days=5 + self.dice.below(60))

    def _entries(self, progress: Progress, page: Plan) -> Iterator[e.Entry]:
        if self._chance(0.002):
            yield e.EnrolmentEnded(enrolment=self.enrolment, reason="left")
        elif self._chance(0.01):
            yield e.EnrolmentPaused(
                enrolment=self.enrolment, until=self.now.date() + timedelta(days=1 + self.dice.below(30))
            )
        elif page.danger is not None:
            yield self._answered(page, page.danger)
        else:
            yield from self._usual(progress, page)

    def _answered(self, page: Plan, source: UUID) -> e.Entry:
        if page.page == "help":
            return e.DangerGraded(
                source=source,
                answers={},
                level=self._pick(LEVELS),
                finished=self._chance(0.8),
                rules_version=self.world.rules_version,
            )
        if self.mode == "alone":
            return e.ContactMade(source=source, with_whom="line")
        return e.ConcernReviewed(source=source, words="", programme_goes_on=self._chance(0.8))

    def _usual(self, progress: Progress, page: Plan) -> Iterator[e.Entry]:
        ref = e.StepRef(enrolment=self.enrolment, module=page.module, step=page.step)
        match page.page:
            case "rating":
                yield e.ModuleRated(
                    enrolment=self.enrolment, module=page.module, helped=self.dice.below(5), worse=self._chance(0.2)
                )
            case "measures":
                for name in page.instruments:
                    yield self._measured(name, None)
            case "review" if self._chance(0.7):
                yield e.StepReviewed(at=ref, words="")
            case "wait":
                yield from self._waiting(progress, page)
            case "step" | "reentry" | "interlude":
                yield from self._step(page, ref)

    def _waiting(self, progress: Progress, page: Plan) -> Iterator[e.Entry]:
        for practice in page.practices:
            at = e.StepRef(enrolment=self.enrolment, module=practice.module, step=practice.step)
            yield e.PracticeNoted(at=at, day=self.now.date(), done=self._chance(0.7))
        if self.mode == "alone":
            return
        closed = [one for one in self.programme.main if one.opens.by_professional and one.id not in progress.opened]
        for module in closed[:1]:
            yield e.ModuleOpened(enrolment=self.enrolment, module=module.id)

    def _step(self, page: Plan, ref: e.StepRef) -> Iterator[e.Entry]:
        step = self.programme.steps[page.step]
        if "short" in page.other_ways and self._chance(0.05):
            yield e.ShortVersionChosen(enrolment=self.enrolment, module=page.module, short=True)
        elif self._chance(0.1):
            yield e.StepDeclined(at=ref)
        elif page.instruments:
            for name in page.instruments:
                yield self._measured(name, ref)
        else:
            yield e.StepCompleted(at=ref, step_kind=step.kind, answers=self._done(step.doing))

    def _done(self, doing: nodes.Doing) -> e.Answers:
        if isinstance(doing, Screening):
            return {question: self._pick(("no", "no", "no", "yes", "declined")) for question in doing.questions}
        if isinstance(doing, nodes.Exercise):
            numbers = {
                source.field: self._number(source.type)
                for source in self.programme.facts.values()
                if source.source == "number" and self.programme.steps[source.step].doing == doing
            }
            return numbers if self._chance(0.8) else {}
        return simulate(doing, self.dice.draw)

    def _number(self, type_: object) -> float:
        lo, hi = getattr(type_, "lo", None), getattr(type_, "hi", None)
        lowest = 0 if lo is None else lo
        return float(lowest + self.dice.below(int((100 if hi is None else hi) - lowest) + 1))

    def _measured(self, name: str, ref: e.StepRef | None) -> e.Entry:
        if self._chance(0.05):
            return e.StepDeclined(at=ref or e.StepRef(enrolment=self.enrolment, module="", step=name))
        return self._scored(name, ref)

    def _scored(self, name: str, ref: e.StepRef | None) -> e.MeasureScored:
        """Answers drawn item by item around a severity of their own, so that low and high totals both come."""
        measured, severity = self.programme.instruments[name], self.dice.draw()
        asks_danger = {one.item for one in measured.danger}
        answers = tuple(
            self._item(measured, severity, number in asks_danger) for number in range(1, measured.items + 1)
        )
        given = [answer for answer in answers if answer is not None]
        share = (sum(given) - measured.item_lo * len(given)) / max(
            1, (measured.item_hi - measured.item_lo) * len(given)
        )
        total = round(measured.lo + share * (measured.hi - measured.lo)) if given else None
        return e.MeasureScored(
            instrument=name,
            instrument_version="1",
            answers=answers,
            total=total,
            band=None,
            language="fr",
            at=ref,
        )

    def _item(self, measured: nodes.Measured, severity: float, asks_danger: bool) -> int | None:
        if asks_danger and self._chance(0.9):
            return measured.item_lo
        if self._chance(0.01):
            return None
        width = measured.item_hi - measured.item_lo
        return measured.item_lo + min(width, int((self.dice.draw() + severity) / 2 * (width + 1)))

    def _try_rules(self, progress: Progress) -> None:
        """Rules that compare what they cannot are unknown to the engine; here they are told."""
        known = facts(self.programme, progress, self.now)
        for rule in self._rules(progress.module):
            try:
                evaluate(rule, known)
            except WrongValue as wrong:
                self.wrong.add(wrong.fact)

    def _rules(self, module: str) -> Iterator[Rule]:
        if module:
            yield from (slot.when for slot in self.programme.module(module).slots if slot.when is not None)
        yield from (one.when for one in self.programme.interludes)

    def _chance(self, of: float) -> bool:
        return self.dice.draw() < of

    def _pick(self, among: Sequence[T]) -> T:
        return among[self.dice.below(len(among))]
