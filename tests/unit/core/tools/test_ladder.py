"""The exposure ladder: it re-orders, proposes the next rung unless a rung asks for somebody, and keeps every word."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, strategies as st

from accalmie.core.tools import TOOLS
from accalmie.core.tools.ladder import HELD, ladder
from tests.factories.tool_sheets import HOUSE, sheets

LADDER = TOOLS["ladder"]
STOP = {"rung": "Rester à l’arrêt", "expected": 30, "prediction": "Je vais tomber"}
RIDE = {"rung": "Un arrêt", "expected": 50, "prediction": "Je vais courir"}
LINE = {"rung": "Toute la ligne", "expected": 85}
NONE = {"goal": "La mer", "touches": "none"}


def tried(rung: dict[str, Any], peak: int, **more: Any) -> dict[str, Any]:
    return {**rung, "before": peak - 5, "peak": peak, "after": peak - 10, **more}


def a_ladder(*rungs: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {**NONE, "rungs": list(rungs), **more}


def said(*answers: dict[str, Any], language: Any = "fr") -> str:
    return " ".join(LADDER.find(sheets("exposure-ladder", *answers), language).said).replace("\u00a0", " ")


def names(*answers: dict[str, Any]) -> list[str]:
    return [rung.name for rung in ladder(sheets("exposure-ladder", *answers))]


def test_rungs_stand_in_the_order_of_the_fear_expected() -> None:
    assert names(a_ladder(LINE, STOP, RIDE)) == ["Rester à l’arrêt", "Un arrêt", "Toute la ligne"]


def test_a_try_that_went_higher_moves_its_rung_up() -> None:
    assert names(a_ladder(tried(STOP, 70), RIDE, LINE)) == ["Un arrêt", "Rester à l’arrêt", "Toute la ligne"]


def test_the_next_rung_is_the_lowest_not_yet_passed() -> None:
    assert "« Rester à l’arrêt », peur attendue 30" in said(a_ladder(STOP, RIDE))
    assert "« Un arrêt », peur attendue 50" in said(a_ladder(tried(STOP, 20), RIDE))


def test_a_rung_that_was_written_twice_on_one_sheet_keeps_both_tries() -> None:
    (rung, _ride) = ladder(sheets("exposure-ladder", a_ladder(tried(STOP, 60), tried(STOP, 20), RIDE)))
    assert [one.peak for one in rung.tries] == [60, 20]


def test_a_rung_where_what_was_feared_came_is_not_passed() -> None:
    assert "« Rester à l’arrêt »" in said(a_ladder(tried(STOP, 20, came="yes"), RIDE))


def test_a_rung_passed_on_an_earlier_sheet_stays_passed() -> None:
    first = a_ladder(tried(STOP, 20), RIDE)
    then = LADDER.onward(sheets("exposure-ladder", first)) | {"touches": "none"}
    assert "« Un arrêt », peur attendue 50" in said(first, then)


def test_with_every_rung_passed_none_is_proposed() -> None:
    assert "Chaque barreau de cette échelle est franchi" in said(a_ladder(tried(STOP, 20), tried(RIDE, 30)))


@pytest.mark.parametrize("touches", ["memory", "danger", "body", "unsure", "", "something new"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_nothing_is_proposed_where_a_rung_may_hurt_or_where_nobody_said(touches: str, language: Any) -> None:
    found = LADDER.find(sheets("exposure-ladder", a_ladder(STOP, RIDE, touches=touches)), language)
    assert HELD.get(touches, HELD[""])[language] in found.said
    assert not any("Prochain" in one or "Next rung" in one for one in found.said)
    assert len(found.rows) == 2


def test_the_choices_of_the_sheet_are_those_that_the_ladder_knows() -> None:
    options = HOUSE["exposure-ladder"].field("touches").options
    assert set(options) == {"none", *HELD} - {""}


def test_predictions_are_counted_and_said_in_the_persons_own_words() -> None:
    found = said(
        a_ladder(
            tried(STOP, 40, came="no", learned="Mes jambes tiennent"),
            tried(RIDE, 60, came="partly"),
        )
    )
    assert "pas arrivé, 1\u202f; en partie, 1\u202f; arrivé, 0" in found
    assert "« Je vais tomber »" in found
    assert "« Mes jambes tiennent »" in found


def test_a_rung_met_again_shows_its_course() -> None:
    assert "70 → 45 sur 100" in said(a_ladder(tried(STOP, 70), RIDE), a_ladder(tried(STOP, 45), RIDE))


def test_the_same_try_sent_twice_is_one() -> None:
    once = a_ladder(tried(STOP, 40, came="no"), RIDE)
    assert "au seul essai" in said(once, once)


def test_going_on_empties_the_try_and_asks_again_what_rungs_touch() -> None:
    begun = LADDER.onward(sheets("exposure-ladder", a_ladder(tried(STOP, 70, learned="J’ai tenu"), RIDE)))
    assert begun["goal"] == "La mer"
    assert "touches" not in begun
    assert begun["rungs"] == [RIDE, {**STOP, "expected": 70}]


def test_a_ladder_of_one_rung_is_said_at_its_table() -> None:
    (wrong,) = LADDER.check(a_ladder(STOP), "fr")
    assert (wrong.field, wrong.row) == ("rungs", None)
    assert "Le vôtre est gardé" in wrong.sentence
    assert LADDER.check(a_ladder(), "fr") == ()


@pytest.mark.parametrize("column", ["before", "after"])
def test_a_fear_above_the_highest_is_asked_at_its_cell(column: str) -> None:
    (wrong,) = LADDER.check(a_ladder(STOP, {**RIDE, "peak": 50, column: 70}), "fr")
    assert (wrong.row, wrong.column) == (1, column)
    assert "70" in wrong.sentence
    assert "50" in wrong.sentence


RUNG = st.fixed_dictionaries(
    {"rung": st.sampled_from("abcdef")},
    optional={"expected": st.integers(0, 100), "peak": st.integers(0, 100), "came": st.sampled_from(["no", "yes"])},
)


@given(st.lists(st.lists(RUNG, max_size=6), max_size=4))
def test_the_order_is_that_of_the_fear_now_and_no_rung_is_lost(weeks: list[list[dict[str, Any]]]) -> None:
    rungs = ladder(sheets("exposure-ladder", *({"rungs": week} for week in weeks)))
    fears = [rung.fear for rung in rungs]
    assert fears == sorted(fears, key=lambda fear: (fear is None, fear or 0))
    assert {rung.name for rung in rungs} == ({row["rung"] for row in weeks[-1]} if weeks else set())


@given(st.lists(RUNG, min_size=1, max_size=6))
def test_going_on_twice_without_a_try_changes_nothing(rungs: list[dict[str, Any]]) -> None:
    once = LADDER.onward(sheets("exposure-ladder", {"rungs": rungs}))
    assert LADDER.onward(sheets("exposure-ladder", once)) == once
