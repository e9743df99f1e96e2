"""Totals, bands, danger items and changes, for any instrument."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given, strategies as st

from accalmie.core.measures import BadAnswers, Change, change, danger_items, is_case, load_instrument, score
from accalmie.core.measures.instrument import MissingRule, Option

FOLDER = Path(__file__).parents[4] / "content" / "instruments"


def house(name):
    return load_instrument((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


PHQ9, WHO5, SAFETY = house("phq-9"), house("who-5"), house("safety-question")
PRORATED = msgspec.structs.replace(PHQ9, missing=MissingRule(at_most=2, source="a test"))
REVERSED = msgspec.structs.replace(PHQ9, items=(msgspec.structs.replace(PHQ9.items[0], reversed=True), *PHQ9.items[1:]))
AUDIT_LIKE = msgspec.structs.replace(
    PHQ9,
    wording="none",
    to_fill={"fr": "rien", "en": "nothing"},
    items=(
        *PHQ9.items[:8],
        msgspec.structs.replace(PHQ9.items[8], options=tuple(Option(score=n) for n in (0, 2, 4)), danger=None),
    ),
    range=(0, 28),
)
ANY = [PHQ9, WHO5, SAFETY, PRORATED, REVERSED, AUDIT_LIKE, house("gad-7"), house("isi"), house("spin")]


def answers_to(instrument, declined=True):
    return st.tuples(
        *(st.sampled_from([*instrument.scores(item), *([None] if declined else [])]) for item in instrument.items)
    )


ANSWERED = st.sampled_from(ANY).flatmap(lambda instrument: st.tuples(st.just(instrument), answers_to(instrument)))


@given(ANSWERED)
def test_a_total_stays_in_its_range_and_has_a_band(answered):
    instrument, answers = answered
    found = score(instrument, answers)
    assert found.missing == tuple(number for number, answer in enumerate(answers, 1) if answer is None)
    if found.total is None:
        assert len(found.missing) > instrument.missing.at_most
        assert found.band is None
    else:
        assert instrument.lo <= found.total <= instrument.hi
        assert (found.band is None) == (instrument.bands is None)


@given(answers_to(PHQ9, declined=False), st.integers(0, 8))
def test_a_worse_answer_never_gives_a_better_total(answers, index):
    worse = (*answers[:index], 3, *answers[index + 1 :])
    assert score(PHQ9, worse).total >= score(PHQ9, answers).total


def test_a_total_is_the_sum():
    assert score(PHQ9, (3, 2, 1, 0, 3, 2, 1, 0, 0)).total == 12


def test_well_being_is_multiplied_by_four():
    assert score(WHO5, (5, 4, 3, 2, 1)).total == 60


def test_a_reversed_item_counts_the_other_way():
    assert score(REVERSED, (0,) * 9).total == 3


def test_an_item_may_have_scores_of_its_own():
    assert score(AUDIT_LIKE, (0,) * 8 + (4,)).total == 4
    with pytest.raises(BadAnswers, match="0, 2, 4"):
        score(AUDIT_LIKE, (0,) * 8 + (1,))


def test_a_declined_item_leaves_no_total_where_no_rule_was_published():
    assert score(PHQ9, (1,) * 8 + (None,)) == type(score(PHQ9, (1,) * 9))(total=None, band=None, missing=(9,))


@pytest.mark.parametrize(
    ("answers", "total"),
    [
        ((1,) * 7 + (None, None), 9),
        ((3,) * 8 + (None,), 27),
        ((1, 0, 0, 0, 0, 0, 0, 0, None), 1),
        ((1,) * 6 + (None,) * 3, None),
    ],
)
def test_missing_items_are_prorated_as_far_as_the_rule_goes(answers, total):
    assert score(PRORATED, answers).total == total


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ((1,) * 8, "count"),
        ((1,) * 10, "count"),
        ((), "count"),
        ((4,) + (0,) * 8, "value"),
        ((-1,) + (0,) * 8, "value"),
        ((True,) + (0,) * 8, "value"),
        ((1.0,) + (0,) * 8, "value"),
        (("1",) + (0,) * 8, "value"),
    ],
)
def test_answers_that_cannot_be_are_refused_in_both_languages(answers, code):
    with pytest.raises(BadAnswers) as bad:
        score(PHQ9, answers)
    assert bad.value.code == code
    assert bad.value.message("fr") != bad.value.message("en")
    assert "phq-9" in bad.value.message("fr")


@pytest.mark.parametrize(("ninth", "found"), [(0, ()), (1, (9,)), (3, (9,)), (None, (9,))])
def test_the_ninth_item_shows_danger_whatever_the_total(ninth, found):
    assert tuple(sign.item for sign in danger_items(PHQ9, (0,) * 8 + (ninth,))) == found


@pytest.mark.parametrize(("answer", "is_danger"), [(0, False), (1, True), (None, True)])
def test_the_safety_question_shows_danger_when_yes_or_declined(answer, is_danger):
    assert bool(danger_items(SAFETY, (answer,))) is is_danger


@pytest.mark.parametrize(
    ("instrument", "first", "last", "expected"),
    [
        (PHQ9, 16, 10, Change(-6, "improved", "no")),
        (PHQ9, 16, 11, Change(-5, "unchanged", "no")),
        (PHQ9, 12, 6, Change(-6, "improved", "left")),
        (PHQ9, 10, 9, Change(-1, "unchanged", "left")),
        (PHQ9, 4, 10, Change(6, "worsened", "entered")),
        (PHQ9, None, 10, Change(None, "unknown", "unknown")),
        (WHO5, 40, 60, Change(20, "improved", "left")),
        (WHO5, 60, 48, Change(-12, "worsened", "entered")),
        (SAFETY, 0, 1, Change(1, "unknown", "unknown")),
    ],
)
def test_a_change_is_reliable_from_its_threshold_on(instrument, first, last, expected):
    assert change(instrument, first, last) == expected


def test_a_change_may_be_asked_between_scores():
    assert change(PHQ9, score(PHQ9, (2,) * 9), score(PHQ9, (1,) * 9)).points == -9


@given(st.integers(0, 27), st.integers(0, 27))
def test_going_back_undoes_a_change(first, last):
    opposite = {"improved": "worsened", "worsened": "improved"}
    there, back = change(PHQ9, first, last), change(PHQ9, last, first)
    assert there.points == -back.points
    assert there.reliable == opposite.get(back.reliable, back.reliable)


def test_caseness_is_at_the_threshold_or_worse():
    assert [is_case(PHQ9, total) for total in (9, 10, None)] == [False, True, None]
    assert [is_case(WHO5, total) for total in (52, 50)] == [False, True]
