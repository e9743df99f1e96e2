"""A step's text as safe HTML, with the person's own words said back exactly as they wrote them."""

from __future__ import annotations

from markupsafe import Markup

from accalmie.core.programme.engine import Passage
from accalmie.foundation.words.prose import with_own_words


def to_html(passage: Passage) -> Markup:
    """One passage, with the person's words as a quotation."""
    pieces = [(one.text.strip(), True) if one.kind == "words" else (one.text, False) for one in passage]
    return with_own_words(pieces, within="q")
