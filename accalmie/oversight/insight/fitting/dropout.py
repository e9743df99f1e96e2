"""Fits the risk of drifting away, one logistic regression a week, and judges it on people kept apart.

The people are shared out by the seed; each share is judged by a model of the others. Probabilities are brought to what
happened (Cox 1958) by those predictions; the threshold is the share of people who stop, best for balanced accuracy when
probabilities mean what they say.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import NamedTuple

from accalmie.core.insight.dropout import WEEKS, DropoutModel, WeekModel, has_stopped, is_at_risk, risk
from accalmie.core.insight.models import Group, Refused, WeekJudged
from accalmie.core.insight.predictors import NAMES, WEEK, Values, predictors, silence
from accalmie.core.insight.traces import Trace
from accalmie.oversight.insight.fitting import judging
from accalmie.oversight.insight.fitting.logistic import fitted as regressed

SHARES = 5
RIDGE = 1.0
FEWEST = 10 * len(NAMES)
"""Of those who stopped, and of those who did not: ten for each predictor, or the week is not spoken of."""
FEWEST_IN_GROUP = 10


class Case(NamedTuple):
    """One person whose stay is over. `groups`: how people are told apart when the model is judged. `left`: whether they
    truly left, where that is known beside what they did."""

    trace: Trace
    groups: Mapping[str, str] = {}
    left: bool | None = None


class _Row(NamedTuple):
    values: Values
    silent: float
    stopped: bool
    truly: bool
    share: int
    case: Case


def fit_dropout(
    cases: Sequence[Case], *, modules: int, seed: int, told: Callable[[], None] = lambda: None
) -> tuple[DropoutModel, list[WeekJudged], list[Refused]]:
    """The model, how each week did on people kept apart, and the weeks of which it must not speak.

    Fitted to what anybody can see: who did nothing any more. Judged by the truth where that is known.
    """
    order = Random(seed)  # noqa: S311 shares people out, no secret
    shares = [int(order.random() * SHARES) for _ in cases]
    weeks, judged, refused = [], [], []
    for week in WEEKS:
        rows = _rows(cases, shares, week, modules)
        stopped = sum(row.stopped for row in rows)
        if min(stopped, len(rows) - stopped) < FEWEST:
            refused.append(Refused(what="dropout", week=week, cases=min(stopped, len(rows) - stopped), needed=FEWEST))
        else:
            model, verdict = _week(week, rows)
            weeks.append(model)
            judged.append(verdict)
        told()
    return DropoutModel(weeks=tuple(weeks)), judged, refused


def _rows(cases: Sequence[Case], shares: Sequence[int], week: int, modules: int) -> list[_Row]:
    """Everybody who could still stop at the end of this week."""
    rows = []
    for case, share in zip(cases, shares, strict=True):
        trace = case.trace
        if trace.started_at is None or not is_at_risk(trace, week=week, modules=modules):
            continue
        on, stopped = trace.started_at + WEEK * week, has_stopped(trace, modules=modules)
        truly = stopped if case.left is None else case.left
        rows.append(_Row(predictors(trace, on=on), silence(trace, on=on), stopped, truly, share, case))
    return rows


def _week(week: int, rows: list[_Row]) -> tuple[WeekModel, WeekJudged]:
    kept_apart: list[tuple[_Row, float, float, bool]] = []
    for share in range(SHARES):
        others = [row for row in rows if row.share != share]
        model, plain = _fitted(week, others), judging.best_threshold([(row.silent, row.stopped) for row in others])
        for row in rows:
            if row.share == share:
                chance = risk(model, row.values)
                kept_apart.append((row, chance, model.threshold, row.silent >= plain))
    return _calibrated(_fitted(week, rows), kept_apart), _judged(week, kept_apart)


def _fitted(week: int, rows: Sequence[_Row]) -> WeekModel:
    """The model of these people, not yet calibrated."""
    means, sds, columns = [], [], []
    for name in NAMES:
        known = [value for row in rows if (value := row.values[name]) is not None]
        mean = math.fsum(known) / len(known) if known else 0.0
        sd = math.sqrt(math.fsum((value - mean) ** 2 for value in known) / len(known)) if known else 0.0
        means.append(mean)
        sds.append(sd or 1.0)
        columns.append([0.0 if (value := row.values[name]) is None else (value - mean) / (sd or 1.0) for row in rows])
    stopped = [row.stopped for row in rows]
    intercept, *weights = regressed(list(zip(*columns, strict=True)), stopped, ridge=RIDGE)
    return WeekModel(
        week=week,
        intercept=intercept,
        weights=tuple(weights),
        means=tuple(means),
        sds=tuple(sds),
        calibration=(0.0, 1.0),
        threshold=sum(stopped) / len(stopped),
        people=len(rows),
        stopped=sum(stopped),
    )


def _calibrated(model: WeekModel, kept_apart: Sequence[tuple[_Row, float, float, bool]]) -> WeekModel:
    """The same model, its log-odds brought to what happened to people kept apart."""
    found = judging.calibration([(chance, row.stopped) for row, chance, _, _ in kept_apart])
    return WeekModel(**{name: getattr(model, name) for name in model.__struct_fields__} | {"calibration": found})


def _judged(week: int, kept_apart: Sequence[tuple[_Row, float, float, bool]]) -> WeekJudged:
    pairs = [(chance, row.truly) for row, chance, _, _ in kept_apart]
    intercept, slope = judging.calibration(pairs)
    return WeekJudged(
        week=week,
        people=len(pairs),
        stopped=sum(was for _, was in pairs),
        auc=judging.auc(pairs),
        plain_auc=judging.auc([(row.silent, row.truly) for row, _, _, _ in kept_apart]),
        balanced_accuracy=judging.balanced_accuracy(
            [(float(chance >= threshold), row.truly) for row, chance, threshold, _ in kept_apart], 1.0
        ),
        plain_balanced_accuracy=judging.balanced_accuracy(
            [(float(plain), row.truly) for row, _, _, plain in kept_apart], 1.0
        ),
        calibration_intercept=intercept,
        calibration_slope=slope,
        groups=tuple(_groups(kept_apart)),
    )


def _groups(kept_apart: Sequence[tuple[_Row, float, float, bool]]) -> list[Group]:
    """Everybody, then each group by name; small ones without their figures."""
    names = sorted({f"{kind}:{name}" for row, _, _, _ in kept_apart for kind, name in row.case.groups.items()})
    found = [_group("all", kept_apart)]
    for name in names:
        kind, _, value = name.partition(":")
        found.append(_group(name, [one for one in kept_apart if one[0].case.groups.get(kind) == value]))
    return found


def _group(name: str, inside: Sequence[tuple[_Row, float, float, bool]]) -> Group:
    """A figure rests on ten people at least: the flagged, or those who stopped and those who stayed."""
    flags = [row.truly for row, chance, threshold, _ in inside if chance >= threshold]
    pairs = [(chance, row.truly) for row, chance, _, _ in inside]
    stopped = sum(was for _, was in pairs)
    are_few, is_small = len(flags) < FEWEST_IN_GROUP, min(stopped, len(pairs) - stopped) < FEWEST_IN_GROUP
    return Group(
        name=name,
        people=len(pairs),
        flagged=None if are_few else len(flags),
        right=None if are_few else sum(flags),
        auc=None if is_small else judging.auc(pairs),
        predicted=None if is_small else math.fsum(chance for chance, _ in pairs) / len(pairs),
        stopped=None if is_small else stopped / len(pairs),
    )
