"""The text of a page as safe HTML, with what the person said in its place, exactly as they typed it."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from accalmie.core.understanding import Stretch
from accalmie.foundation.words.prose import rendered

# Private-use characters stand for the person's words while the author's Markdown is rendered: words are never markup.
_OPEN, _CLOSE = "\ue000", "\ue001"


def to_html(stretches: Sequence[Stretch]) -> Markup:
    """One text. The author's part passes the white list of tags; the person's part is escaped."""
    source = "".join(
        f"{_OPEN}{number}{_CLOSE}" if stretch.is_own else stretch.words for number, stretch in enumerate(stretches)
    )
    html = rendered(source)
    for number, stretch in enumerate(stretches):
        if stretch.is_own:
            words = escape(stretch.words.replace(_OPEN, "").replace(_CLOSE, ""))
            html = html.replace(f"{_OPEN}{number}{_CLOSE}", f'<span class="recalled">{words}</span>')
    return Markup(html)


def document(source: str) -> Markup:
    """A text of the author's in which nothing of the person's stands."""
    return Markup(rendered(source))
