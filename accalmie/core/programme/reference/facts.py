"""Which facts rules may read, and which answers are dangerous."""

from __future__ import annotations

import math
from datetime import datetime
from typing import Any

from accalmie.core import entries as e
from accalmie.core.programme import nodes
from accalmie.core.programme.orienting import Screening
from accalmie.core.programme.reference.places import Places
from accalmie.core.programme.reference.reading import DAY
from accalmie.core.programme.reference.story import Happened, Told
from accalmie.core.rules import Choice, Number, Value, names


class Facts(Places):
    """A reading that knows what rules may read."""

    def facts(self, now: datetime, told: Told | None = None) -> dict[str, Value]:
        known: dict[str, Value] = {"mode": self.mode(), "weeks": max(0, math.floor((now - self.start) / (7 * DAY)))}
        known["gap"] = max(0.0, (now - self.active()) / DAY)
        if self.programme.leads_to and told is not None:
            known["danger"] = "held" if told.cases else "answered" if told.endangered else "none"
        for instrument in sorted({one.instrument for one, *_ in self.scored_in if isinstance(one, e.MeasureScored)}):
            if self.watches(instrument):
                known |= self.score_facts(instrument)
        known |= {one.in_a_row: self.told.in_a_row.get(one.id, 0) for one in self.programme.interludes}
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
        name, kept = nodes.fact_name(instrument), self.answers(instrument, self.scored_in)
        totals = [total for entry in kept if (total := _number(entry.total)) is not None]
        before = [] if self.programme.leads_to else self.before
        early = [total for one in self.answers(instrument, before) if (total := _number(one.total)) is not None]
        found: dict[str, Value] = {}
        if totals:
            first = early[-1] if early else totals[0]
            found = {name: totals[-1], f"{name}_first": first, f"{name}_change": totals[-1] - first}
            end = self.total_at_the_end(kept)
            found |= {} if end is None else {f"{name}_since_end": totals[-1] - end}
        for entry in kept:
            found |= {f"{name}_item{n}": answer for n, answer in enumerate(entry.answers, 1) if answer is not None}
        return found

    def total_at_the_end(self, kept: list[e.MeasureScored]) -> float | None:
        """The last total before the first one of after-care, once there is one."""
        latest = None
        for entry in kept:
            if latest is not None and self.is_aftercare(entry.at):
                return latest
            total = _number(entry.total)
            latest = latest if total is None else total
        return None

    def is_aftercare(self, at: e.StepRef | None) -> bool:
        place = self.place(at)
        mine = at is not None and at.enrolment == self.enrolled.enrolment
        return mine and place is not None and any(each.id == place[0] for each in self.programme.boosters)

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
        if source.source == "screening" and isinstance(made := self.programme.steps[source.step].doing, Screening):
            unsaid = [question for question in made.questions if entry.answers.get(question) != "no"]
            return [[*unsaid, "none"][0]] if isinstance(entry, e.StepCompleted) else []
        if source.source == "choice":
            chosen = entry.answers.get(nodes.CHOSEN) if isinstance(entry, e.StepCompleted) else None
            return [chosen] if isinstance(chosen, str) else []
        return [number] if source.source == "number" and _number(number) is not None else []

    def doing_options(self, step: str) -> tuple[str, ...]:
        made = self.programme.steps[step].doing
        return made.options if isinstance(made, nodes.Choice) else ()

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
