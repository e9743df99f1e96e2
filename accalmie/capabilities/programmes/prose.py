"""A step's text as safe HTML, with the person's own words said back exactly as they wrote them."""

from __future__ import annotations

from markupsafe import Markup, escape

from accalmie.core.programme.engine import Passage
from accalmie.foundation.words.prose import rendered

# Private-use characters stand for the person's words while the author's Markdown is rendered: words are never read as
# markup.
_OPEN, _CLOSE = "\ue000", "\ue001"


def to_html(passage: Passage) -> Markup:
    """One passage. The author's part passes a white list of tags; the person's part is escaped and marked as a
    quotation."""
    source = "".join(
        f"{_OPEN}{number}{_CLOSE}" if piece.kind == "words" else piece.text.replace(_OPEN, "").replace(_CLOSE, "")
        for number, piece in enumerate(passage)
    )
    html = rendered(source)
    for number, piece in enumerate(passage):
        if piece.kind == "words":
            html = html.replace(f"{_OPEN}{number}{_CLOSE}", f'<q class="recalled">{escape(piece.text.strip())}</q>')
    return Markup(html)


def document(source: str) -> Markup:
    """A whole text of an author's in which nothing of the person's stands."""
    return Markup(rendered(source))
