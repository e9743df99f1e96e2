"""When two moments of a way count as the same: the same page, the same steps behind, the same regions of facts.

Of the rules that may still be asked (those of steps not passed yet) what counts is what is still to decide of each: facts
that nothing ahead can change any more are read into it, the others are cut by the comparisons of these rules (ADR 48).
So it is with the outcomes of an orientation. Modes in which a programme goes the same ways are one.
Clock times are left out: what waits, waits as long as its author said.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping
from functools import cached_property

from accalmie.core.programme.checks.residue import Verdict, reduced, residue
from accalmie.core.programme.engine import Plan, Progress
from accalmie.core.programme.engine.place import is_short
from accalmie.core.programme.engine.progress import key
from accalmie.core.programme.engine.safety import holding
from accalmie.core.programme.nodes import START_FLAGS, Mode, Module, Programme, Questionnaire, Slot, fact_name
from accalmie.core.rules import Rule, Value, evaluate, leaves, names
from accalmie.core.rules.nodes import Compare, IsTrue, Leaf, OneOf


class Abstraction:
    """Turns a place in the engine into a small key."""

    def __init__(self, programme: Programme, admissions: Mapping[str, Rule] | None = None) -> None:
        self._programme, self._admissions = programme, dict(admissions or {})
        self._live: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._opened: dict[tuple[frozenset[str], frozenset[str]], frozenset[str]] = {}
        self._regions: dict[tuple[str, Value, type], Hashable] = {}
        self._as = {mode: alike[0] for alike in modes_alike(programme) for mode in alike}

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
        slots = tuple(name for name, _ in self._ahead(progress))
        if slots not in self._live:
            self._live[slots] = tuple(sorted({fact for slot in slots for fact in self._facts_of[slot]}))
        return self._live[slots] + self._outcome_facts

    def _ahead(self, progress: Progress) -> list[tuple[str, tuple[Module, Slot]]]:
        """The slots with a rule that are not passed yet, by their names."""
        return [
            (name, both)
            for module in self._unfinished(progress)
            for name, both in self._ruled[module.id]
            if name not in progress.steps
        ]

    @cached_property
    def _ruled(self) -> dict[str, list[tuple[str, tuple[Module, Slot]]]]:
        """The slots that a rule decides, of each module."""
        return {
            module.id: [
                (key(module.id, slot.step), (module, slot))
                for slot in module.slots
                if (slot.when or module.when) is not None
            ]
            for module in self._programme.modules
        }

    @cached_property
    def _facts_of(self) -> dict[str, frozenset[str]]:
        """The facts that decide whether a slot is shown."""
        return {
            name: frozenset(fact for rule in (module.when, slot.when) if rule is not None for fact in names(rule))
            for ruled in self._ruled.values()
            for name, (module, slot) in ruled
        }

    @cached_property
    def _outcome_facts(self) -> tuple[str, ...]:
        rules = (*(outcome.when for outcome in self._programme.leads_to), *self._admissions.values())
        return tuple(sorted({fact for rule in rules if rule is not None for fact in names(rule)}))

    def _open(self, progress: Progress) -> frozenset[str]:
        """The facts of rules that may still change: time, danger, and what a step or measure ahead may give. A fact that
        a rule of danger or an interlude reads counts as one of them, since it may decide what a measure calls for."""
        slots = frozenset(
            name
            for module in self._unfinished(progress)
            for name in self._names[module.id]
            if name not in progress.steps
        )
        alone = frozenset(step for step in self._alone if key("", step) not in progress.steps)
        if (slots, alone) not in self._opened:
            steps = {name.partition("/")[2] for name in slots} | alone | self._programme.recurring
            self._opened[slots, alone] = self._given_by(steps)
        return self._opened[slots, alone]

    @cached_property
    def _names(self) -> dict[str, tuple[str, ...]]:
        return {
            module.id: tuple(key(module.id, slot.step) for slot in module.slots) for module in self._programme.modules
        }

    @cached_property
    def _alone(self) -> frozenset[str]:
        """The opening and closing steps that stand in no module."""
        ends = (self._programme.opens_on, self._programme.closes_on)
        return frozenset(step for step in ends if step not in self._programme.placed)

    def _given_by(self, steps: Collection[str]) -> frozenset[str]:
        """The facts that change while these steps are still to be done."""
        programme = self._programme
        asked = {measure.instrument for measure in programme.measures}
        for doing in (programme.steps[step].doing for step in steps if step in programme.steps):
            asked |= set(doing.instruments if isinstance(doing, Questionnaire) else ())
        measured = tuple(fact_name(instrument) for instrument in asked)
        sources = programme.facts
        return frozenset(
            fact
            for fact in self._all_facts
            if fact in self._restless
            or (fact in sources and sources[fact].step in steps)
            or any(fact == name or fact.startswith(f"{name}_") for name in measured)
        )

    @cached_property
    def _all_facts(self) -> frozenset[str]:
        return frozenset(fact for rule in self.rules for fact in names(rule))

    @cached_property
    def _restless(self) -> frozenset[str]:
        """What may change without a step ahead, or decides something else than a step."""
        interludes = self._programme.interludes
        others = (*(one.when for one in interludes), *(danger.when for danger in self._programme.danger))
        counted = {one.in_a_row for one in interludes}
        return frozenset({"danger", "weeks", "gap", *counted, *(fact for rule in others for fact in names(rule))})

    def _steps_left(self, progress: Progress, known: Mapping[str, Value]) -> Hashable:
        """What is still to decide of each step ahead, and the regions of the facts on which that depends."""
        open_ = self._open(progress)
        left = tuple(self._left_of(progress, module, slot, known, open_) for _, (module, slot) in self._ahead(progress))
        asked = {fact for one in left for verdict in one for fact in _asks(verdict)}
        return left, tuple((fact, self.region(fact, known.get(fact))) for fact in sorted(asked))

    def _left_of(
        self, progress: Progress, module: Module, slot: Slot, known: Mapping[str, Value], open_: frozenset[str]
    ) -> tuple[Verdict, ...]:
        """What is still to decide of one step. Nothing, where neither this mode nor the short version has it, or its
        module is for somebody else: its own rule is not asked then."""
        if progress.mode not in slot.modes or (is_short(progress, module) and not slot.short):
            return ()
        whose = True if module.when is None else reduced(module.when, known, open_)
        if whose is None or whose is False:
            return (False,)
        own = True if slot.when is None else reduced(slot.when, known, open_)
        return whose, False if own is None and slot.unknown == "skip" else own

    def _outcomes(self, progress: Progress, known: Mapping[str, Value]) -> Hashable:
        """What is still to decide of the outcomes of an orientation, and of the starts that they lead to."""
        if not self._programme.leads_to:
            return ()
        open_ = self._open(progress) & frozenset(self._outcome_facts)
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
        if value is None:
            return None
        name = (fact, value, type(value))
        if name not in self._regions:
            self._regions[name] = tuple(evaluate(test, {fact: value}) for test in self._tests.get(fact, ()))
        return self._regions[name]

    def key(self, progress: Progress, now: Plan, known: Mapping[str, Value]) -> Hashable:
        """Two places with the same key go on in the same way."""
        unfinished = self._unfinished(progress)
        return (
            self._as[progress.mode],
            (now.page, now.step, now.module, now.instruments, now.opens_at is None),
            self._behind(progress, unfinished),
            frozenset(progress.finished) - self._left_behind(progress),
            frozenset(module.id for module in unfinished if module.id in progress.opened),
            frozenset(module.id for module in unfinished if progress.short.get(module.id)),
            frozenset(name for name in progress.practices if name not in progress.steps),
            self._standing(progress),
            self._steps_left(progress, known),
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


def modes_alike(programme: Programme) -> list[tuple[Mode, ...]]:
    """The modes, those together in which the same steps and interludes come and no rule asks for the mode. Nobody goes
    alone as with a professional, and an orientation's modes are looked at one by one."""
    found: dict[Hashable, list[Mode]] = {}
    for mode in programme.modes:
        found.setdefault(_ways_of(programme, mode), []).append(mode)
    return [tuple(modes) for modes in found.values()]


def _ways_of(programme: Programme, mode: Mode) -> Hashable:
    shown = [rule for module in programme.modules for rule in (module.when, *(slot.when for slot in module.slots))]
    called = [one.when for one in (*programme.interludes, *programme.danger)]
    asked = any("mode" in names(rule) for rule in (*shown, *called) if rule is not None)
    if mode == "alone" or programme.leads_to or asked:
        return mode
    slots = tuple(mode in slot.modes for module in programme.modules for slot in module.slots)
    return slots, tuple(mode in one.modes for one in programme.interludes)


def _asks(verdict: Verdict) -> Iterator[str]:
    """The facts that what remains of a test still asks for."""
    match verdict:
        case Compare() | OneOf() | IsTrue():
            yield verdict.fact
        case ("not", inner):
            yield from _asks(inner)
        case ("all" | "any", parts) if isinstance(parts, frozenset):
            for part in parts:
                yield from _asks(part)
