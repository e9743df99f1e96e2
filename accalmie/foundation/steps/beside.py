"""What other rooms put beside a programme on its pages: a link each, found by the name of the programme."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """Where it leads, and its words in the reader's language."""

    href: str
    words: str


LinksFor = Callable[[str, str], tuple[Link, ...]]
_BESIDE: dict[str, LinksFor] = {}


def stand_beside(room: str, links_for: LinksFor) -> None:
    """A room puts links beside programmes: `links_for(programme, language)` gives them, or none."""
    _BESIDE[room] = links_for


def beside(programme: str, language: str) -> tuple[Link, ...]:
    """All that stands beside this programme."""
    return tuple(link for links_for in _BESIDE.values() for link in links_for(programme, language))
