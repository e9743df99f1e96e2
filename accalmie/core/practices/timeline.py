"""How long a practice lasts, and at which second each of its parts begins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from accalmie.core.practices.script import WORDS_A_MINUTE, Part, Silence


class Moment(NamedTuple):
    """One part at its place. `words` is empty in a silence; `lasts` and `starts` are whole seconds."""

    starts: int
    lasts: int
    words: str


def timeline(parts: Sequence[Part]) -> tuple[Moment, ...]:
    """Every part, each beginning where the one before ended."""
    moments: list[Moment] = []
    passed = 0.0
    for part in parts:
        starts, passed = round(passed), passed + _lasts(part)
        moments.append(Moment(starts, round(passed) - starts, "" if isinstance(part, Silence) else part))
    return tuple(moments)


def seconds(parts: Sequence[Part]) -> int:
    """How long the whole lasts, said slowly, with its silences."""
    return round(sum(_lasts(part) for part in parts))


def words(text: str) -> int:
    """The words that a voice says: an elided article belongs to its word, a lone sign is none."""
    return sum(any(sign.isalnum() for sign in token) for token in text.split())


def _lasts(part: Part) -> float:
    return part.silence if isinstance(part, Silence) else words(part) * 60 / WORDS_A_MINUTE
