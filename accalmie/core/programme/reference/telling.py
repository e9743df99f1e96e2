"""What one entry changes in the story, and what time alone changes."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from accalmie.core import entries as e
from accalmie.core.programme import nodes
from accalmie.core.programme.reference.facts import Facts
from accalmie.core.programme.reference.reading import DAY
from accalmie.core.programme.reference.story import Case, Happened, Told
from accalmie.core.rules import Value, names

ORDER = ("none", "distress", "passive", "active", "plan", "harm_to_others")


class Telling(Facts):
    """A reading that goes on with the story."""

    def tell(self, told: Told, happened: Happened) -> None:
        entry, id, at = happened
        match entry:
            case e.StepCompleted() | e.ExerciseWritten() | e.StepReviewed():
                self.tell_step(told, entry, at)
            case e.StepDeclined():
                self.tell_declined(told, self.place(entry.at), at)
            case e.MeasureScored():
                self.tell_interlude(told, entry, at)
                if self.watches(entry.instrument) and self.is_danger(entry.instrument, entry.answers, at):
                    self.tell_danger(told, entry.instrument, id, at)
                self.tell_answered(told, entry, at)
            case e.ModuleRated() if entry.module == told.to_rate:
                told.to_rate = ""
            case e.ShortVersionChosen() if any(module.id == entry.module for module in self.programme.modules):
                told.offer_short = ""
            case e.DangerGraded() | e.ContactMade() | e.ConcernReviewed():
                self.tell_safety(told, entry, id, at)

    def tell_interlude(self, told: Told, entry: e.MeasureScored, at: datetime) -> None:
        """A new total, during the programme itself: which interludes' rules hold, and how often in a row."""
        name, kept = nodes.fact_name(entry.instrument), self.answers(entry.instrument, self.past)
        is_new = bool(kept) and kept[-1] is entry and entry.total is not None and self.watches(entry.instrument)
        if not is_new or not self.has_begun or at < self.start or self.is_behind(told):
            return
        known = self.facts(at)
        reading = [
            one
            for one in self.programme.interludes
            if any(fact == name or fact.startswith(f"{name}_") for fact in names(one.when))
        ]
        holds = [one.id for one in reading if self.mode() in one.modes and self.decide(one.when, known)]
        if any(one.id == told.interlude for one in reading):
            told.interlude = ""
        told.interlude = holds[0] if holds else told.interlude
        for one in reading:
            told.in_a_row[one.id] = told.in_a_row.get(one.id, 0) + 1 if one.id in holds else 0

    def tell_step(self, told: Told, entry: e.StepCompleted | e.ExerciseWritten | e.StepReviewed, at: datetime) -> None:
        """Writing does an exercise step, a professional's answer ends a review, and doing does the others."""
        place = self.place(entry.at)
        made = self.programme.steps[place[1]].doing if place else None
        if isinstance(entry, e.StepCompleted) or (
            isinstance(entry, e.ExerciseWritten) and isinstance(made, nodes.Exercise)
        ):
            self.tell_done(told, place, at)
        elif isinstance(entry, e.StepReviewed) and isinstance(made, nodes.Review) and place is not None:
            told.settled.setdefault(place, ("reviewed", at))

    def tell_done(self, told: Told, place: tuple[str, str] | None, at: datetime) -> None:
        if place is None:
            return
        practice = isinstance(self.programme.steps[place[1]].doing, nodes.Practice)
        done = told.settled.get(place, ("", at))[0] == "done"
        if not practice and (not done or self.comes_again(place)):
            told.settled[place] = ("done", at)
        self.tell_under_way(told, place)

    def comes_again(self, place: tuple[str, str]) -> bool:
        again = [self.programme.gap.then, *(one.then for one in self.programme.interludes)]
        return place in [("", step) for step in again]

    def tell_under_way(self, told: Told, place: tuple[str, str]) -> None:
        """An interlude that was read is over, and changes nothing else."""
        read = [one.id for one in self.programme.interludes if ("", one.then) == place]
        if read:
            told.interlude = "" if told.interlude in read else told.interlude
            return
        told.returning = False
        welcomed = place == ("", self.programme.gap.then)
        told.offer_short = told.module if welcomed else ""
        if not welcomed and place[0] not in ("", told.to_rate):
            told.to_rate = ""

    def tell_declined(self, told: Told, place: tuple[str, str] | None, at: datetime) -> None:
        """A step left aside. A measure left aside unseen has no place, and only counts as asked."""
        if place is not None:
            how = told.settled.get(place, ("skipped", at))[0]
            if how == "skipped" or self.comes_again(place):
                told.settled[place] = ("declined", at)
            self.tell_under_way(told, place)

    def tell_answered(self, told: Told, entry: e.MeasureScored, at: datetime) -> None:
        """A questionnaire step is done with the last of its measures."""
        place = self.place(entry.at)
        if entry.at is None or entry.at.enrolment != self.enrolled.enrolment or place is None:
            return
        made = self.programme.steps[place[1]].doing
        if not isinstance(made, nodes.Questionnaire) or entry.instrument not in made.instruments:
            return
        if not self.unanswered(place, made):
            self.tell_done(told, place, at)

    def unanswered(self, place: tuple[str, str], made: nodes.Questionnaire) -> tuple[str, ...]:
        here = self.at_place(place, e.MeasureScored)
        answered = {entry.instrument for entry, *_ in here if entry.at.enrolment == self.enrolled.enrolment}
        return tuple(instrument for instrument in made.instruments if instrument not in answered)

    def tell_danger(self, told: Told, instrument: str, id: UUID, at: datetime) -> None:
        told.cases = [case for case in told.cases if case.finished or case.instrument != instrument]
        told.cases.append(Case(instrument, id, at))
        told.endangered = True

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
            told.cases.append(Case("", entry.source, at, id, worst([*held, entry.level]), finished=True))

    def tell_left(self, told: Told, entry: e.DangerGraded, id: UUID, at: datetime) -> None:
        """Unfinished counts as active, unless these same questions were finished before and hold already."""
        if any(case.finished and case.source == entry.source for case in told.cases):
            return
        known = [case.instrument for case in told.cases if not case.finished and case.source == entry.source] or [""]
        told.cases = [case for case in told.cases if case.finished or case.instrument not in known]
        level = worst(["active", entry.level])
        told.cases += [Case(instrument, entry.source, at, id, level) for instrument in known]

    # What time changes.

    def let_pass(self, told: Told, now: datetime) -> None:
        if self.mode() == "alone":
            told.cases = [case for case in told.cases if case.contact_at is None or case.contact_at + DAY > now]
        known = self.facts(now, told)
        while (module := self.current(told, now)) is not None and self.passes(told, module, known, now):
            pass

    def passes(self, told: Told, module: nodes.Module, known: dict[str, Value], now: datetime) -> bool:
        """Settle the next thing in this module that needs nobody; false when a person must come first."""
        told.module = module.id
        settled = [index for index, slot in enumerate(module.slots) if (module.id, slot.step) in told.settled]
        for passed in module.slots[: max(settled, default=0)]:
            if not self.is_shown(module, passed, known):
                told.settled.setdefault((module.id, passed.step), ("skipped", now))
        slot = self.to_do(told, module, known)
        if slot is None:
            self.end(told, module, now)
            return True
        place, ends = (module.id, slot.step), self.goes_on(told, module, slot)
        practised = self.practised(place)
        if practised is not None:
            told.settled[place] = ("done", practised)
        elif ends is not None and ends <= now:
            told.settled[place] = ("elapsed", ends)
        return place in told.settled

    def end(self, told: Told, module: nodes.Module, now: datetime) -> None:
        begun = self.opens(told, module) or self.start
        told.ended[module.id] = max([begun, *self.met(told, module, module.slots)])
        for slot in module.slots:
            told.settled.setdefault((module.id, slot.step), ("skipped", now))
        rated = any(entry.module == module.id for entry, *_ in self.all_of(e.ModuleRated))
        if (
            not rated
            and not self.programme.leads_to
            and not module.aftercare
            and any(told.settled[module.id, slot.step][0] == "done" for slot in module.slots)
        ):
            told.to_rate = module.id


def worst(levels: list[str]) -> str:
    return max(levels, key=lambda level: ORDER.index(level) if level in ORDER else len(ORDER))
