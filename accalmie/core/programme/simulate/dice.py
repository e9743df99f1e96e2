"""Numbers that look like chance and are the same each time."""

from __future__ import annotations

from uuid import UUID

_MASK = (1 << 64) - 1
_STEP = 0x9E3779B97F4A7C15


class Dice:
    """Draws from a seed. The generator is SplitMix64: Steele, Lea, Flood. OOPSLA 2014, doi 10.1145/2660193.2660195."""

    def __init__(self, seed: int) -> None:
        self._state = seed & _MASK

    def bits(self) -> int:
        """The next 64 bits."""
        self._state = (self._state + _STEP) & _MASK
        mixed = self._state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
        return mixed ^ (mixed >> 31)

    def draw(self) -> float:
        """A number in [0, 1)."""
        return (self.bits() >> 11) / (1 << 53)

    def below(self, limit: int) -> int:
        """A whole number from 0, below `limit`."""
        return int(self.draw() * limit)

    def uuid(self) -> UUID:
        """An id; the same seed gives the same ids in the same order."""
        return UUID(int=self.bits() << 64 | self.bits(), version=4)
