"""The five drawings: every word is in them, nothing leaves the frame by far."""

from __future__ import annotations

import re

import pytest

from accalmie.core.explainers import Drawing, picture
from accalmie.core.explainers.drawings import HEIGHT, WIDTH
from accalmie.core.explainers.storyboard import WORDS_OF

WORDS = ("moins d’envie", "je me retire", "soulagement", "rien", "le soir", "un pas", "dimanche")
CASES = [(kind, count) for kind, (least, most) in WORDS_OF.items() for count in range(least, most + 1)]


@pytest.mark.parametrize(("kind", "count"), CASES)
def test_every_word_stands_inside_the_frame(kind: str, count: int) -> None:
    drawn = picture(Drawing(kind, WORDS[:count]))  # type: ignore[arg-type]
    said = [line for words in drawn.words for line in words.lines]
    assert set(" ".join(WORDS[:count]).split(" ")) <= set(" ".join(said).split(" "))
    for words in drawn.words:
        for foot, _line in words.feet():
            assert drawn.top + 10 <= foot <= drawn.top + drawn.height <= HEIGHT
        assert 0 <= words.x <= WIDTH


@pytest.mark.parametrize(("kind", "count"), CASES)
def test_every_stroke_is_one_that_svg_can_read(kind: str, count: int) -> None:
    for stroke in picture(Drawing(kind, WORDS[:count])).strokes:  # type: ignore[arg-type]
        assert re.fullmatch(r"M[-MLHVCSaZ0-9. ]+", stroke.path), stroke.path


def test_a_day_may_be_empty() -> None:
    drawn = picture(Drawing("calendar", ("", "", "mer. 17 h", "", "", "", "")))
    assert [words.lines for words in drawn.words if words.lines != ("",)] == [("mer.", "17 h")]
