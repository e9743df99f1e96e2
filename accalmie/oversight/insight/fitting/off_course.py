"""How well the flag of week 4 finds those whose true course is deterioration, where the truth is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import NamedTuple

import msgspec

from accalmie.core.insight.course import CourseModel, off_course_at, review_score
from accalmie.core.insight.traces import Trace, stay_scores
from accalmie.core.simulation.summary import Share
from accalmie.oversight.insight.fitting.dropout import SHARES


class Known(NamedTuple):
    """One person whose true course is known. `is_worse`: their line without noise is reliably worse than at first."""

    trace: Trace
    is_worse: bool


class Flagged(msgspec.Struct, kw_only=True):
    """Shares of people. `recall`: of the worse who gave a score at the review, how many were flagged; `of_all`: of all
    the worse; `false_alarm`: of the others who gave a score."""

    recall: Share = msgspec.field(default_factory=Share)
    of_all: Share = msgspec.field(default_factory=Share)
    false_alarm: Share = msgspec.field(default_factory=Share)


def judge(people: Sequence[Known], *, seed: int, model_of: Callable[[Sequence[Trace]], CourseModel]) -> Flagged:
    """Each share of the people judged by a model of the others."""
    order, found = Random(seed), Flagged()  # noqa: S311 shares people out, no secret
    shares = [int(order.random() * SHARES) for _ in people]
    for share in range(SHARES):
        model = model_of([one.trace for one, its in zip(people, shares, strict=True) if its != share])
        for one, its in zip(people, shares, strict=True):
            if its == share:
                _add(found, one, flag(model, one.trace))
    return found


def flag(model: CourseModel, trace: Trace) -> bool | None:
    """Whether this person is off course at the review of week 4; None without a score there."""
    scores = stay_scores(trace, model.measure)
    return off_course_at(model, scores) is not None if review_score(scores) else None


def _add(found: Flagged, one: Known, is_flagged: bool | None) -> None:
    if one.is_worse:
        found.of_all.add(is_flagged is True)
    if is_flagged is not None:
        (found.recall if one.is_worse else found.false_alarm).add(is_flagged)
