"""When two moments of a way count as the same: the same page, the same steps behind, the same regions of facts.

Facts are cut by the comparisons of the rules that may still be asked (those of steps not passed yet), so that what the
rules can tell apart is kept, and nothing else; of the outcomes of an orientation, what is still to decide.
Clock times are left out: what waits, waits as long as its author said.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import cached_property

from accalmie.core.programme.checks.residue import reduced, residue
from accalmie.core.programme.engine import Plan, Progress
from accalmie.core.programme.engine.progress import key
from accalmie.core.programme.engine.safety import holding
from accalmie.core.programme.nodes import START_FLAGS, Module, Programme, Questionnaire, fact_name
from accalmie.core.rules import Rule, Value, evaluate, leaves, names
from accalmie.core.rules.nodes import Leaf


class Abstraction:
    """Turns a place in the engine into a small key."""

    def __init__(self, programme: Programme, admissions: Mapping[str, Rule] | None = None) -> None:
        self._programme, self._admissions = programme, dict(admissions or {})
        self._live: dict[tuple[str, ...], tuple[str, ...]] = {}

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule on which a step's being shown, or an outcome, depends."""
        shown = (
            rule for module in self._programme.modules for slot in module.slots for rule in (module.when, slot.when)
        )
        led = (outcome.when for outcome in self._programme.leads_to)
        return tuple(rule for rule in (*shown, *led, *self._admissions.values()) if rule is not None)

    @cached_property
    def _tests(self) -> dict[str, tuple[Rule, ...]]:
        """What rules ask of each fact: each comparison once."""
        found: dict[str, dict[Leaf, Rule]] = {}
        for rule in self.rules:
            for leaf in leaves(rule.test):
                found.setdefault(leaf.fact, {})[leaf] = Rule("", leaf)
        return {fact: tuple(tests.values()) for fact, tests in found.items()}

    def live(self, progress: Progress) -> tuple[str, ...]:
        """The facts that a step not passed yet, or an outcome, may still ask for."""
        return self._ahead(progress) + self._outcome_facts

    def _ahead(self, progress: Progress) -> tuple[str, ...]:
        ahead = tuple(
            key(module.id, slot.step)
            for module in self._unfinished(progress)
            for slot in module.slots
            if (slot.when or module.when) is not None and key(module.id, slot.step) not in progress.steps
        )
        if ahead not in self._live:
            self._live[ahead] = self._facts_of(ahead)
        return self._live[ahead]

    def _facts_of(self, slots: tuple[str, ...]) -> tuple[str, ...]:
        rules = {
            key(module.id, slot.step): [rule for rule in (module.when, slot.when) if rule is not None]
            for module in self._programme.modules
            for slot in module.slots
        }
        return tuple(sorted({fact for slot in slots for rule in rules[slot] for fact in names(rule)}))

    @cached_property
    def _outcome_facts(self) -> tuple[str, ...]:
        rules = (*(outcome.when for outcome in self._programme.leads_to), *self._admissions.values())
        return tuple(sorted({fact for rule in rules if rule is not None for fact in names(rule)}))

    def _open(self, progress: Progress) -> frozenset[str]:
        """The facts of outcomes that may still change: time, danger, and what a step or measure ahead may give."""
        ahead = {slot.step for module in self._unfinished(progress) for slot in module.slots}
        ahead -= {name.partition("/")[2] for name in progress.steps}
        asked = {measure.instrument for measure in self._programme.measures}
        for doing in (self._programme.steps[step].doing for step in ahead):
            asked |= set(doing.instruments if isinstance(doing, Questionnaire) else ())
        measured = tuple(fact_name(instrument) for instrument in asked)
        sources = self._programme.facts
        return frozenset(
            fact
            for fact in self._outcome_facts
            if fact in ("danger", "weeks", "gap")
            or (fact in sources and sources[fact].step in ahead)
            or any(fact == name or fact.startswith(f"{name}_") for name in measured)
        )

    def _outcomes(self, progress: Progress, known: Mapping[str, Value]) -> Hashable:
        """What is still to decide of the outcomes of an orientation, and of the starts that they lead to."""
        if not self._programme.leads_to:
            return ()
        open_ = self._open(progress)
        noted = {**dict.fromkeys(START_FLAGS, False), **known}
        left = residue(self._programme.leads_to, known, open_)
        starts = tuple(reduced(self._admissions[id], noted, open_) for id, _ in left if id in self._admissions)
        now = tuple((fact, self.region(fact, known.get(fact))) for fact in sorted(open_))
        return progress.endangered, left, starts, now

    def _unfinished(self, progress: Progress) -> list[Module]:
        over = self._left_behind(progress) | progress.finished.keys()
        return [module for module in self._programme.modules if module.id not in over]

    def _left_behind(self, progress: Progress) -> set[str]:
        """The boosters before the one that the person is in: whatever became of them, they do not come back."""
        boosters = [module.id for module in self._programme.boosters]
        return set(boosters[: boosters.index(progress.module)]) if progress.module in boosters else set()

    def region(self, fact: str, value: Value) -> Hashable:
        """What the rules can tell of a value: the answer to each of their comparisons. None when it is not known."""
        return None if value is None else tuple(evaluate(test, {fact: value}) for test in self._tests.get(fact, ()))

    def key(self, progress: Progress, now: Plan, known: Mapping[str, Value]) -> Hashable:
        """Two places with the same key go on in the same way."""
        unfinished = self._unfinished(progress)
        return (
            progress.mode,
            (now.page, now.step, now.module, now.instruments, now.opens_at is None),
            self._behind(progress, unfinished),
            frozenset(progress.finished) - self._left_behind(progress),
            frozenset(module.id for module in unfinished if module.id in progress.opened),
            frozenset(module.id for module in unfinished if progress.short.get(module.id)),
            frozenset(name for name in progress.practices if name not in progress.steps),
            self._standing(progress),
            tuple(self.region(fact, known.get(fact)) for fact in self._ahead(progress)),
            self._outcomes(progress, known),
        )

    def _behind(self, progress: Progress, unfinished: list[Module]) -> frozenset[str]:
        """The steps settled in modules that go on, and those of no module, unless they may come again."""
        places = {"", *(module.id for module in unfinished)}
        again = {key("", step) for step in self._programme.recurring}
        return frozenset(name for name in progress.steps if name.partition("/")[0] in places and name not in again)

    def _standing(self, progress: Progress) -> Hashable:
        """Safety, and what the person was in the middle of. A proposed short version changes no way."""
        in_the_middle = (progress.rating, progress.returning, progress.interlude)
        return tuple(sorted(progress.danger)), bool(holding(progress)), *in_the_middle
