"""The checker tells apart only what may still be decided; a search that tells everything apart finds no other fault."""

from __future__ import annotations

from hypothesis import HealthCheck, assume, given, settings

from accalmie.core.programme.nodes import Programme
from tests.factories.searching import faults
from tests.generative.programme_strategies import programmes

MOST = 1_500


@settings(suppress_health_check=list(HealthCheck), deadline=None)
@given(programmes())
def test_a_finer_search_of_any_programme_finds_the_same(programme: Programme) -> None:
    fine = faults(programme, finer=True, most=MOST)
    assume(fine.states <= MOST)  # larger ones are refused before anything is said of them
    coarse = faults(programme, finer=False, most=MOST)

    assert coarse.states <= fine.states
    assert coarse[:-1] == fine[:-1]
