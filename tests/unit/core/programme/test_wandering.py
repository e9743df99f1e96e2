"""People who do anything come to an end, or to a stop that the programme documents, in every programme that ships."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from accalmie.core.programme.simulate import wander
from accalmie.site.authors.folder import compile_folder, shipped, world

PEOPLE = 30
DOCUMENTED = {"done", "left", "held", "led to a person"}


@pytest.mark.parametrize("folder", shipped(), ids=lambda folder: folder.name)
def test_nobody_is_lost_in_a_programme_whatever_they_do(folder: Path) -> None:
    programme = compile_folder(folder)[1].programme
    assert programme is not None

    lives = [wander(programme, world(), seed=seed) for seed in range(PEOPLE)]

    assert {one.ending for one in lives} <= DOCUMENTED
    assert not {fact for one in lives for fact in one.wrong}
    assert Counter(one.ending for one in lives)["done"] >= PEOPLE / 3, "most ways lead to the end"
    assert len({one.pages for one in lives}) > 3, "no two people live the same"


def test_the_same_seed_lives_the_same_life() -> None:
    programme = compile_folder(shipped()[0])[1].programme
    assert programme is not None
    assert wander(programme, world(), seed=5) == wander(programme, world(), seed=5)
