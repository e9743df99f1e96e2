"""The course that is expected of a measure, given where the person began: a log-linear line with a band around it.

score = (a + b x baseline) + (c + d x baseline) x ln(1 + weeks), each person with their own start and slope around it,
and noise (a mixed model; Laird NM, Ware JH. Biometrics 1982;38:963-974). The baseline is the first score itself.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

import msgspec

Z_80 = 1.2815515655446004
"""Eight in ten of a normal distribution lie this many standard deviations around its middle. Scores are not normal:
they pile up at their lowest; so each model says how far one score in ten of those it was fitted to lay on either side.
"""
WEEK = timedelta(days=7)
REVIEW_FROM, REVIEW_BEFORE = 3.0, 6.0
"""The review at week 4: the first score in these weeks. Measures come about every other week."""


class CourseModel(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was fitted for one measure. `spread` is the cover of own start and own slope: var, cov, var; `noise` the
    variance of one score around one's own line; `lowest` and `highest` the range of the measure. `reach`: the standard
    deviations below and above the middle beyond which one score in ten lies."""

    measure: str
    direction: Literal["higher-is-worse", "higher-is-better"]
    lowest: float
    highest: float
    start: tuple[float, float]
    slope: tuple[float, float]
    spread: tuple[float, float, float]
    noise: float
    reach: tuple[float, float] = (Z_80, Z_80)
    people: int
    scores: int


class Expected(msgspec.Struct, frozen=True):
    """Eight in ten people who began like this are between `low` and `high` by then."""

    low: float
    middle: float
    high: float


def expected(model: CourseModel, *, baseline: float, weeks: float) -> Expected:
    """The score expected so many weeks after a first score of `baseline`, with its band of 80 %."""
    middle, sd = _around(model, baseline, weeks)
    below, above = model.reach
    return Expected(*(_held(model, value) for value in (middle - below * sd, middle, middle + above * sd)))


def standardised(model: CourseModel, *, baseline: float, weeks: float, score: float) -> float:
    """How many standard deviations this score lies above what was expected."""
    middle, sd = _around(model, baseline, weeks)
    return (score - middle) / sd


def is_off_course(model: CourseModel, baseline: float, weeks: float, score: float) -> bool:
    """Whether this score lies beyond the band, on the side that is worse."""
    band = expected(model, baseline=baseline, weeks=weeks)
    return score > band.high if model.direction == "higher-is-worse" else score < band.low


def off_course_at(model: CourseModel, scores: Sequence[tuple[datetime, float]]) -> datetime | None:
    """The moment of the score of the review at week 4, if it lies beyond the band; `scores` of a stay, oldest first."""
    review = review_score(scores)
    if review is None or not is_off_course(model, scores[0][1], (review[0] - scores[0][0]) / WEEK, review[1]):
        return None
    return review[0]


def review_score(scores: Sequence[tuple[datetime, float]]) -> tuple[datetime, float] | None:
    """The score on which the review at week 4 rests: the first one in the third to sixth week; None without one.

    A score that comes later changes nothing: somebody is flagged once or never.
    """
    return next((one for one in scores if REVIEW_FROM <= (one[0] - scores[0][0]) / WEEK < REVIEW_BEFORE), None)


def _around(model: CourseModel, baseline: float, weeks: float) -> tuple[float, float]:
    """The score expected and its standard deviation, not held within the range."""
    grown = math.log1p(max(0.0, weeks))
    var, both, steep = model.spread
    middle = model.start[0] + model.start[1] * baseline + (model.slope[0] + model.slope[1] * baseline) * grown
    return middle, math.sqrt(var + 2 * both * grown + steep * grown * grown + model.noise)


def _held(model: CourseModel, value: float) -> float:
    """Within the range of the measure."""
    return min(model.highest, max(model.lowest, value))
