"""When two moments of a way count as the same: the same page, the same steps behind, the same regions of facts.

Facts are cut at the constants of the rules that may still be asked (those of steps not passed yet), so that what the
rules can tell apart is kept, and nothing else. Clock times are left out: what waits, waits as long as its author said.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable
from functools import cached_property

from accalmie.core.programme.engine import Plan, Progress
from accalmie.core.programme.engine.progress import key
from accalmie.core.programme.engine.safety import holding
from accalmie.core.programme.nodes import Module, Programme
from accalmie.core.rules import Rule, Value, constants, names


class Abstraction:
    """Turns a place in the engine into a small key."""

    def __init__(self, programme: Programme) -> None:
        self._programme = programme
        self._live: dict[tuple[str, ...], tuple[str, ...]] = {}

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule on which a step's being shown depends."""
        return tuple(slot.when for module in self._programme.modules for slot in module.slots if slot.when is not None)

    @cached_property
    def _points(self) -> dict[str, list[float]]:
        """The numbers with which rules compare each fact."""
        found: dict[str, set[float]] = {}
        for rule in self.rules:
            for fact, values in constants(rule).items():
                numbers = {float(value) for value in values if isinstance(value, int | float)}
                found.setdefault(fact, set()).update(numbers)
        return {fact: sorted(points) for fact, points in found.items()}

    def live(self, progress: Progress) -> tuple[str, ...]:
        """The facts that a step not passed yet may still ask for."""
        ahead = tuple(
            key(module.id, slot.step)
            for module in self._unfinished(progress)
            for slot in module.slots
            if slot.when is not None and key(module.id, slot.step) not in progress.steps
        )
        if ahead not in self._live:
            self._live[ahead] = self._facts_of(ahead)
        return self._live[ahead]

    def _facts_of(self, slots: tuple[str, ...]) -> tuple[str, ...]:
        rules = {
            key(module.id, slot.step): slot.when
            for module in self._programme.modules
            for slot in module.slots
            if slot.when is not None
        }
        return tuple(sorted({fact for slot in slots for fact in names(rules[slot])}))

    def _unfinished(self, progress: Progress) -> list[Module]:
        return [module for module in self._programme.modules if module.id not in progress.finished]

    def region(self, fact: str, value: Value) -> Hashable:
        """Where a value lies among the constants of the rules."""
        if value is None or isinstance(value, bool | str):
            return value
        points = self._points.get(fact, [])
        return bisect_left(points, value), bisect_right(points, value)

    def key(self, progress: Progress, now: Plan, known: dict[str, Value]) -> Hashable:
        """Two places with the same key go on in the same way."""
        unfinished = self._unfinished(progress)
        return (
            progress.mode,
            (now.page, now.step, now.module, now.instruments, now.opens_at is None),
            self._behind(progress, unfinished),
            frozenset(progress.finished),
            frozenset(module.id for module in unfinished if module.id in progress.opened),
            frozenset(module.id for module in unfinished if progress.short.get(module.id)),
            frozenset(name for name in progress.practices if name not in progress.steps),
            self._standing(progress),
            tuple(self.region(fact, known.get(fact)) for fact in self.live(progress)),
        )

    def _behind(self, progress: Progress, unfinished: list[Module]) -> frozenset[str]:
        """The steps settled in modules that go on, and those of no module; the welcome after a gap may come again."""
        places = {"", *(module.id for module in unfinished)}
        again = key("", self._programme.gap.then)
        return frozenset(name for name in progress.steps if name.partition("/")[0] in places and name != again)

    def _standing(self, progress: Progress) -> Hashable:
        """Safety, and what the person was in the middle of. A proposed short version changes no way."""
        return tuple(sorted(progress.danger)), bool(holding(progress)), progress.rating, progress.returning
