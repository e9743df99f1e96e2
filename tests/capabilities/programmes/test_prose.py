"""An author’s Markdown becomes clean HTML; a person’s words come back as they wrote them, never as markup."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from accalmie.capabilities.programmes.prose import to_html
from accalmie.core.programme.engine import Piece


def markdown(text: str) -> Piece:
    return Piece(kind="markdown", text=text)


def words(text: str) -> Piece:
    return Piece(kind="words", text=text, name="said")


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "<img src=x onerror=alert(1)>",
        "![x](https://a.example/b)",
    ],
)
def test_an_author_s_script_or_foreign_picture_never_reaches_the_page(hostile: str) -> None:
    html = to_html((markdown(hostile),))
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html


def test_own_words_are_quoted_inside_the_sentence() -> None:
    html = to_html((markdown("Vous aviez écrit "), words("sortir le **chien** <b>"), markdown(", lundi.")))
    assert html == ('<p>Vous aviez écrit <q class="recalled">sortir le **chien** &lt;b&gt;</q>, lundi.</p>\n')


@given(st.text(max_size=60))
def test_whatever_a_person_wrote_opens_no_tag(said: str) -> None:
    html = to_html((markdown("a "), words(said)))
    inside = html.split('<q class="recalled">')[1].rsplit("</q>", 1)[0]
    assert "<" not in inside
    assert ">" not in inside
