"""Explores every way through a programme by driving the engine itself, so that what is proved is what runs."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from accalmie.core.programme.checks.abstraction import Abstraction
from accalmie.core.programme.checks.gaps import Gaps
from accalmie.core.programme.checks.moves import ENROLMENT, Danger, Move, Moves
from accalmie.core.programme.engine import Plan, Progress, apply, facts, start
from accalmie.core.programme.engine.facts import Facts, decide
from accalmie.core.programme.engine.place import is_for, is_short
from accalmie.core.programme.engine.planning import plan_settled
from accalmie.core.programme.engine.progress import key
from accalmie.core.programme.engine.settling import settle
from accalmie.core.programme.nodes import Mode, Programme, Slot
from accalmie.core.programme.refusals import Sentence
from accalmie.core.rules import Rule

BEGINS = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
MOST_STATES = 30_000
ENDS = frozenset({"done", "left"})


@dataclass(frozen=True, slots=True)
class State:
    """A place in the engine, and how one gets there."""

    number: int
    progress: Progress
    now: Plan
    at: datetime
    before: State | None = None
    move: Move | None = None

    def trace(self) -> list[Sentence]:
        """What happened from the start to here, one line a move."""
        lines: list[Sentence] = []
        state = self
        while state.before is not None and state.move is not None:
            lines.append(_line(state.before, state.move))
            state = state.before
        return lines[::-1]


def _line(before: State, move: Move) -> Sentence:
    name = before.now.name
    return Sentence(f"{name} : {move.said.fr}", f"{name}: {move.said.en}")


@dataclass(slots=True)
class Explored:
    """The graph of one programme, and what was noticed on the way.

    `verdicts` holds what the rule of each slot (module/step) gave when somebody got there; `called` the interludes that
    came first some time; `alike`, of each mode that was followed, all the modes that go the same ways.
    """

    states: list[State] = field(default_factory=list)
    after: dict[int, list[int]] = field(default_factory=dict)
    transitions: int = 0
    is_whole: bool = True
    shown: set[str] = field(default_factory=set)
    verdicts: dict[str, set[bool | None]] = field(default_factory=dict)
    helpless: dict[Danger, State] = field(default_factory=dict)
    stuck: list[State] = field(default_factory=list)
    called: set[str] = field(default_factory=set)
    alike: dict[str, tuple[Mode, ...]] = field(default_factory=dict)


class Explorer:
    """Breadth first, so that the first way found to a fault is a shortest one. `everywhere`: the gap is tried in each
    situation, also where one stands for all."""

    def __init__(
        self,
        programme: Programme,
        *,
        most: int = MOST_STATES,
        admissions: Mapping[str, Rule] | None = None,
        everywhere: bool = False,
    ) -> None:
        self._programme, self._most = programme, most
        self._abstraction = Abstraction(programme, admissions)
        self._moves = Moves(programme, self._abstraction)
        self._gaps = Gaps(programme, self._abstraction, everywhere=everywhere)
        self._slots = {key(module.id, slot.step): slot for module in programme.modules for slot in module.slots}
        self._numbers: dict[Hashable, int] = {}
        self._waiting: deque[State] = deque()
        self._found = Explored(alike=self._abstraction.alike)
        self._ids = 0

    def explore(self, modes: tuple[Mode, ...]) -> Explored:
        """Every state that can be reached in these modes, up to the cap."""
        for mode in modes:
            self.begin(mode)
        while self._waiting and self._found.is_whole:
            self._go_on(self._waiting.popleft())
        return self._found

    def begin(self, mode: str) -> State:
        """The first state of a person in this mode."""
        begun = start(self._programme, enrolment=ENROLMENT, mode=mode, language="fr", at=BEGINS)
        return self._reach(begun, BEGINS, None, None)

    def moves(self, state: State) -> list[Move]:
        """What may be done in a state. None at the end, or when the person is stuck."""
        if _is_end(state):
            return []
        gap = state.now.page == "step" and self._gaps.is_tried(state.number, state.progress, state.now)
        return list(self._moves.of(state.progress, state.now, state.at, gap=gap))

    def _go_on(self, state: State) -> None:
        moves = self.moves(state)
        if not moves and not _is_end(state):
            self._found.stuck.append(state)
        for move in moves:
            after = self.take(state, move)
            self._found.after[state.number].append(after.number)
            self._found.transitions += 1

    def take(self, state: State, move: Move) -> State:
        """Make a move on the engine; the state in which it ends."""
        progress, at = state.progress, state.at
        for pause, entry in move.entries:
            at += pause
            self._ids += 1
            progress = apply(self._programme, progress, entry, id=UUID(int=self._ids), at=at)
        after = self._reach(progress, max(at, move.until or at), state, move)
        if move.danger is not None and after.now.page != "help":
            self._found.helpless.setdefault(move.danger, after)
        return after

    def _reach(self, progress: Progress, at: datetime, before: State | None, move: Move | None) -> State:
        """The state in which this ends: a new one, or the one that counts as the same."""
        if at > progress.seen_at:  # what was just applied is settled already
            progress = settle(self._programme, progress, at)
        known = facts(self._programme, progress, at)
        now = plan_settled(self._programme, progress, now=at)
        self._notice(progress, now, known, before)
        name = self._abstraction.key(progress, now, known)
        number = self._numbers.setdefault(name, len(self._numbers))
        state = State(number, progress, now, at, before, move)
        if number == len(self._found.states):
            self._keep(state)
        return state

    def _keep(self, state: State) -> None:
        self._found.states.append(state)
        self._found.after[state.number] = []
        self._waiting.append(state)
        self._found.is_whole = len(self._found.states) <= self._most

    def _notice(self, progress: Progress, now: Plan, known: Facts, before: State | None) -> None:
        if now.page == "interlude":
            self._found.called.add(progress.interlude)
        here = key(now.module, now.step)
        if now.page in ("step", "review", "reentry"):
            self._found.shown.add(here if here in self._slots else key("", now.step))
            self._ask(here, known)
        earlier = before.progress.steps if before else {}
        for name in progress.steps.keys() - earlier.keys():
            if progress.steps[name].how == "skipped" and self._could_be_shown(progress, name, known):
                self._ask(name, known)

    def _ask(self, name: str, known: Facts) -> None:
        slot = self._slots.get(name)
        if slot is not None and slot.when is not None:
            self._found.verdicts.setdefault(name, set()).add(decide(slot.when, known))

    def _could_be_shown(self, progress: Progress, name: str, known: Facts) -> bool:
        """Whether only its rule left the step out."""
        slot, module = self._slots[name], self._programme.module(name.partition("/")[0])
        return is_for(module, known) and _is_for(slot, progress.mode) and (slot.short or not is_short(progress, module))


def _is_end(state: State) -> bool:
    """Whether nothing comes any more: not after-care either."""
    return state.now.page in ENDS and state.now.opens_at is None


def _is_for(slot: Slot, mode: str) -> bool:
    return mode in slot.modes


def can_end(found: Explored) -> set[int]:
    """The numbers of the states from which the programme can still be finished."""
    before: dict[int, list[int]] = {}
    for number, nexts in found.after.items():
        for each in nexts:
            before.setdefault(each, []).append(number)
    ending = {state.number for state in found.states if state.now.page == "done" and _is_end(state)}
    waiting = list(ending)
    while waiting:
        for number in before.get(waiting.pop(), ()):
            if number not in ending:
                ending.add(number)
                waiting.append(number)
    return ending


def longest_path(found: Explored) -> int:
    """The largest number of steps that one person is shown. A welcome after a gap is not counted: it can come again."""
    best = dict.fromkeys(found.after, 0)
    waiting = deque(found.after)
    while waiting:
        number = waiting.popleft()
        for each in found.after[number]:
            reached = best[number] + _is_settled(found.states[number], found.states[each])
            if reached > best[each]:
                best[each] = reached
                waiting.append(each)
    return max(best.values(), default=0)


def _is_settled(before: State, after: State) -> bool:
    """Whether a step of a module, shown in the first state, is behind the person in the second one."""
    name = key(before.now.module, before.now.step)
    shown = before.now.page in ("step", "review") or bool(before.now.practices and before.now.page == "wait")
    return shown and name not in before.progress.steps and name in after.progress.steps
