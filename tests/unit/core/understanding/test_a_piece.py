"""What a person gets: the reply that fits what they said, with their own words in it, whatever they type."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, strategies as st

from accalmie.core.understanding import LONGEST, Answers, answer_in_words, filled, load_piece, read, reply_for
from tests.unit.core.understanding.pieces import FILE, SMALL

PIECE = load_piece(SMALL, FILE)
FIELDS = PIECE.fields()
BACK = PIECE.pages[2]

answers = st.fixed_dictionaries(
    {},
    optional={
        "moment": st.text(min_size=1, max_size=LONGEST),
        "sign": st.sampled_from(["heart", "breath"]),
        "lasted": st.integers(1, 180) | st.floats(1, 180),
        "sure": st.integers(0, 10),
    },
)


def said(given_: Answers, group: int = 0, language: str = "fr") -> str:
    text = reply_for(BACK.replies[group], given_).text[language]
    return "".join(stretch.words for stretch in filled(text, given_, FIELDS, language))


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ({"moment": "Au bus", "sign": "heart", "lasted": 30}, "«\u00a0Au bus\u00a0», le cœur, 30\u00a0minutes."),
        ({"moment": "Au bus", "sign": "heart", "lasted": 20}, "«\u00a0Au bus\u00a0», donc."),
        ({"moment": "Au bus", "sign": "heart"}, "«\u00a0Au bus\u00a0», donc."),
        ({"sign": "heart", "lasted": 30}, "Rien de noté, et c’est bien aussi."),
        ({}, "Rien de noté, et c’est bien aussi."),
    ],
)
def test_the_first_reply_that_fits_is_said(given_: Answers, expected: str) -> None:
    assert said(given_) == expected


def test_each_group_says_one_thing() -> None:
    assert said({"sure": 8}, 1) == "Sûr à 8 sur 10."
    assert said({"sure": 5}, 1) == said({}, 1) == "Pas si sûr."


@pytest.mark.parametrize(
    ("number", "french", "english"),
    [
        (1, "1\u00a0minute", "1\u00a0minute"),
        (1.5, "1,5\u00a0minute", "1.5\u00a0minutes"),
        (2, "2\u00a0minutes", "2\u00a0minutes"),
    ],
)
def test_a_number_is_said_with_its_unit(number: float, french: str, english: str) -> None:
    assert answer_in_words(FIELDS["lasted"], number, "fr") == french
    assert answer_in_words(FIELDS["lasted"], number, "en") == english


def test_words_are_said_on_one_line() -> None:
    assert answer_in_words(FIELDS["moment"], "Au bus,\n  le soir", "fr") == "Au bus, le soir"


@given(answers, st.sampled_from(["fr", "en"]))
def test_whatever_is_answered_something_is_said_and_nothing_unsaid_stands_in_it(
    given_: dict[str, Any], language: str
) -> None:
    for group in range(2):
        text = reply_for(BACK.replies[group], given_).text[language]
        stretches = filled(text, given_, FIELDS, language)
        assert "".join(stretch.words for stretch in stretches if not stretch.is_own).count("{") == 0
        own = [stretch.words for stretch in stretches if stretch.is_own]
        assert not own or given_


@given(st.dictionaries(st.sampled_from([*FIELDS, "other"]), st.text(max_size=LONGEST * 2)))
def test_whatever_is_typed_is_read_or_named(typed: dict[str, str]) -> None:
    found, errors = read(FIELDS.values(), typed)
    wrong = {error.field for error in errors}
    assert set(found) | wrong <= set(FIELDS)
    assert not set(found) & wrong
    assert set(found) | wrong == {name for name, words in typed.items() if name in FIELDS and words.strip()}
    assert reply_for(BACK.replies[0], found)


def test_an_example_of_a_whole_page_is_too_long() -> None:
    found, errors = read(FIELDS.values(), {"moment": "a" * (LONGEST + 1)})
    assert found == {}
    assert [(error.field, error.code) for error in errors] == [("moment", "too_long")]
