"""The levels at which a programme goes on stand in the engine and in the rules of the house: they are the same."""

from __future__ import annotations

from pathlib import Path

from accalmie.core.crisis import Level, load_rules
from accalmie.core.programme.plans import GOES_ON, UNFINISHED_LEVEL, worst

RULES = load_rules((Path(__file__).parents[4] / "content" / "danger" / "rules.yaml").read_text(encoding="utf-8"))


def test_the_engine_goes_on_at_the_levels_at_which_the_house_goes_on() -> None:
    assert set(GOES_ON) == {str(level) for level in RULES.goes_on}


def test_unfinished_questions_count_alike() -> None:
    assert str(RULES.unfinished) == UNFINISHED_LEVEL


def test_a_level_of_a_later_release_counts_as_the_most_serious() -> None:
    assert worst("none", "active", "passive") == "active"
    assert worst("plan", "something-new") == Level.HARM_TO_OTHERS
