"""How easy a text is, and whether its French is set as French."""

from __future__ import annotations

import pytest

from accalmie.core.programme.language.readability import (
    average_sentence,
    english_syllables,
    french_syllables,
    prose,
    reading_ease,
)
from accalmie.core.programme.language.typography import french_slips

FRENCH = {
    1: ["vie", "quatre", "que", "eau", "les", "oui", "rue", "joues", "qu’il"],
    2: ["musique", "voyage", "fatigue", "action", "pitié", "journée", "l’action", "lorsqu’il", "beaucoup", "peut-être"],
    3: ["création", "poésie", "dépression", "aujourd’hui"],
    4: ["activité"],
}
ENGLISH = {
    1: ["walked", "the", "make", "times", "more"],
    2: ["little", "reading", "people", "wanted", "action", "quiet"],
    3: ["idea", "area", "depression", "something"],
    4: ["activity", "situation"],
}


@pytest.mark.parametrize(("count", "word"), [(count, word) for count, words in FRENCH.items() for word in words])
def test_french_syllables_are_counted_by_ear(count: int, word: str) -> None:
    assert french_syllables(word) == count


@pytest.mark.parametrize(("count", "word"), [(count, word) for count, words in ENGLISH.items() for word in words])
def test_english_syllables_are_counted_by_ear(count: int, word: str) -> None:
    assert english_syllables(word) == count


def test_short_sentences_are_easier_than_long_ones() -> None:
    short = "Il pleut. Je sors. Le vent est doux. " * 5
    long = "L’augmentation progressive du renforcement environnemental constitue une méthodologie incontestable " * 4
    easy, hard = reading_ease(short, "fr"), reading_ease(long, "fr")
    assert easy is not None
    assert hard is not None
    assert easy > 80
    assert hard < 20


def test_a_text_of_a_few_words_is_not_judged() -> None:
    assert reading_ease("Institutionnalisation incontestable.", "fr") is None


def test_marks_titles_and_names_are_not_prose() -> None:
    assert prose("## Un titre\n**Gras** et [[nom|ce mot]]").split() == ["Gras", "et", "ce", "mot"]


def test_each_entry_of_a_list_ends_a_sentence() -> None:
    assert average_sentence("- un deux trois\n- quatre cinq six") == 3


@pytest.mark.parametrize(
    "text",
    [
        "Vraiment\u202f? Oui\u00a0: à 21\u00a0h\u00a030, «\u00a0calme\u00a0».",
        "Appelez le [3114](tel:3114)\u202f; c’est gratuit.",
        "Quoi\u202f?! Bon…",
        "[[chosen|ce que vous aviez choisi]]",
        '::: if phq9 >= 1 and mode == "alone"',
        "**Attention\u00a0:** un mot",
        "Ratio 3:2 et 10/10.",
    ],
)
def test_well_set_french_has_no_slip(text: str) -> None:
    assert list(french_slips(text)) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Vraiment ?", "typography-space"),
        ("Vraiment?", "typography-space"),
        ("«calme»", "typography-space"),
        ("C'est", "typography-apostrophe"),
        ('"oui"', "typography-quotes"),
        ("à 21h30", "typography-time"),
        ("à 21:30", "typography-time"),
        ("à 21 h 30", "typography-time"),
    ],
)
def test_each_slip_is_found(text: str, code: str) -> None:
    assert code in [slip.code for slip in french_slips(text)]
