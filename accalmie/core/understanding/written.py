"""A piece as its author writes it: the shape of a file of `content/understanding`, before anything in it is judged."""

from __future__ import annotations

import msgspec

from accalmie.core.definitions import Definition, DefinitionRefused, Texts
from accalmie.core.exercises import Field


class Claim(Definition, frozen=True):
    """One thing that the piece says is so, where it comes from, and when that was last looked at."""

    claim: Texts
    cite: str
    checked: str


class WrittenReply(Definition, frozen=True):
    """What may be said back. `when`: a rule over earlier answers, empty when nothing but its fields decides."""

    text: Texts
    when: str = ""


class WrittenPage(Definition, frozen=True):
    """One page. `reply` is one group of replies, or several: of each group one is said. `help_when`: a rule over what
    is asked here, by which an answer without words calls for help first."""

    id: str
    text: Texts = msgspec.field(default_factory=dict)
    ask: tuple[Field, ...] = ()
    reply: tuple[WrittenReply | tuple[WrittenReply, ...], ...] = ()
    help_when: str = ""


class WrittenPiece(Definition, frozen=True):
    """The whole file. `about`: topics. `leads_to`: where one may go from the end, as `programme:anxiety`."""

    understanding: str
    version: str
    title: Texts
    summary: Texts
    minutes: int
    about: tuple[str, ...]
    source: tuple[Claim, ...]
    pages: tuple[WrittenPage, ...]
    leads_to: tuple[str, ...]


class NotAPiece(DefinitionRefused):
    """A file that has not the shape of a piece."""
