"""What is offered now, said from the story and the entries."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import msgspec

from accalmie.core import entries as e
from accalmie.core.programme import nodes
from accalmie.core.programme.plans import ActivePractice, OtherWay, Plan, Position
from accalmie.core.programme.reference.reading import DAY
from accalmie.core.programme.reference.story import Case, Told
from accalmie.core.programme.reference.telling import Telling, worst
from accalmie.core.rules import Value


class Offering(Telling):
    """A reading that says the plan."""

    def led(self, told: Told, now: datetime) -> Plan:
        """The page, and where an orientation leads at its end or under a hold: the first outcome that holds."""
        page, known = self.page(told, now), self.facts(now, told)
        for outcome in self.programme.leads_to if page.page in ("done", "hold") else ():
            verdict = True if outcome.when is None else self.decide(outcome.when, known)
            if verdict or (verdict is None and outcome.unknown == "take"):
                return msgspec.structs.replace(page, outcome=outcome.id)
        return page

    def page(self, told: Told, now: datetime) -> Plan:
        waiting = sorted((case for case in told.cases if not case.level), key=lambda case: case.since)
        holding = sorted((case for case in told.cases if case.level), key=lambda case: (case.since, case.finished))
        if waiting:
            newest = next(case for case in waiting if case.since == waiting[-1].since)
            level = worst(["active", *(case.level for case in holding)])
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
            level=worst([case.level for case in holding]),
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
        programme, known = self.programme, self.facts(now, told)
        page, module, step, since = self.offered(told, known, now)
        if page == "step" and step == programme.opens_on:
            return self.what_comes(told, known, now)
        for one in programme.interludes:
            if one.id == told.interlude and self.mode() in one.modes:
                length = programme.steps[one.then].minutes
                return Plan(
                    page="interlude", module=module, step=one.then, minutes=length, other_ways=("skip", "person")
                )
        is_booster = any(each.id == module for each in programme.boosters)
        if page == "step" and not is_booster and (told.returning or self.is_away(told, page, since, now)):
            return self.welcome_back(told, module)
        if told.to_rate and not is_booster:
            return Plan(page="rating", module=told.to_rate, minutes=1)
        due = () if is_booster else self.due(told, now)
        if due:
            return Plan(page="measures", module=told.module, instruments=due, minutes=2 * len(due))
        return self.what_comes(told, known, now)

    def what_comes(self, told: Told, known: dict[str, Value], now: datetime) -> Plan:
        programme = self.programme
        page, module, step, since = self.offered(told, known, now)
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
        opening, last = ("", programme.opens_on), programme.main[-1].id
        if self.places(programme.opens_on) == [opening] and opening not in told.settled:
            return "step", programme.modules[0].id, programme.opens_on, self.start
        module = self.current(told, now)
        if module is not None:
            return self.in_module(told, module, known, now)
        if not self.is_behind(told):
            return "wait", told.module, "", self.next_opening(told, known)
        if self.is_closing_left(told):
            return "step", last, programme.closes_on, self.end_of_main(told)
        return "done", last, "", self.next_booster(told, now)

    def end_of_main(self, told: Told) -> datetime:
        return max(told.ended[module.id] for module in self.programme.main)

    def next_booster(self, told: Told, now: datetime) -> datetime | None:
        """The moment at which the next booster after the last open one opens."""
        moments = [self.opens(told, each) for each in self.programme.boosters]
        passed = max((place for place, at in enumerate(moments) if at is not None and at <= now), default=-1)
        return min((at for at in moments[passed + 1 :] if at is not None), default=None)

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
        left = [module for module in self.programme.main if module.id not in told.ended]
        openings = [at for module in left if (at := self.opens(told, module)) is not None]
        if not openings:
            return None
        module = next(module for module in left if self.opens(told, module) == min(openings))
        slot = self.to_do(told, module, known)
        return min(openings) if slot is None else max(min(openings), self.from_when(told, module, slot))

    def is_away(self, told: Told, page: str, since: datetime | None, now: datetime) -> bool:
        begun = any(how != "skipped" for how, _ in told.settled.values())
        if page != "step" or since is None or not begun or not self.programme.gap.then:
            return False
        return now - max(since, self.active()) >= timedelta(days=self.programme.gap.after_days)

    def was_away(self, told: Told, now: datetime) -> bool:
        """Asked just before the person does something again. The opening step aside."""
        then = copy.deepcopy(told)
        self.let_pass(then, now)
        then.settled.setdefault(("", self.programme.opens_on), ("skipped", now))
        page, module, _, since = self.offered(then, self.facts(now, then), now)
        return self.is_away(then, page, since, now) and all(each.id != module for each in self.programme.boosters)

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
        ended = self.end_of_main(told) if self.is_behind(told) else None
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
        for entry, _, at in self.scored_in:
            if not isinstance(entry, e.MeasureScored | e.StepDeclined):
                continue
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
        ids = [each.id for each in self.programme.main if self.is_for(each, known)]
        found = [each for each in self.programme.modules if each.id == module]
        if not found:
            return None
        here, shown = found[0], []
        for slot in here.slots:
            how = told.settled.get((module, slot.step), ("", self.start))[0]
            if how not in ("", "skipped") or (not how and self.is_shown(here, slot, known)):
                shown.append(slot.step)
        place = shown.index(step) + 1 if step in shown else 0
        number = ids.index(module) + 1 if module in ids else 0
        return Position(module=number, modules=len(ids), step=place, steps=len(shown))

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
