"""Markdown that authors write, as safe HTML: a white list of tags, and of what links may lead to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

# Private-use characters stand for a person's words while the author's Markdown is rendered: words are never markup.
_OPEN, _CLOSE = "\ue000", "\ue001"

_TAGS = {
    "p",
    "h2",
    "h3",
    "h4",
    "strong",
    "em",
    "ul",
    "ol",
    "li",
    "blockquote",
    "hr",
    "br",
    "a",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")


@lru_cache(maxsize=512)
def rendered(source: str) -> str:
    """The author's Markdown as clean HTML: rendered once a process, since many people read the same text.

    What a person typed is never part of `source`: it would stay in memory.
    """
    return nh3.clean(
        _markdown.render(source), tags=_TAGS, attributes={"a": {"href"}}, url_schemes={"https", "tel", "mailto"}
    )


def document(source: str) -> Markup:
    """A whole text of an author's in which nothing of a person's stands."""
    return Markup(rendered(source))


def with_own_words(parts: Sequence[tuple[str, bool]], *, within: Literal["q", "span"]) -> Markup:
    """An author's text, part by part, in which a person's own words stand (`True`): the author's part passes the white
    list of tags, the person's is escaped, within an element of this name."""
    plain = [(words.replace(_OPEN, "").replace(_CLOSE, ""), is_own) for words, is_own in parts]
    html = rendered("".join(f"{_OPEN}{at}{_CLOSE}" if is_own else words for at, (words, is_own) in enumerate(plain)))
    for at, (words, is_own) in enumerate(plain):
        if is_own:
            own = f'<{within} class="recalled">{escape(words)}</{within}>'
            html = html.replace(f"{_OPEN}{at}{_CLOSE}", own)
    return Markup(html)
