"""Ten things about somebody's way through a programme that may tell whether they drift away, as known on one day.

Each is read from a trace and a day; nothing after that day counts. Without a value (no score yet) it is None.
"""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from accalmie.core.insight.traces import Pause, Score, Trace, stay_scores

DAY, WEEK = timedelta(days=1), timedelta(days=7)
MAIN = "phq-9"
NAMES = (
    "baseline",
    "slope",
    "first_week",
    "quiet_week",
    "silence",
    "rhythm",
    "modules",
    "trouble",
    "alone",
    "pause",
)
"""Baseline: the first score. Slope: points a unit of ln(1 + weeks). First week: visits. Quiet week: a whole one without
anything done, outside announced pauses. Silence: ln(1 + such days). Rhythm: ln of the silence over the person's own
usual gap. Modules: finished a week. Trouble: with the technique, in the last two weeks. Alone: without a professional.
Pause: one that was announced.
"""
TROUBLE_LASTS = 14 * DAY

Values = dict[str, float | None]


def predictors(trace: Trace, *, on: datetime) -> Values:
    """All ten, as they could be known at the moment `on`. The trace has a start before it."""
    assert trace.started_at is not None
    since = on - trace.started_at
    days = [day for day in trace.days if trace.started_at + DAY * day + DAY <= on]
    visits = [at for at in (timedelta(minutes=minute) for minute in trace.visits) if at < since]
    scores = [one for one in stay_scores(trace, MAIN) if one.at < on]
    silent = silence(trace, on=on)
    return {
        "baseline": scores[0].total if scores else None,
        "slope": _slope(scores),
        "first_week": float(sum(at < WEEK for at in visits)),
        "quiet_week": float(silent >= 7),
        "silence": math.log1p(silent),
        "rhythm": math.log((1 + silent) / (1 + _usual_gap(days))),
        "modules": sum(at < on for at in trace.modules.values()) / max(1.0, since / WEEK),
        "trouble": float(any(on - TROUBLE_LASTS <= at < on for at in trace.troubles)),
        "alone": float(_mode(trace, on) == "alone"),
        "pause": float(is_pausing(trace, on=on)),
    }


def silence(trace: Trace, *, on: datetime) -> float:
    """Whole days since the person last did something, before `on`; days of an announced pause do not count."""
    assert trace.started_at is not None
    days = [day for day in trace.days if trace.started_at + DAY * day + DAY <= on]
    last = trace.started_at + DAY * days[-1] if days else trace.started_at
    paused = sum((_overlap(one, last, on) for one in trace.pauses if one.since < on), timedelta())
    return float(max(timedelta(), on - last - paused) // DAY)


def _overlap(pause: Pause, since: datetime, until: datetime) -> timedelta:
    """How long the pause took between these moments, as far as could be known at the later one."""
    ends = until if pause.until is None else min(pause.until, until)
    return max(timedelta(), ends - max(pause.since, since))


def is_pausing(trace: Trace, *, on: datetime) -> bool:
    """Whether they said beforehand that they would be away now."""
    return any(one.since < on and (one.until is None or on < one.until) for one in trace.pauses)


def _slope(scores: list[Score]) -> float | None:
    """From the first score to the last one."""
    if len(scores) < 2:
        return None
    first, last = scores[0], scores[-1]
    return (last.total - first.total) / math.log1p((last.at - first.at) / WEEK)


def _usual_gap(days: list[int]) -> float:
    """The days that usually lie between two on which this person was there."""
    gaps = [later - earlier for earlier, later in pairwise(days)]
    return float(median(gaps)) if gaps else 3.5


def _mode(trace: Trace, on: datetime) -> str:
    return next((mode for at, mode in reversed(trace.modes) if at < on), "")
