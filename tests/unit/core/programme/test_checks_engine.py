"""What the checker explored is all that can happen: random lives on the real engine never leave its map."""

from __future__ import annotations

from functools import cache

from hypothesis import given, settings, strategies as st

from accalmie.core.programme.checks.abstraction import Abstraction
from accalmie.core.programme.checks.explore import BEGINS, Explored, Explorer, can_end
from accalmie.core.programme.engine import plan
from accalmie.core.programme.nodes import Programme
from tests.factories.folders import changed, folder, programme_of

MODES = ("alone", "guided", "blended")


@cache
def tiny() -> Programme:
    return programme_of(folder())


@cache
def measured() -> Programme:
    """The tiny programme with a step that depends on a measure."""
    return programme_of(changed('looked_again == "stuck"', 'looked_again == "stuck" or phq9 >= 15'))


@cache
def explored(programme: str) -> tuple[Explorer, Explored]:
    explorer = Explorer(measured() if programme == "measured" else tiny())
    return explorer, explorer.explore(MODES)


@given(st.sampled_from(["tiny", "measured"]), st.sampled_from(MODES), st.lists(st.integers(0, 30), max_size=80))
@settings(max_examples=40)
def test_a_random_life_stays_on_explored_ground(programme: str, mode: str, choices: list[int]) -> None:
    explorer, found = explored(programme)
    known = len(found.states)
    state = explorer.begin(mode)
    for choice in choices:
        moves = explorer.moves(state)
        if not moves:
            break
        state = explorer.take(state, moves[choice % len(moves)])
        assert state.number < known, state.trace()
    assert found.helpless == {}


def test_every_explored_state_is_what_the_engine_plans_and_can_end() -> None:
    _, found = explored("tiny")

    assert all(plan(tiny(), state.progress, now=state.at) == state.now for state in found.states)
    assert {state.number for state in found.states} == can_end(found)
    assert found.states[0].at == BEGINS


def test_values_that_no_rule_tells_apart_count_as_one() -> None:
    abstraction = Abstraction(measured())

    assert abstraction.region("phq9", 3) == abstraction.region("phq9", 14)
    assert abstraction.region("phq9", 14) != abstraction.region("phq9", 15)
    assert abstraction.region("phq9", None) is None
