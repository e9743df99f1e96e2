"""Square codes (QR) as part of a page."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString, mark_safe

_SCALE, _BORDER = 5, 4
"""The border is what the standard asks for, in modules."""


def square(words: str) -> SafeString:
    """These words as a square code: dark on light in every theme, as cameras need it."""
    drawn = segno.make(words, error="m")
    inline = drawn.svg_inline(scale=_SCALE, border=_BORDER, dark="#000", light="#fff", omitsize=True)
    return mark_safe(inline)  # noqa: S308 - segno draws squares; the words are in it as modules, not as text
