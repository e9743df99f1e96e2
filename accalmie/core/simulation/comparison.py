"""Simulated figures beside published ones: what each is, how sure, and whether it lies where it was said to lie."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from accalmie.core.simulation.parameters import Published
from accalmie.core.simulation.summary import Mean, Share, Summary

Interval = tuple[float, float]


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the comparison. `simulated` and `interval` are None while nobody can be counted."""

    published: Published
    n: int
    simulated: float | None
    interval: Interval | None

    @property
    def is_within(self) -> bool | None:
        """Whether the simulated figure lies in the stated range; None when there is none yet."""
        if self.simulated is None:
            return None
        return self.published.low <= self.simulated <= self.published.high


_Read = Callable[[Summary], tuple[int, float | None, Interval | None]]


def _mean(pick: Callable[[Summary], Mean]) -> _Read:
    return lambda summary: (pick(summary).n, pick(summary).mean, pick(summary).interval())


def _sd(pick: Callable[[Summary], Mean]) -> _Read:
    return lambda summary: (pick(summary).n, pick(summary).sd, pick(summary).sd_interval())


def _share(pick: Callable[[Summary], Share]) -> _Read:
    return lambda summary: (pick(summary).n, pick(summary).percent, pick(summary).interval())


def _week(number: int) -> _Read:
    return _mean(lambda summary: summary.weeks.get(number, Mean()))


READINGS: dict[str, _Read] = {
    "start-mean": _mean(lambda summary: summary.start_of_cases),
    "start-sd": _sd(lambda summary: summary.arrival),
    "week-2": _week(2),
    "week-4": _week(4),
    "week-8": _week(8),
    "completers-guided": _share(lambda summary: summary.completers_guided),
    "sessions-guided": _mean(lambda summary: summary.modules_guided),
    "completers-alone": _share(lambda summary: summary.completers_alone),
    "dropout": _share(lambda summary: summary.stopped),
    "deterioration": _share(lambda summary: summary.worse_guided),
    "reliable-improvement": _share(lambda summary: summary.better_cases),
    "remission": _share(lambda summary: summary.remission_cases),
    "danger": _share(lambda summary: summary.danger_on_arrival),
}
"""How each published figure is read from a summary."""


def compared(figures: tuple[Published, ...], summary: Summary) -> list[Compared]:
    """Each published figure that this release can compute, in the order of the file."""
    return [_compared(figure, summary) for figure in figures if figure.id in READINGS]


def _compared(figure: Published, summary: Summary) -> Compared:
    n, simulated, interval = READINGS[figure.id](summary)
    return Compared(published=figure, n=n, simulated=simulated, interval=interval)


def published_curve(week: float) -> float:
    """The PHQ-9 expected so many weeks after the start. Lyra blended care, PMC11530739, table 5; to about week 10."""
    return 12.90 - 1.45 * week + 0.07 * week * week
