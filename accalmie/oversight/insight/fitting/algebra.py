"""The little linear algebra that fitting needs. Sums are exact (`math.fsum`), so that their order does not matter."""

from __future__ import annotations

import math
from collections.abc import Sequence

Row = Sequence[float]
Matrix = list[list[float]]


def dot(one: Row, other: Row) -> float:
    """The sum of the products."""
    return math.fsum(a * b for a, b in zip(one, other, strict=True))


def solved(matrix: Matrix, right: Row) -> list[float]:
    """x such that matrix x = right, for a matrix that is symmetric and positive. Cholesky. Raises ValueError."""
    size, lower = len(right), [[0.0] * len(right) for _ in right]
    for i in range(size):
        for j in range(i + 1):
            left = matrix[i][j] - dot(lower[i][:j], lower[j][:j])
            if i == j and left <= 1e-12:
                raise ValueError("two columns say the same thing")
            lower[i][j] = math.sqrt(left) if i == j else left / lower[j][j]
    half: list[float] = []
    for i in range(size):
        half.append((right[i] - dot(lower[i][:i], half)) / lower[i][i])
    x = [0.0] * size
    for i in reversed(range(size)):
        x[i] = (half[i] - math.fsum(lower[k][i] * x[k] for k in range(i + 1, size))) / lower[i][i]
    return x


def least_squares(rows: Sequence[Row], values: Row) -> list[float]:
    """The weights of the columns that come nearest to the values. Raises ValueError."""
    columns = list(zip(*rows, strict=True))
    return solved([[dot(a, b) for b in columns] for a in columns], [dot(a, values) for a in columns])
