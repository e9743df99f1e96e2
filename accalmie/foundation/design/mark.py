"""The mark of Accalmie: a gust that settles, drawn as three waves that flatten."""

from __future__ import annotations

from functools import cache

from markupsafe import Markup

_WAVES = (
    "M3 11c3.2-6.4 7-6.4 9.6-1.2 2.3 4.7 5.4 5 7.9 1.4 2-2.9 5-3 8.5-.6",
    "M3 18.2c3.4-3.2 6.6-3.2 9.4-.7 2.6 2.3 5.6 2.4 8.2.5 2.4-1.7 5.2-1.7 8.4-.2",
    "M3 24.6c4.4-1.2 8-1.1 11.2-.4 5 1.1 9.6 1 14.8.2",
)


@cache
def drawn() -> Markup:
    """The mark as inline SVG, in the colour of the text around it. Decorative: the name stands beside it."""
    paths = Markup("").join(Markup('<path d="{}"/>').format(wave) for wave in _WAVES)
    return Markup(
        '<svg class="mark" viewBox="0 0 32 32" width="32" height="32" fill="none" stroke="currentColor" '
        'stroke-width="2.4" stroke-linecap="round" aria-hidden="true" focusable="false">{}</svg>'
    ).format(paths)
