"""Fits all models of a site at once, from people whose stay is over."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from random import Random

from accalmie.core.insight.course import WEEK, CourseModel
from accalmie.core.insight.models import CourseJudged, Models, Origin, Refused
from accalmie.core.insight.traces import Trace, stay_scores
from accalmie.core.measures import Instrument
from accalmie.oversight.insight.fitting.course import FEWEST_PEOPLE, Measured, TooFew, coverage, fitted
from accalmie.oversight.insight.fitting.dropout import SHARES, Case, fit_dropout

MEASURES = ("phq-9", "gad-7", "who-5")
LONGEST = 26.0
"""Scores later than this many weeks after the first one are of another time."""


def fit(
    cases: Sequence[Case],
    *,
    origin: Origin,
    instruments: Mapping[str, Instrument],
    told: Callable[[int], None] = lambda done: None,
) -> Models:
    """The models of these people, the same to the byte for the same people and seed. `told` hears of each step done."""
    courses, covered, refused = [], [], []
    for measure in MEASURES:
        people = [one for case in cases if (one := measured(case.trace, measure)) is not None]
        try:
            courses.append(_course(instruments[measure], people))
            covered.append(_kept_apart(instruments[measure], people, origin.seed))
        except TooFew as few:
            refused.append(Refused(what=measure, week=0, cases=few.people, needed=FEWEST_PEOPLE))
        told(1)
    dropout, weeks, silent = fit_dropout(cases, modules=origin.modules, seed=origin.seed, told=lambda: told(1))
    return Models(
        origin=origin,
        courses=tuple(courses),
        dropout=dropout,
        refused=(*refused, *silent),
        courses_judged=tuple(covered),
        weeks_judged=tuple(weeks),
    )


def steps() -> int:
    """How often `told` hears of a step."""
    return len(MEASURES) + 6


def measured(trace: Trace, measure: str) -> Measured | None:
    """The first score of the stay and the later ones; None without a start or a score."""
    stay = stay_scores(trace, measure)
    if not stay:
        return None
    first = stay[0]
    later = tuple(((one.at - first.at) / WEEK, one.total) for one in stay[1:])
    return Measured(first.total, tuple((weeks, total) for weeks, total in later if weeks <= LONGEST))


def _course(instrument: Instrument, people: Sequence[Measured]) -> CourseModel:
    return fitted(instrument.id, people, direction=instrument.direction, range=(instrument.lo, instrument.hi))


def _kept_apart(instrument: Instrument, people: Sequence[Measured], seed: int) -> CourseJudged:
    """One share of the people judged by a model of the others."""
    order = Random(seed)  # noqa: S311 shares people out, no secret
    apart = [order.random() < 1 / SHARES for _ in people]
    others = [one for one, is_apart in zip(people, apart, strict=True) if not is_apart]
    model = _course(instrument, others)
    found = coverage(model, [one for one, is_apart in zip(people, apart, strict=True) if is_apart])
    return CourseJudged(measure=instrument.id, scores=found.n, covered=(found.percent or 0.0) / 100)
