"""When two moments of a way count as the same: the same page, the same steps behind, the same regions of facts.

Of the rules that may still be asked (those of steps not passed yet) what counts is what is still to decide of each:
facts that nothing ahead can change are read into it, the others are cut by the comparisons of these rules (ADR 48).
So it is with the outcomes of an orientation. Modes in which a programme goes the same ways are one.
Clock times are left out: what waits, waits as long as its author said.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping
from functools import cached_property

from accalmie.core.programme.checks.ahead import Ahead, Places
from accalmie.core.programme.checks.residue import Reduce, Residues, Verdict, residue
from accalmie.core.programme.engine import Plan, Progress
from accalmie.core.programme.engine.safety import holding
from accalmie.core.programme.nodes import START_FLAGS, Mode, Module, Programme, Slot
from accalmie.core.rules import Rule, Value, evaluate, leaves, names
from accalmie.core.rules.nodes import Compare, IsTrue, Leaf, OneOf


class Abstraction:
    """Turns a place in the engine into a small key."""

    def __init__(self, programme: Programme, admissions: Mapping[str, Rule] | None = None) -> None:
        self._programme, self._admissions = programme, dict(admissions or {})
        self._residues = Residues()
        self._places = Places(programme, self._outcome_facts)
        self._left: dict[tuple[int, tuple[Value, ...]], int] = {}
        self._lefts: dict[Hashable, int] = {}
        self._led: dict[tuple[int, tuple[Value, ...]], Hashable] = {}
        self.alike: dict[str, tuple[Mode, ...]] = {alike[0]: alike for alike in modes_alike(programme)}
        self._as: dict[str, str] = {mode: followed for followed, alike in self.alike.items() for mode in alike}

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule on which a step's being shown, or an outcome, depends."""
        shown = (
            rule for module in self._programme.modules for slot in module.slots for rule in (module.when, slot.when)
        )
        led = (outcome.when for outcome in self._programme.leads_to)
        return tuple(rule for rule in (*shown, *led, *self._admissions.values()) if rule is not None)

    @cached_property
    def asked(self) -> frozenset[str]:
        """Every fact that one of these rules reads."""
        return frozenset(fact for rule in self.rules for fact in names(rule))

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
        return self._places.ahead(progress).live + self._outcome_facts

    def measures_matter(self, progress: Progress) -> bool:
        """Whether a step ahead, or an outcome, may ask for what a measure of the plan will give."""
        return bool(self._programme.leads_to) or self._places.ahead(progress).measures_matter

    @cached_property
    def _outcome_facts(self) -> tuple[str, ...]:
        rules = (*(outcome.when for outcome in self._programme.leads_to), *self._admissions.values())
        return tuple(sorted({fact for rule in rules if rule is not None for fact in names(rule)}))

    def _steps_left(self, progress: Progress, ahead: Ahead, known: Mapping[str, Value]) -> Hashable:
        """What is still to decide of each step ahead, and the regions of the facts on which that depends. The same
        facts at the same place leave the same to decide: it is worked out once."""
        values = tuple(known.get(fact) for fact in ahead.live)
        if (id(ahead), values) not in self._left:
            read = dict(zip(ahead.live, values, strict=True))
            left = tuple(
                _left_of(module, slot, read, ahead.open, self._residues.reduced) for module, slot in ahead.ruled
            )
            asked = {fact for one in left for verdict in one for fact in _asks(verdict)}
            asked |= self._places.calling & read.keys()
            regions = tuple((fact, self.region(fact, read[fact])) for fact in sorted(asked))
            self._left[id(ahead), values] = self._lefts.setdefault((left, regions), len(self._lefts))
        return self._left[id(ahead), values]

    def _outcomes(self, progress: Progress, ahead: Ahead, known: Mapping[str, Value]) -> Hashable:
        """What is still to decide of the outcomes of an orientation, and of the starts that they lead to."""
        if not self._programme.leads_to:
            return ()
        values = tuple(known.get(fact) for fact in self._outcome_facts)
        if (id(ahead), values) not in self._led:
            self._led[id(ahead), values] = self._still_led(ahead, dict(zip(self._outcome_facts, values, strict=True)))
        return progress.endangered, self._led[id(ahead), values]

    def _still_led(self, ahead: Ahead, known: Mapping[str, Value]) -> Hashable:
        open_, reduce = ahead.open.intersection(self._outcome_facts), self._residues.reduced
        told = {fact: value for fact, value in known.items() if value is not None}
        noted = {**dict.fromkeys(START_FLAGS, False), **told}
        left = residue(self._programme.leads_to, told, open_, reduce)
        starts = tuple(reduce(self._admissions[id], noted, open_) for id, _ in left if id in self._admissions)
        return left, starts, tuple((fact, self.region(fact, known.get(fact))) for fact in sorted(open_))

    def region(self, fact: str, value: Value) -> Hashable:
        """What the rules can tell of a value: the answer to each of their comparisons. None when it is not known."""
        return None if value is None else tuple(evaluate(test, {fact: value}) for test in self._tests.get(fact, ()))

    def key(self, progress: Progress, now: Plan, known: Mapping[str, Value]) -> Hashable:
        """Two places with the same key go on in the same way."""
        ahead = self._places.ahead(progress)
        return (
            self.place(progress, now),
            self._steps_left(progress, ahead, known),
            self._outcomes(progress, ahead, known),
        )

    def place(self, progress: Progress, now: Plan) -> Hashable:
        """Where somebody is, whatever they answered."""
        ahead = self._places.ahead(progress)
        return (
            self._as[progress.mode],
            (now.page, now.step, now.module, now.instruments, now.opens_at is None),
            ahead.behind,
            ahead.finished,
            frozenset(module for module in progress.opened if module in ahead.modules),
            frozenset(module for module, short in progress.short.items() if short and module in ahead.modules),
            frozenset(name for name in progress.practices if name not in progress.steps),
            self._standing(progress),
        )

    def _standing(self, progress: Progress) -> Hashable:
        """Safety, and what the person was in the middle of. A proposed short version changes no way."""
        in_the_middle = (progress.rating, progress.returning, progress.interlude)
        return tuple(sorted(progress.danger)), bool(holding(progress)), *in_the_middle


def _left_of(
    module: Module, slot: Slot, known: Mapping[str, Value], open_: Collection[str], reduce: Reduce
) -> tuple[Verdict, ...]:
    """What is still to decide of one step. Where its module is for somebody else its own rule is not asked; where it is
    left out as long as its rule is not known, unknown is as good as false."""
    whose = True if module.when is None else reduce(module.when, known, open_)
    if whose is None or whose is False:
        return (False,)
    own = True if slot.when is None else reduce(slot.when, known, open_)
    return whose, False if own is None and slot.unknown == "skip" else own


def modes_alike(programme: Programme) -> list[tuple[Mode, ...]]:
    """The modes, those together in which the same steps and interludes come and no rule asks for the mode. Nobody goes
    alone as with a professional, and an orientation's modes are looked at one by one."""
    found: dict[Hashable, list[Mode]] = {}
    for mode in programme.modes:
        found.setdefault(_ways_of(programme, mode), []).append(mode)
    return [tuple(modes) for modes in found.values()]


def _ways_of(programme: Programme, mode: Mode) -> Hashable:
    shown = [rule for module in programme.modules for rule in (module.when, *(slot.when for slot in module.slots))]
    called = [*(one.when for one in programme.interludes), *(one.when for one in programme.danger)]
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
