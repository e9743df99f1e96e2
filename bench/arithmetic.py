"""The bench's arithmetic: percentiles, ratios of alternating rounds, and when a limit counts as missed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

NOISE = 0.10
"""Two cores that others use too: the same build measured twice differs by a tenth. A limit is missed beyond that."""


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that this share (0 to 1) of the values do not exceed. Raises ValueError when there is none."""
    if not values:
        raise ValueError("no value was measured")
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def ratio_of_rounds(rounds: Iterable[tuple[float, float]]) -> float:
    """The median over rounds of (page, hello) costs, so that a busy moment changes one round and not the figure."""
    return median(page / hello for page, hello in rounds)


@dataclass(frozen=True)
class Limit:
    """What a figure may be. `noise`: the share by which a measurement may pass it before it counts as missed."""

    side: Literal["at most", "at least"]
    value: float
    noise: float = 0.0

    def holds(self, figure: float) -> bool:
        if self.side == "at most":
            return figure <= self.value * (1 + self.noise)
        return figure >= self.value * (1 - self.noise)

    def __str__(self) -> str:
        return f"{self.side} {self.value:g}"


def missed(figures: dict[str, float], limits: dict[str, Limit]) -> list[str]:
    """The names of the limits that do not hold. A figure that has a limit and was not measured counts as missed."""
    return [name for name, limit in limits.items() if name not in figures or not limit.holds(figures[name])]


def rounded(figure: float) -> float:
    """Three digits say all that such a measurement knows."""
    if not figure or not math.isfinite(figure):
        return figure
    return round(figure, max(0, 2 - math.floor(math.log10(abs(figure)))))
