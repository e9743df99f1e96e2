"""Where an orientation leads everybody: each outcome can be reached, and none starts somebody alone after a danger
answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from accalmie.core.programme.checks.explore import Explored, State
from accalmie.core.programme.checks.notes import Notes, said
from accalmie.core.programme.engine.facts import decide, facts
from accalmie.core.programme.engine.safety import holding
from accalmie.core.programme.nodes import START_FLAGS, Programme
from accalmie.core.programme.orienting import Outcome
from accalmie.core.programme.refusals import Sentence
from accalmie.core.rules import Rule, Value

STARTS = ("programme", "self_help")
"""Outcomes after which a person goes on without anybody having spoken with them first, or with a programme."""


UNNOTED: dict[str, Value] = dict.fromkeys(START_FLAGS, False)
"""A start rule may read what somebody notes; an orientation ends before anybody has."""


class Neighbour(msgspec.Struct, frozen=True, kw_only=True):
    """A programme that stands beside an orientation: its modes, and who may start in each."""

    modes: tuple[str, ...]
    start: Mapping[str, Rule] = {}


Neighbours = Mapping[str, Neighbour]


def admissions(programme: Programme, neighbours: Neighbours | None) -> dict[str, Rule]:
    """The start rule of the programme that each outcome leads to, by the outcome's id, where it is known."""
    found = {}
    for outcome in programme.leads_to:
        neighbour = (neighbours or {}).get(outcome.programme)
        if neighbour is not None and outcome.mode in neighbour.start:
            found[outcome.id] = neighbour.start[outcome.mode]
    return found


def check_outcomes(programme: Programme, found: Explored, notes: Notes, neighbours: Neighbours | None) -> None:
    """Note everything wrong with where an orientation leads. Without `neighbours` other programmes are not looked
    at."""
    if not programme.leads_to:
        return
    _check_last(programme.leads_to[-1], notes)
    if neighbours is not None:
        _check_neighbours(programme, notes, neighbours)
    reached = {outcome.id: list(_led_to(found, outcome)) for outcome in programme.leads_to}
    starts = admissions(programme, neighbours)
    for outcome in programme.leads_to:
        if not reached[outcome.id] and found.is_whole:
            notes.refuse("outcome-unreachable", f"outcome {outcome.id}", outcome=outcome.id)
        _check_danger(outcome, reached[outcome.id], notes)
        if outcome.id in starts:
            _check_start(programme, outcome, starts[outcome.id], reached[outcome.id], notes)


def _led_to(found: Explored, outcome: Outcome) -> Iterator[State]:
    return (state for state in found.states if state.now.outcome == outcome.id)


def _check_last(last: Outcome, notes: Notes) -> None:
    if last.to in STARTS:
        notes.refuse("outcome-last-programme", f"outcome {last.id}", outcome=last.id)


def _check_neighbours(programme: Programme, notes: Notes, neighbours: Neighbours) -> None:
    for outcome in programme.leads_to:
        if outcome.to != "programme":
            continue
        words = {"outcome": outcome.id, "given": outcome.programme}
        if outcome.programme not in neighbours:
            notes.refuse("outcome-unknown-programme", f"outcome {outcome.id}", **words)
        elif outcome.mode not in neighbours[outcome.programme].modes:
            notes.refuse("outcome-unknown-mode", f"outcome {outcome.id}", mode=outcome.mode, **words)


def _check_danger(outcome: Outcome, reached: list[State], notes: Notes) -> None:
    """While danger holds only people help; once a danger answer was given nobody starts alone."""
    held = next((state for state in reached if holding(state.progress) and outcome.to in STARTS), None)
    alone = outcome.to == "self_help" or outcome.mode == "alone"
    lost = held or next((state for state in reached if state.progress.endangered and alone), None)
    if lost is not None:
        while_held = Sentence(" alors que le danger n’est pas levé", " while the danger is not over")
        words = {"held": while_held if held else Sentence("", ""), "path": said(lost.trace())}
        notes.refuse("outcome-after-danger", f"outcome {outcome.id}", outcome=outcome.id, **words)


def _check_start(programme: Programme, outcome: Outcome, rule: Rule, reached: list[State], notes: Notes) -> None:
    """Whoever is led to a programme may start it: nobody is sent to a closed door."""
    for state in reached:
        if decide(rule, {**UNNOTED, **facts(programme, state.progress, state.at)}) is not True:
            words = {"outcome": outcome.id, "given": outcome.programme, "rule": rule.text}
            notes.refuse("outcome-turned-away", f"outcome {outcome.id}", path=said(state.trace()), **words)
            return
