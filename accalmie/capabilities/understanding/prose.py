"""The text of a page as safe HTML, with what the person said in its place, exactly as they typed it."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from accalmie.core.understanding import Stretch
from accalmie.foundation.words.prose import with_own_words


def to_html(stretches: Sequence[Stretch]) -> Markup:
    """One text: the person's words stand in the author's sentence, without marks of quotation."""
    return with_own_words([(one.words, one.is_own) for one in stretches], within="span")
