"""Simulated people to whom models are fitted, with the truth about them."""

from __future__ import annotations

from accalmie.core.insight.dropout import STAY
from accalmie.core.insight.traces import Trace, told
from accalmie.core.simulation import History
from accalmie.oversight.insight.fitting.dropout import Case


def simulated_case(history: History) -> Case | None:
    """A simulated person who started something, with the truth about them; None for the others."""
    trace = trace_of(history)
    if trace.started_at is None:
        return None
    left = history.left_at is not None and history.left_at < trace.started_at + STAY
    return Case(trace, {"mode": history.mode, "age": age_band(history.profile.age)}, left)


def trace_of(history: History) -> Trace:
    """What a simulated person left."""
    trace = Trace()
    for one in history.happened:
        trace = told(trace, one.entry, at=one.at)
    return trace


def age_band(age: int) -> str:
    """Young adults, adults, older adults."""
    return "18-24" if age < 25 else "25-64" if age < 65 else "65+"
