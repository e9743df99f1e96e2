"""The generator is only worth as much as what it reaches: each step kind, condition, page, and end of a step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import get_args

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings, strategies as st

from accalmie.core.programme import engine, nodes
from accalmie.core.programme.engine.progress import How, Progress
from accalmie.core.programme.plans import Page
from tests.generative.programme_strategies import histories, programmes
from tests.generative.test_engine_agrees_with_reference import on_the_way

BATCH, BATCHES = 45, 10
CONDITIONS = {"when", "unknown skip", "unknown show", "short", "delay", "modes"}
OUTCOMES = {"done last", "done ruled", "hold ruled"}
OPENINGS = {"at start", "after", "professional", "after or professional"}


def _kinds(programme: nodes.Programme) -> Iterator[str]:
    yield from (step.kind for step in programme.steps.values())


def _conditions(programme: nodes.Programme) -> Iterator[str]:
    for slot in (slot for module in programme.modules for slot in module.slots):
        if slot.when is not None:
            yield from ("when", f"unknown {slot.unknown}")
        yield from (name for name, has in (("short", slot.short), ("delay", slot.delay_days)) if has)
        if len(slot.modes) < 3:
            yield "modes"


def _openings(programme: nodes.Programme) -> Iterator[str]:
    for opens in (module.opens for module in programme.modules):
        if opens.at_start:
            yield "at start"
        elif opens.after is None:
            yield "professional"
        else:
            yield "after or professional" if opens.by_professional else "after"


def _pages(programme: nodes.Programme, progress: Progress) -> Iterator[str]:
    for days in (0, 1, 6):
        yield engine.plan(programme, progress, now=progress.seen_at + timedelta(days=days)).page


def _led(programme: nodes.Programme, progress: Progress) -> Iterator[str]:
    plan = engine.plan(programme, progress, now=progress.seen_at)
    if plan.outcome:
        yield f"{plan.page} {'last' if plan.outcome == programme.leads_to[-1].id else 'ruled'}"


@pytest.mark.deep
def test_the_generator_reaches_every_kind_condition_opening_page_and_end_of_a_step() -> None:
    names = ("kind", "condition", "opens", "page", "how", "outcome")
    reached: dict[str, Counter[str]] = {name: Counter() for name in names}
    expected = {
        "kind": set(get_args(nodes.StepKindName)),
        "condition": CONDITIONS,
        "opens": OPENINGS,
        "page": set(get_args(Page)),
        "how": set(get_args(How)),
        "outcome": OUTCOMES,
    }

    def missing() -> dict[str, set[str]]:
        return {name: wanted - set(reached[name]) for name, wanted in expected.items()}

    @settings(
        max_examples=BATCH,
        derandomize=False,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def collect(data: st.DataObject) -> None:
        programme = data.draw(programmes())
        reached["kind"].update(_kinds(programme))
        reached["condition"].update(_conditions(programme))
        reached["opens"].update(_openings(programme))
        for progress, _so_far in on_the_way(programme, data.draw(histories(programme))):
            reached["page"].update(_pages(programme, progress))
            reached["outcome"].update(_led(programme, progress))
            reached["how"].update(settled.how for settled in progress.steps.values())

    for number in range(BATCHES):
        if any(missing().values()):
            seed(number)(collect)()
    assert missing() == {name: set() for name in expected}
