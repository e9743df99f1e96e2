"""The checker tells apart only what may still be decided; a search that tells everything apart finds no other fault."""

from __future__ import annotations

import msgspec
from hypothesis import HealthCheck, assume, given, settings

from accalmie.core.programme.nodes import DangerItem, Measured, Programme
from tests.factories.searching import faults
from tests.generative.programme_strategies import programmes

MOST = 1_500
ASKED = {
    "phq-9": Measured(
        lo=0, hi=27, items=9, item_lo=0, item_hi=3, danger=(DangerItem(item=9, from_score=2, declined=True),)
    ),
    "who-5": Measured(lo=0, hi=25, items=5, item_lo=0, item_hi=5),
}


@settings(suppress_health_check=list(HealthCheck), deadline=None)
@given(programmes())
def test_a_finer_search_of_any_programme_finds_the_same(programme: Programme) -> None:
    programme = msgspec.structs.replace(programme, instruments=ASKED)
    fine = faults(programme, finer=True, most=MOST)
    assume(fine.states <= MOST)  # larger ones are refused before anything is said of them
    coarse = faults(programme, finer=False, most=MOST)

    assert coarse.states <= fine.states
    assert coarse[:-1] == fine[:-1]
