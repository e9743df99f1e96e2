"""Fits the expected course of a measure: a mixed model by EM, and judges its band on people kept apart.

Each person has their own line, whose start and slope lie around what their baseline lets expect.
Laird NM, Ware JH. Biometrics 1982;38:963-974.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from msgspec import structs

from accalmie.core.insight.course import CourseModel, expected, standardised
from accalmie.core.simulation.summary import Share
from accalmie.oversight.insight.fitting.algebra import least_squares

ROUNDS = range(300)
STILL = 1e-5  # no number moves by more than this share of itself: the fit stands
FEWEST_PEOPLE = 100
"""Below this, the band would be a guess."""

Line = tuple[float, float]
Cover = tuple[float, float, float]


class TooFew(ValueError):
    """Not enough people: nothing is fitted. `people` who could be used, of `needed`."""

    def __init__(self, people: int, needed: int) -> None:
        super().__init__(f"{people} of {needed}")
        self.people, self.needed = people, needed


class Measured(NamedTuple):
    """One person: the first score, and later ones with their weeks since the first."""

    baseline: float
    later: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class _Sums:
    """What one person's later scores add up to; x is ln(1 + weeks)."""

    baseline: float
    n: int
    x: float
    xx: float
    y: float
    xy: float
    yy: float


def fitted(
    measure: str,
    people: Sequence[Measured],
    *,
    direction: Literal["higher-is-worse", "higher-is-better"],
    range: tuple[float, float],
) -> CourseModel:
    """The model of these people, of whom those without a later score say nothing. Raises TooFew."""
    sums = [_sums(one) for one in people if one.later]
    if len(sums) < FEWEST_PEOPLE:
        raise TooFew(len(sums), FEWEST_PEOPLE)
    scale = math.fsum(one.yy for one in sums) / sum(one.n for one in sums)
    start, slope, spread, noise = (0.0, 1.0), (0.0, 0.0), (scale / 4, 0.0, scale / 16), scale / 4
    for _ in ROUNDS:
        before = (*start, *slope, *spread, noise)
        lines = [_line(one, start, slope, spread, noise) for one in sums]
        rows = [(1.0, one.baseline) for one in sums]
        start = _pair(least_squares(rows, [line[0] for line, _ in lines]))
        slope = _pair(least_squares(rows, [line[1] for line, _ in lines]))
        spread = _spread(sums, lines, start, slope)
        noise = math.fsum(map(_left, sums, lines)) / sum(one.n for one in sums)
        if _is_still(before, (*start, *slope, *spread, noise)):
            break
    model = CourseModel(
        measure=measure,
        direction=direction,
        lowest=range[0],
        highest=range[1],
        start=start,
        slope=slope,
        spread=spread,
        noise=noise,
        people=len(sums),
        scores=sum(one.n for one in sums),
    )
    return structs.replace(model, reach=_reach(model, people))


def _is_still(before: tuple[float, ...], after: tuple[float, ...]) -> bool:
    return all(abs(new - old) <= STILL * (1 + abs(old)) for old, new in zip(before, after, strict=True))


def _reach(model: CourseModel, people: Iterable[Measured]) -> tuple[float, float]:
    """How far below and above what is expected one score in ten lies."""
    found = sorted(
        standardised(model, baseline=one.baseline, weeks=weeks, score=score)
        for one in people
        for weeks, score in one.later
    )
    tenth = len(found) // 10
    return -found[tenth], found[-1 - tenth]


def coverage(model: CourseModel, people: Iterable[Measured]) -> Share:
    """How many later scores of these people lie within the band."""
    found = Share()
    for one in people:
        for weeks, score in one.later:
            band = expected(model, baseline=one.baseline, weeks=weeks)
            found.add(band.low <= score <= band.high)
    return found


def _pair(found: Sequence[float]) -> Line:
    return found[0], found[1]


def _sums(one: Measured) -> _Sums:
    xs, ys = [math.log1p(weeks) for weeks, _ in one.later], [score for _, score in one.later]
    return _Sums(
        baseline=one.baseline,
        n=len(xs),
        x=math.fsum(xs),
        xx=math.fsum(x * x for x in xs),
        y=math.fsum(ys),
        xy=math.fsum(x * y for x, y in zip(xs, ys, strict=True)),
        yy=math.fsum(y * y for y in ys),
    )


def _inverse(m: Cover) -> Cover:
    """Of the symmetric matrix ((m0, m1), (m1, m2))."""
    det = m[0] * m[2] - m[1] * m[1]
    return m[2] / det, -m[1] / det, m[0] / det


def _line(one: _Sums, start: Line, slope: Line, spread: Cover, noise: float) -> tuple[Line, Cover]:
    """The mean and the cover of this person's own line, given what was seen of it."""
    mean = start[0] + start[1] * one.baseline, slope[0] + slope[1] * one.baseline
    prior = _inverse(spread)
    after = _inverse((prior[0] + one.n / noise, prior[1] + one.x / noise, prior[2] + one.xx / noise))
    u = prior[0] * mean[0] + prior[1] * mean[1] + one.y / noise
    v = prior[1] * mean[0] + prior[2] * mean[1] + one.xy / noise
    return (after[0] * u + after[1] * v, after[1] * u + after[2] * v), after


def _spread(sums: list[_Sums], lines: list[tuple[Line, Cover]], start: Line, slope: Line) -> Cover:
    """How people's own lines lie around what their baselines let expect."""
    gaps = [
        (line[0] - start[0] - start[1] * one.baseline, line[1] - slope[0] - slope[1] * one.baseline, own)
        for one, (line, own) in zip(sums, lines, strict=True)
    ]
    return (
        math.fsum(a * a + own[0] for a, _, own in gaps) / len(gaps),
        math.fsum(a * b + own[1] for a, b, own in gaps) / len(gaps),
        math.fsum(b * b + own[2] for _, b, own in gaps) / len(gaps),
    )


def _left(one: _Sums, line: tuple[Line, Cover]) -> float:
    """The expected sum of squares around this person's line."""
    (a, b), own = line
    seen = one.yy - 2 * a * one.y - 2 * b * one.xy + a * a * one.n + 2 * a * b * one.x + b * b * one.xx
    return seen + own[0] * one.n + 2 * own[1] * one.x + own[2] * one.xx
