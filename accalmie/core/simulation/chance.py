"""Chance for simulated lives, made of a source of numbers that the caller gives: the same source, the same life."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Protocol, TypeVar
from uuid import UUID

T = TypeVar("T")


class Source(Protocol):
    """Where numbers come from: the two methods of `random.Random` that are the same on every machine and release."""

    def random(self) -> float: ...

    def getrandbits(self, k: int, /) -> int: ...


class Chance:
    """Draws from a source. Only `random()` and `getrandbits()` are asked: their sequences are promised, others not."""

    def __init__(self, source: Source) -> None:
        self.draw = source.random
        self._bits = source.getrandbits

    def happens(self, probability: float) -> bool:
        """True with this probability."""
        return self.draw() < probability

    def between(self, low: float, high: float) -> float:
        """A number from `low` up to `high`."""
        return low + (high - low) * self.draw()

    def below(self, limit: int) -> int:
        """A whole number from 0, below `limit`."""
        return int(self.draw() * limit)

    def one_of(self, options: Sequence[T]) -> T:
        """One of these, each as likely."""
        return options[int(self.draw() * len(options))]

    def normal(self, mean: float = 0.0, sd: float = 1.0) -> float:
        """From a normal distribution. Box and Muller. Ann Math Statist 1958;29:610-611."""
        radius = math.sqrt(-2.0 * math.log(1.0 - self.draw()))
        return mean + sd * radius * math.cos(2.0 * math.pi * self.draw())

    def around(self, median: float, spread: float) -> float:
        """A positive number, log-normal: half lie under the median; `spread` is the sd of the logarithm."""
        return median * math.exp(self.normal(0.0, spread))

    def count(self, mean: float) -> int:
        """How often something rare happened, Poisson, at most 12. Knuth's product of uniforms."""
        limit, product, number = math.exp(-mean), self.draw(), 0
        while product > limit and number < 12:
            product *= self.draw()
            number += 1
        return number

    def uuid(self) -> UUID:
        """An id."""
        return UUID(int=self._bits(128), version=4)
