"""Markdown that authors write, as safe HTML: a white list of tags, and of what links may lead to."""

from __future__ import annotations

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt

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
