"""The parts of a script: what is said, and silences of so many seconds."""

from __future__ import annotations

from accalmie.core.definitions import Definition, Wrong

SHORTEST_SILENCE, LONGEST_SILENCE = 2, 180
"""Seconds. Longer alone with nothing said, somebody may feel left."""
WORDS_A_MINUTE = 105
"""Of a slow voice: about two thirds of ordinary speech."""


class Silence(Definition, frozen=True):
    """So many seconds in which nothing is said."""

    silence: int

    def __post_init__(self) -> None:
        if not SHORTEST_SILENCE <= self.silence <= LONGEST_SILENCE:
            raise Wrong("silence", seconds=self.silence, least=SHORTEST_SILENCE, most=LONGEST_SILENCE)


Part = str | Silence
