"""What a piece is once it is read: pages in order, questions, and replies whose rules are ready to be decided."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from accalmie.core.definitions import Texts
from accalmie.core.exercises import Field
from accalmie.core.rules import Rule
from accalmie.core.understanding.written import Claim

Answers = dict[str, str | float | int]
"""Field id -> what the person said; what they left out is not there."""


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """What may be said back. `says`: the fields whose answers stand in its text, in any language."""

    when: Rule | None
    text: Texts
    says: frozenset[str]


Group = tuple[Reply, ...]
"""Replies of which the first that fits is said."""


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """One screen: words, then what is said back, then what is asked. Each of the three may be missing.

    `help_when`: answers of this page by which help comes before anything else.
    """

    id: str
    text: Texts
    replies: tuple[Group, ...]
    ask: tuple[Field, ...]
    help_when: Rule | None = None


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """One short interactive explanation."""

    id: str
    version: str
    title: Texts
    summary: Texts
    minutes: int
    about: tuple[str, ...]
    source: tuple[Claim, ...]
    pages: tuple[Page, ...]
    leads_to: tuple[str, ...]

    def place(self, page: str) -> int:
        """How many pages stand before this one. Raises KeyError."""
        return {one.id: place for place, one in enumerate(self.pages)}[page]

    def fields(self) -> dict[str, Field]:
        """All that is asked, in order."""
        return {field.id: field for page in self.pages for field in page.ask}

    def groups(self) -> Iterator[tuple[Page, int, Group]]:
        """Every group of replies, with its page and its number there, from 1."""
        for page in self.pages:
            for number, group in enumerate(page.replies, 1):
                yield page, number, group
