"""What lies ahead of a person at a place: the steps not passed yet, the rules that decide them, and which of the facts
that these rules read may still change. Worked out once for each place, since many situations share one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from accalmie.core.programme.engine import Progress
from accalmie.core.programme.engine.place import is_short
from accalmie.core.programme.engine.progress import key
from accalmie.core.programme.nodes import Module, Programme, Questionnaire, Slot, fact_name
from accalmie.core.rules import Rule, names

Ruled = tuple[Module, Slot]

SINCE_END = "_since_end"
"""How facts end that only a booster's own measure gives."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """`modules`: those not finished, by name; `behind`: the steps settled in them and in no module; `finished`: the
    modules behind; `live`: the facts that a step ahead may ask for; `ruled`: the steps ahead that a rule decides, in
    this mode and version; `open`: the facts that may still change; `measures_matter`: a step ahead may ask for what a
    measure of the plan will give."""

    modules: frozenset[str]
    behind: frozenset[str]
    finished: frozenset[str]
    live: tuple[str, ...]
    ruled: tuple[Ruled, ...]
    open: frozenset[str]
    measures_matter: bool


class Places:
    """What lies ahead at each place of one programme. `outcome_facts`: those that its outcomes read."""

    def __init__(self, programme: Programme, outcome_facts: Collection[str]) -> None:
        self._programme, self._outcome_facts = programme, frozenset(outcome_facts)
        self._known: dict[object, Ahead] = {}
        self._boosters = [module.id for module in programme.boosters]

    def ahead(self, progress: Progress) -> Ahead:
        """What lies ahead of somebody here. Nothing but what makes the name of the place is read."""
        place = (
            frozenset(progress.steps),
            frozenset(progress.finished),
            progress.module if progress.module in self._boosters else "",
            frozenset(module for module, short in progress.short.items() if short),
            progress.mode,
            self._planned(progress),
        )
        if place not in self._known:
            self._known[place] = self._ahead(progress)
        return self._known[place]

    @cached_property
    def calling(self) -> frozenset[str]:
        """What interludes read: it may matter to them whatever becomes of the steps ahead."""
        return frozenset(fact for one in self._programme.interludes for fact in names(one.when))

    def _ahead(self, progress: Progress) -> Ahead:
        passed = self._left_behind(progress)
        modules = [each for each in self._programme.modules if each.id not in passed | progress.finished.keys()]
        left = [(module, slot) for module in modules for slot in module.slots]
        left = [(module, slot) for module, slot in left if key(module.id, slot.step) not in progress.steps]
        ruled = [(module, slot) for module, slot in left if (slot.when or module.when) is not None]
        steps = {slot.step for _, slot in left} | self._outside(progress)
        live = tuple(sorted({fact for module, slot in ruled for rule in _rules(module, slot) for fact in names(rule)}))
        planned = self._planned(progress)
        return Ahead(
            modules=frozenset(module.id for module in modules),
            behind=self._behind(progress, modules),
            finished=frozenset(progress.finished) - passed,
            live=live,
            ruled=tuple(both for both in ruled if _has(progress, *both)),
            open=self._changed_by(steps, planned),
            measures_matter=any(_is_of(fact, planned) for fact in live if not fact.endswith(SINCE_END)),
        )

    def _planned(self, progress: Progress) -> frozenset[str]:
        """The measures of the plan that may still be due: one for the start alone is asked once."""
        return frozenset(
            measure.instrument
            for measure in self._programme.measures
            if measure.every_days is not None or measure.at != ("start",) or measure.instrument not in progress.asked
        )

    def _left_behind(self, progress: Progress) -> set[str]:
        """The boosters before the one that the person is in: whatever became of them, they do not come back."""
        boosters = self._boosters
        return set(boosters[: boosters.index(progress.module)]) if progress.module in boosters else set()

    def _behind(self, progress: Progress, modules: list[Module]) -> frozenset[str]:
        """The steps settled in modules that go on, and those of no module, unless they may come again."""
        places = {"", *(module.id for module in modules)}
        again = {key("", step) for step in self._programme.recurring}
        return frozenset(name for name in progress.steps if name.partition("/")[0] in places and name not in again)

    def _outside(self, progress: Progress) -> set[str]:
        """The steps that stand in no module and may still come."""
        ends = (self._programme.opens_on, self._programme.closes_on)
        alone = {step for step in ends if step not in self._programme.placed and key("", step) not in progress.steps}
        return alone | self._programme.recurring

    def _changed_by(self, steps: Collection[str], planned: Collection[str]) -> frozenset[str]:
        """The facts of rules that may still change while these steps are to be done: time, danger, and what a step or
        measure may give. What a rule of danger or an interlude reads counts too: it may decide what a measure calls
        for."""
        programme = self._programme
        asked = set(planned)
        for doing in (programme.steps[step].doing for step in steps if step in programme.steps):
            asked |= set(doing.instruments if isinstance(doing, Questionnaire) else ())
        sources = programme.facts
        return frozenset(
            fact
            for fact in self._facts
            if fact in self._restless or (fact in sources and sources[fact].step in steps) or _is_of(fact, asked)
        )

    @cached_property
    def _facts(self) -> frozenset[str]:
        """All that rules of steps and outcomes read."""
        slots = [(module, slot) for module in self._programme.modules for slot in module.slots]
        return self._outcome_facts | {fact for both in slots for rule in _rules(*both) for fact in names(rule)}

    @cached_property
    def _restless(self) -> frozenset[str]:
        """What may change without a step ahead, or decides something else than a step."""
        endangering = (fact for danger in self._programme.danger for fact in names(danger.when))
        counted = (one.in_a_row for one in self._programme.interludes)
        return frozenset({"danger", "weeks", "gap", *counted, *endangering, *self.calling})


def _is_of(fact: str, instruments: Collection[str]) -> bool:
    """Whether one of these instruments gives the fact."""
    measured = [fact_name(instrument) for instrument in instruments]
    return any(fact == name or fact.startswith(f"{name}_") for name in measured)


def _rules(module: Module, slot: Slot) -> list[Rule]:
    return [rule for rule in (module.when, slot.when) if rule is not None]


def _has(progress: Progress, module: Module, slot: Slot) -> bool:
    """Whether this mode and version have the step at all: else nobody asks its rule."""
    return progress.mode in slot.modes and (slot.short or not is_short(progress, module))
