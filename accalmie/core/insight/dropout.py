"""Whether somebody drifts away, week by week: a risk from ten named predictors, its reasons, and what to do about it.

A model speaks only of the weeks for which enough cases were known when it was fitted. Nothing here decides anything: a
professional reads the reasons and may see it otherwise.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime
from typing import Literal

import msgspec

from accalmie.core.insight.predictors import NAMES, WEEK, Values, predictors
from accalmie.core.insight.traces import Trace

Action = Literal["call", "slow_down", "change_channel", "step_up"]
WEEKS = range(1, 7)
MOST_REASONS = 3
LEAST_PUSH = 0.1
"""A reason is told when it adds this much to the log-odds."""
ACTIONS: Mapping[str, Action] = {
    "baseline": "step_up",
    "slope": "step_up",
    "first_week": "call",
    "quiet_week": "call",
    "silence": "call",
    "rhythm": "call",
    "modules": "slow_down",
    "trouble": "change_channel",
    "alone": "step_up",
    "pause": "call",
}
"""What is proposed for the reason that weighs most."""
PROTECTS = frozenset({"first_week", "modules"})
"""More of these is better: too little of them is the reason. Of all others, too much."""
STAY = 12 * WEEK
AWAY = 2 * WEEK
"""Who did nothing in the last two weeks of a stay of twelve, and had not finished, has stopped."""


class WeekModel(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The model of one week: `means` and `sds` bring each predictor to one scale, `weights` are log-odds a deviation.

    `calibration` is applied to the log-odds last: intercept and slope. From `threshold` on, somebody is flagged.
    """

    week: int
    intercept: float
    weights: tuple[float, ...]
    means: tuple[float, ...]
    sds: tuple[float, ...]
    calibration: tuple[float, float]
    threshold: float
    people: int
    stopped: int


class DropoutModel(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The weeks of which it may speak, by number."""

    predictors: tuple[str, ...] = NAMES
    weeks: tuple[WeekModel, ...] = ()

    def of_week(self, week: int) -> WeekModel | None:
        """The model of this week; None where it must not speak."""
        return next((one for one in self.weeks if one.week == week), None)


class Reason(msgspec.Struct, frozen=True):
    """One predictor that raises the risk: its value for this person, and by how much it raises the log-odds."""

    name: str
    value: float
    push: float


class Drifting(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of one person in one week."""

    week: int
    risk: float
    is_flagged: bool
    reasons: tuple[Reason, ...]
    action: Action | None


def drifting(model: DropoutModel, trace: Trace, *, now: datetime, modules: int) -> Drifting | None:
    """How likely it is that this person stops, as known at the end of their last whole week. `modules`: those of the
    programme. None before week 1, after week 6, for who finished or ended it, and where the model must not speak."""
    week = whole_week(trace, now)
    one = model.of_week(week)
    if one is None or trace.started_at is None or not is_at_risk(trace, week=week, modules=modules):
        return None
    values = predictors(trace, on=trace.started_at + WEEK * week)
    chance, why = risk(one, values), reasons(one, values)
    is_flagged = chance >= one.threshold
    return Drifting(
        week=week,
        risk=chance,
        is_flagged=is_flagged,
        reasons=why,
        action=ACTIONS[why[0].name] if is_flagged and why else None,
    )


def whole_week(trace: Trace, now: datetime) -> int:
    """How many whole weeks have passed since the start; 0 without one."""
    return 0 if trace.started_at is None else int((now - trace.started_at) // WEEK)


def is_at_risk(trace: Trace, *, week: int, modules: int) -> bool:
    """Whether they could still stop at the end of this week: neither ended nor finished."""
    if trace.started_at is None:
        return False
    on = trace.started_at + WEEK * week
    has_ended = trace.ended_at is not None and trace.ended_at < on
    return not has_ended and sum(at < on for at in trace.modules.values()) < modules


def has_stopped(trace: Trace, *, modules: int) -> bool:
    """Whether somebody whose stay is over stopped before its end."""
    assert trace.started_at is not None
    last = trace.last_active_at or trace.started_at
    return len(trace.modules) < modules and last < trace.started_at + STAY - AWAY


def risk(model: WeekModel, values: Values) -> float:
    """From 0 to 1. A predictor without a value counts as its mean."""
    raw = model.intercept + sum(
        weight * scale for weight, scale in zip(model.weights, _scaled(model, values), strict=True)
    )
    intercept, slope = model.calibration
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, intercept + slope * raw))))


def reasons(model: WeekModel, values: Values) -> tuple[Reason, ...]:
    """What raises the risk above that of the average person, the strongest first; at most three.

    Only what a professional would call a reason: a long silence raises it, and nobody is told that a short one does.
    """
    pushes = zip(NAMES, model.weights, _scaled(model, values), strict=True)
    told = [
        Reason(name, values[name] or 0.0, weight * scale)
        for name, weight, scale in pushes
        if weight * scale >= LEAST_PUSH and (scale < 0) == (name in PROTECTS)
    ]
    return tuple(sorted(told, key=lambda one: (-one.push, one.name))[:MOST_REASONS])


def _scaled(model: WeekModel, values: Values) -> list[float]:
    scaled = []
    for name, mean, sd in zip(NAMES, model.means, model.sds, strict=True):
        value = values[name]
        scaled.append(0.0 if value is None else (value - mean) / sd)
    return scaled
