"""Logistic regression by Newton's method, with a small ridge on all but the intercept."""

from __future__ import annotations

import math
from collections.abc import Sequence

from accalmie.oversight.insight.fitting.algebra import Row, dot, solved

ROUNDS = 50
ENOUGH = 1e-10
FARTHEST = 30.0


def logistic(value: float) -> float:
    """From a log-odds to a probability."""
    return 1 / (1 + math.exp(-max(-FARTHEST, min(FARTHEST, value))))


def fitted(rows: Sequence[Row], happened: Sequence[bool], *, ridge: float = 0.0) -> list[float]:
    """The intercept and one weight a column. Raises ValueError when the columns say the same thing."""
    design = [(1.0, *row) for row in rows]
    columns = list(zip(*design, strict=True))
    weights = [0.0] * len(columns)
    for _ in range(ROUNDS):
        chances = [logistic(dot(weights, row)) for row in design]
        step = solved(*_newton(columns, chances, happened, weights, ridge))
        weights = [weight + change for weight, change in zip(weights, step, strict=True)]
        if max(abs(change) for change in step) < ENOUGH:
            break
    return weights


def _newton(
    columns: Sequence[Row], chances: Row, happened: Sequence[bool], weights: Row, ridge: float
) -> tuple[list[list[float]], list[float]]:
    """The curvature and the slope at these weights."""
    variances = [chance * (1 - chance) for chance in chances]
    left = [was - chance for was, chance in zip(happened, chances, strict=True)]
    weighed = [[value * variance for value, variance in zip(column, variances, strict=True)] for column in columns]
    held = [0.0, *(ridge for _ in columns[1:])]
    curvature = [
        [dot(a, b) + (held[i] if i == j else 0.0) for j, b in enumerate(columns)] for i, a in enumerate(weighed)
    ]
    return curvature, [dot(column, left) - held[i] * weights[i] for i, column in enumerate(columns)]
