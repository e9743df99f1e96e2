"""A storyboard is read as its author wrote it, and refused with the line and a sentence when it cannot be filmed."""

from __future__ import annotations

import pytest

from accalmie.core.explainers import Drawing, StoryboardRefused, differences, planned, read_storyboard
from tests.factories.storyboards import DRAWING, HEADER, SAID, storyboard


def refused(text: str, language: str = "fr") -> StoryboardRefused:
    with pytest.raises(StoryboardRefused) as found:
        read_storyboard(text, language)
    return found.value


def test_chapters_slides_words_and_narration_are_what_the_author_wrote() -> None:
    board = read_storyboard(storyboard(), "fr")
    assert [(chapter.title, len(chapter.slides)) for chapter in board.chapters] == [("Le détour", 2), ("Aller voir", 1)]
    first, second, third = board.slides
    assert (first.title, first.points, first.narration) == ("Un jeudi", ("Il y avait du monde.",), SAID)
    assert second.drawing == Drawing("circle", ("une peur", "un détour", "soulagement"))
    assert third.points == ("Un peu dur.", "Faisable.")
    assert board.about.programme == "anxiety"


def test_narration_on_several_lines_is_one_text() -> None:
    board = read_storyboard(storyboard(f"> {SAID}", f"> {SAID[:30]}\n> {SAID[31:]}"), "fr")
    assert board.slides[0].narration == f"{SAID[:30]} {SAID[31:]}"


def test_an_author_may_say_how_long_a_slide_stays() -> None:
    board = read_storyboard(storyboard("## Éviter marche\n", "## Éviter marche\n(25.5 s)\n"), "fr")
    assert planned(board)[1] == 25.5
    assert planned(board)[0] == planned(board)[2]


WRONG = {
    "header": (storyboard("---\n", ""), 1),
    "empty": (storyboard('summary: "Ce que le corps apprend d’un détour."', 'summary: " "'), 2),
    "unread": (storyboard("- Il y avait du monde.", "Il y avait du monde."), 11),
    "no_slides": (HEADER + "# Un chapitre seul\n", 9),
    "no_chapter": (storyboard("# Le détour\n", ""), 9),
    "no_slide": (storyboard("## Un jeudi\n", ""), 10),
    "silent": (storyboard(f"> {SAID}", ""), 10),
    "crowded": (storyboard("- Un peu dur.", "- Un.\n- Deux.\n- Trois.\n- Quatre."), 20),
    "drawing": (storyboard("[circle]", "[spiral]"), 15),
    "drawing_words": (storyboard(" | un détour | soulagement", ""), 15),
    "drawing_long": (storyboard("une peur", "une peur qui n’en finit pas de revenir"), 15),
    "two_drawings": (storyboard(DRAWING, f"{DRAWING}\n{DRAWING}"), 16),
    "word_long": (storyboard("Robert", "R" * 43), 12),
    "too_fast": (storyboard("## Éviter marche\n", "## Éviter marche\n(5 s)\n"), 14),
    "lasts": (storyboard("## Éviter marche\n", "## Éviter marche\n(99 s)\n"), 1),
    "typography": (storyboard("- Faisable.", "- Faisable ?"), 22),
    "shape": (storyboard("programme: anxiety", "programm: anxiety"), 2),
}


@pytest.mark.parametrize("code", WRONG)
def test_what_cannot_be_filmed_is_refused_where_it_stands(code: str) -> None:
    text, line = WRONG[code]
    found = refused(text)
    assert (found.code, found.line) == (code, line)
    assert "{" not in found.message("fr") + found.message("en")


def test_every_refusal_has_a_case() -> None:
    inherited = {"too_long", "yaml", "anchor", "language", "twice", "missing"}
    assert set(StoryboardRefused._sentences()) == set(WRONG) | inherited


def test_a_slide_beside_a_drawing_holds_fewer_words() -> None:
    assert refused(storyboard(DRAWING, f"{DRAWING}\n- Un.\n- Deux.\n- Trois.")).code == "crowded"


def test_french_typography_is_not_asked_of_english() -> None:
    assert read_storyboard(storyboard("- Faisable.", "- Can it be done?"), "en")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("programme: anxiety", "programme: stress", "programme"),
        ("Salkovskis", "Somebody", "sources"),
        ("[circle] une peur | un détour | soulagement", "[ladder] a | b | c", "slide 2"),
        ("- Il y avait du monde.\n", "", "slide 1"),
        ("# Aller voir\n", "", "chapters have"),
    ],
)
def test_both_languages_show_the_same(old: str, new: str, said: str) -> None:
    one, other = read_storyboard(storyboard(), "fr"), read_storyboard(storyboard(old, new), "en")
    (found,) = differences(one, other)
    assert said in found.en
    assert found.fr


def test_only_words_differ_between_two_that_are_right() -> None:
    other = read_storyboard(storyboard("Un jeudi\n", "One Thursday\n"), "en")
    assert differences(read_storyboard(storyboard(), "fr"), other) == ()
