"""Standard drinks, a week of a diary, who must not stop at once: published figures, and what holds for any diary."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from accalmie.core.drinks import (
    BadDrink,
    DrinksRefused,
    Line,
    drinks,
    fell_sharply,
    grams,
    line,
    load_drink_rules,
    refusals,
    rules as rules_module,
    say_number,
    say_week,
    week,
    words,
)
from accalmie.core.programme.language.typography import french_slips

TEXT = (Path(__file__).parents[4] / "content" / "drinks" / "rules.yaml").read_text(encoding="utf-8")
RULES = load_drink_rules(TEXT)
MONDAY = date(2026, 11, 23)
sizes = st.floats(0, 200).map(lambda one: round(one, 1))
strengths = st.floats(0, 75).map(lambda one: round(one, 1))
glasses = st.floats(0, 40).map(lambda one: round(one, 1))


@pytest.mark.parametrize(
    ("millilitres", "percent", "expected"),
    [(250, 5, 10), (750, 13.5, 81), (100, 12.5, 10), (30, 40, Fraction(96, 10)), (0, 40, 0), (500, 0, 0)],
)
def test_grams_are_the_published_ones(millilitres, percent, expected):
    """25 cl at 5 % is 10 g; a bottle at 13.5 % about 80 g, eight drinks."""
    assert grams(RULES, millilitres=millilitres, percent=percent) == expected


def test_a_bottle_of_wine_is_about_eight_drinks_and_a_half_of_beer_is_one():
    assert round(drinks(RULES, millilitres=750, percent=13.5)) == 8
    assert drinks(RULES, millilitres=250, percent=5) == 1


@given(sizes, strengths, glasses)
def test_more_never_counts_for_less(size, strength, count):
    one = line(RULES, centilitres=size, percent=strength, glasses=count).drinks
    assert one >= 0
    more = line(RULES, centilitres=min(size + 1, 200), percent=min(strength + 1, 75), glasses=min(count + 1, 40))
    assert more.drinks >= one


@given(st.lists(st.tuples(st.integers(0, 6), st.sampled_from(sorted(RULES.servings)), glasses), max_size=30))
def test_a_week_is_its_days_in_any_order(lines):
    noted = [line(RULES, serving=what, glasses=count, day=MONDAY + timedelta(day)) for day, what, count in lines]
    forward, backward = week(noted), week(reversed(noted))
    assert forward == backward
    assert 0 <= forward.without <= forward.days <= 7
    assert forward.most_in_a_day <= forward.drinks
    assert forward.drinks == sum((one.drinks for one in noted), Fraction(0))


def test_a_day_is_without_only_when_it_was_said():
    noted = [
        line(RULES, serving="wine", glasses=2, day=MONDAY),
        line(RULES, glasses=0, day=MONDAY + timedelta(1)),
        line(RULES, serving="beer", glasses=0, day=MONDAY),
    ]
    found = week(noted)
    assert (found.drinks, found.days, found.without, found.most_in_a_day) == (2, 2, 1, 2)


def test_ones_own_glass_goes_before_the_usual_one():
    assert line(RULES, serving="wine", centilitres=20).drinks == 2
    assert line(RULES, serving="beer", percent=10).drinks == 2


@pytest.mark.parametrize(
    ("typed", "code", "field"),
    [
        ({"serving": "wine", "glasses": -3}, "below_zero", "glasses"),
        ({"serving": "wine", "glasses": 500}, "glasses", "glasses"),
        ({"centilitres": 750.0, "percent": 12}, "centilitres", "cl"),
        ({"centilitres": 25, "percent": 120}, "percent", "percent"),
        ({"centilitres": 25, "percent": -1}, "below_zero", "percent"),
        ({"centilitres": 25}, "half", "percent"),
        ({"percent": 12}, "half", "cl"),
        ({"serving": "ambrosia"}, "serving", "what"),
    ],
)
def test_what_cannot_be_is_asked_again_kindly_at_its_place(typed, code, field):
    with pytest.raises(BadDrink) as bad:
        line(RULES, **typed)
    assert (bad.value.code, bad.value.field) == (code, field)
    for lang in ("fr", "en"):
        assert bad.value.message(lang)


def test_the_sentence_says_back_what_was_typed():
    with pytest.raises(BadDrink) as bad:
        line(RULES, serving="wine", glasses=-3)
    assert bad.value.message("fr").startswith("Vous avez noté −3.")
    with pytest.raises(BadDrink) as bad:
        line(RULES, serving="wine", glasses=500)
    assert "500 verres" in bad.value.message("fr")
    assert "gardé" in bad.value.message("fr")


@pytest.mark.parametrize(
    ("earlier", "later", "days", "fell"),
    [
        (60, 30, 7, True),
        (60, 31, 7, False),
        (27, 0, 7, False),
        (28, 14, 28, True),
        (28, 14, 29, False),
        (80, 0, 3, True),
    ],
)
def test_a_heavy_diary_that_fell_by_half_is_asked_about(earlier, later, days, fell):
    assert fell_sharply(RULES, earlier=earlier, later=later, days=days) is fell


@given(st.floats(0, 300), st.floats(0, 300), st.floats(0, 300))
def test_drinking_still_less_never_stops_the_questions(earlier, later, less):
    if fell_sharply(RULES, earlier=earlier, later=later, days=7):
        assert fell_sharply(RULES, earlier=earlier, later=min(later, less), days=7)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("density: 0.8", "density: 0", "above_zero"),
        ("heavy_week: 28", "heavy_week: -1", "above_zero"),
        ("share: 0.5", "share: 1.5", "share"),
        ("audit_from: 20", "audit_from: 25", "loosened"),
        ("drinks_a_day_from: 12", "drinks_a_day_from: 15", "loosened"),
        ("id: epilepsy", "id: past-seizure", "twice"),
        ("id: sedatives", "id: other", "missing"),
        ("id: tremor", "id: shaking", "missing"),
        ("id: seeing\n    then: fifteen", "id: seeing\n    then: doctor", "grave"),
        ('centilitres: 25, percent: 5, name: {fr: "b', 'centilitres: 250, percent: 5, name: {fr: "b', "strength"),
    ],
)
def test_rules_that_would_be_unsafe_are_refused(old, new, code):
    assert old in TEXT
    with pytest.raises(DrinksRefused) as refused:
        load_drink_rules(TEXT.replace(old, new, 1))
    assert refused.value.code == code
    assert refused.value.message("fr")
    assert refused.value.message("en")


def test_the_rules_name_their_version_author_and_source():
    assert (RULES.version, RULES.author) == ("1.0.0", "Accalmie")
    assert "World Health Organization" in RULES.source
    assert (RULES.withdrawal.audit_from, RULES.withdrawal.drinks_a_day_from) == (20, 12)
    assert {one.id for one in RULES.conditions} == rules_module.CONDITIONS


@pytest.mark.parametrize(
    ("number", "fr", "en"),
    [(Fraction(8), "8", "8"), (Fraction(81, 10), "8,1", "8.1"), (Fraction(96, 100), "1", "1"), (Fraction(0), "0", "0")],
)
def test_a_number_is_said_to_a_tenth_and_never_below_what_it_is(number, fr, en):
    assert (say_number(number, "fr"), say_number(number, "en")) == (fr, en)


def test_a_week_in_words_says_its_marks_and_no_verdict():
    noted = [Line(drinks=Fraction(3), day=MONDAY), Line(drinks=Fraction(0), day=MONDAY + timedelta(1))]
    said = say_week(RULES, week(noted), "fr")
    assert said.startswith("3 verres standard sur ce carnet. Jours notés\u00a0: 2, dont 1 sans alcool.")
    assert "10 par semaine au plus, 2 par jour au plus" in said
    assert say_week(RULES, week([Line(drinks=Fraction(3, 2))]), "fr").startswith("1,5 verre standard sur")
    assert say_week(RULES, week([]), "en").startswith("No drink in this diary.")


def test_french_sentences_keep_french_typography():
    texts = [*refusals.BadDrink.MESSAGES.values(), *refusals.DrinksRefused.MESSAGES.values()]
    texts += [words.DRINKS, words.NONE, words.WITHOUT, words.MOST, words.MARKS, words.COUNTED, *words.FELL]
    assert [slip for one in texts for slip in french_slips(one["fr"])] == []
