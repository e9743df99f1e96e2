"""Which replies somebody may ever read: every combination of answers that makes a difference is tried."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import product

from accalmie.core.rules import Value, cuts, names
from accalmie.core.understanding.loading import facts_of
from accalmie.core.understanding.piece import Answers, Group, Piece
from accalmie.core.understanding.saying import reply_for

MOST_WAYS = 50_000
_SOMETHING = "…"
"""Stands for an answer of which only counts that there is one."""


class TooManyWays(ValueError):
    """A group whose replies read too much at once."""


def ways(piece: Piece, group: Group) -> Iterator[Answers]:
    """Answers that together show all that this group can do. Raises TooManyWays."""
    values = _values(piece, group)
    if math.prod(len(of) for of in values.values()) > MOST_WAYS:
        raise TooManyWays
    for one in product(*values.values()):
        yield {name: value for name, value in zip(values, one, strict=True) if value is not None}


def never_said(piece: Piece, group: Group) -> tuple[int, ...]:
    """The numbers, from 1, of the replies that nobody is ever given. Raises TooManyWays."""
    said = {id(reply_for(group, answers)) for answers in ways(piece, group)}
    return tuple(number for number, reply in enumerate(group, 1) if id(reply) not in said)


def _values(piece: Piece, group: Group) -> Mapping[str, tuple[Value, ...]]:
    rules = [reply.when for reply in group if reply.when is not None]
    facts = facts_of(piece.fields())
    read = sorted({name for rule in rules for name in names(rule)})
    only_said = sorted({name for reply in group for name in reply.says} - set(read))
    return {name: cuts(rules, name, facts[name]) for name in read} | dict.fromkeys(only_said, (_SOMETHING, None))
