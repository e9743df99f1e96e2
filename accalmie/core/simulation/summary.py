"""What a run of simulated lives gave, in counts and sums: enough to compare with published figures, and no more."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec

from accalmie.core.entries import MeasureScored
from accalmie.core.measures import Instrument, change
from accalmie.core.programme.engine.applying import BY_PROFESSIONALS
from accalmie.core.simulation.clinic import ALONE, Clinic, History
from accalmie.core.simulation.course import LOW_MOOD
from accalmie.core.simulation.life import WEEK

CASE = 10
"""Published curves are of people who begin with a PHQ-9 of 10 or more."""
AWAY = timedelta(days=14)
"""Who did nothing in the last two weeks of their stay, and had not finished, has stopped."""
Z = 1.96


class Mean(msgspec.Struct, kw_only=True):
    """Numbers of many people, as a count and two sums."""

    n: int = 0
    sum: float = 0.0
    squares: float = 0.0

    def add(self, value: float) -> None:
        """One more."""
        self.n += 1
        self.sum += value
        self.squares += value * value

    @property
    def mean(self) -> float | None:
        return self.sum / self.n if self.n else None

    @property
    def sd(self) -> float | None:
        """The sample's standard deviation."""
        if self.n < 2:
            return None
        return math.sqrt(max(0.0, (self.squares - self.sum * self.sum / self.n) / (self.n - 1)))

    def interval(self) -> tuple[float, float] | None:
        """95 % for the mean, by the normal approximation."""
        mean, sd = self.mean, self.sd
        if mean is None or sd is None:
            return None
        half = Z * sd / math.sqrt(self.n)
        return mean - half, mean + half

    def sd_interval(self) -> tuple[float, float] | None:
        """95 % for the standard deviation, by its large-sample standard error, sd / sqrt(2 (n - 1))."""
        sd = self.sd
        if sd is None:
            return None
        half = Z * sd / math.sqrt(2 * (self.n - 1))
        return sd - half, sd + half


class Share(msgspec.Struct, kw_only=True):
    """How many of how many."""

    n: int = 0
    yes: int = 0

    def add(self, is_so: bool) -> None:
        """One more."""
        self.n += 1
        self.yes += is_so

    @property
    def percent(self) -> float | None:
        return 100 * self.yes / self.n if self.n else None

    def interval(self) -> tuple[float, float] | None:
        """95 %, in percent. Wilson. J Am Stat Assoc 1927;22:209-212."""
        if not self.n:
            return None
        p, z2 = self.yes / self.n, Z * Z
        middle = (p + z2 / (2 * self.n)) / (1 + z2 / self.n)
        half = Z * math.sqrt(p * (1 - p) / self.n + z2 / (4 * self.n * self.n)) / (1 + z2 / self.n)
        return 100 * max(0.0, middle - half), 100 * min(1.0, middle + half)


class Summary(msgspec.Struct, kw_only=True):
    """A whole run. `weeks` and `stopped_by` count from the first measure and from the start; only whole stays count
    for what needs an end. `guided` means guided or blended."""

    people: int = 0
    entries: int = 0
    modes: dict[str, int] = {}
    arrival: Mean = msgspec.field(default_factory=Mean)
    danger_on_arrival: Share = msgspec.field(default_factory=Share)
    danger_ever: Share = msgspec.field(default_factory=Share)
    start_of_cases: Mean = msgspec.field(default_factory=Mean)
    weeks: dict[int, Mean] = {}
    modules_guided: Mean = msgspec.field(default_factory=Mean)
    completers_guided: Share = msgspec.field(default_factory=Share)
    completers_alone: Share = msgspec.field(default_factory=Share)
    stopped: Share = msgspec.field(default_factory=Share)
    stopped_by: dict[int, int] = {}
    worse_guided: Share = msgspec.field(default_factory=Share)
    better_cases: Share = msgspec.field(default_factory=Share)
    remission_cases: Share = msgspec.field(default_factory=Share)


class Tally:
    """Adds one history after the other to a summary."""

    def __init__(self, clinic: Clinic) -> None:
        self.clinic = clinic
        self.phq9 = clinic.instruments[LOW_MOOD]
        self.summary = Summary(weeks={week: Mean() for week in range(clinic.weeks + 1)}, stopped_by={})

    def add(self, history: History) -> None:
        """One more person."""
        summary = self.summary
        summary.people += 1
        summary.entries += len(history.happened)
        summary.modes[history.mode] = summary.modes.get(history.mode, 0) + 1
        scores = _scores(history)
        self._arrival(history, scores)
        if history.progress is not None and scores:
            self._course(history, scores)
            if history.progress.started_at + WEEK * self.clinic.weeks <= self.clinic.until:
                self._stay(history, scores)

    def _arrival(self, history: History, scores: list[tuple[datetime, float]]) -> None:
        measured = [one.entry for one in history.happened if _is_phq9(one.entry)]
        dangers = [_is_ticked(self.phq9, entry) for entry in measured if isinstance(entry, MeasureScored)]
        if scores:
            self.summary.arrival.add(scores[0][1])
        if dangers:
            self.summary.danger_on_arrival.add(dangers[0])
            self.summary.danger_ever.add(any(dangers))

    def _course(self, history: History, scores: list[tuple[datetime, float]]) -> None:
        """The mean curve of those who begin at 10 or more."""
        first_at, first = scores[0]
        if first < CASE:
            return
        self.summary.start_of_cases.add(first)
        seen = set()
        for at, total in scores:
            week = round((at - first_at) / WEEK)
            if week in self.summary.weeks and week not in seen:
                seen.add(week)
                self.summary.weeks[week].add(total)

    def _stay(self, history: History, scores: list[tuple[datetime, float]]) -> None:
        """What can be said of a stay that had the time to end."""
        summary, progress = self.summary, history.progress
        assert progress is not None
        main = self.clinic.programme.main
        done = sum(module.id in progress.finished for module in main)
        is_done = done == len(main)
        self._stopping(history, is_done)
        if history.mode == ALONE:
            summary.completers_alone.add(is_done)
            return
        summary.completers_guided.add(is_done)
        summary.modules_guided.add(100 * done / len(main))
        self._ending(scores[0][1], scores[-1][1])

    def _stopping(self, history: History, is_done: bool) -> None:
        assert history.progress is not None
        began = history.progress.started_at
        last = max(one.at for one in history.happened if one.by == "self" and type(one.entry) not in BY_PROFESSIONALS)
        has_stopped = not is_done and last < began + WEEK * self.clinic.weeks - AWAY
        self.summary.stopped.add(has_stopped)
        if has_stopped:
            week = max(0, (last - began) // WEEK)
            self.summary.stopped_by[week] = self.summary.stopped_by.get(week, 0) + 1

    def _ending(self, first: float, last: float) -> None:
        """From the first to the last score, by the house's own threshold of reliable change."""
        reliable = change(self.phq9, first, last).reliable
        self.summary.worse_guided.add(reliable == "worsened")
        if first >= CASE:
            self.summary.better_cases.add(reliable == "improved")
            self.summary.remission_cases.add(last < 5)


def summarised(clinic: Clinic, histories: Iterable[History]) -> Summary:
    """The summary of these lives."""
    tally = Tally(clinic)
    for history in histories:
        tally.add(history)
    return tally.summary


def _is_phq9(entry: object) -> bool:
    return isinstance(entry, MeasureScored) and entry.instrument == LOW_MOOD


def _scores(history: History) -> list[tuple[datetime, float]]:
    """Each PHQ-9 that has a total, with its moment."""
    return [
        (one.at, one.entry.total)
        for one in history.happened
        if isinstance(one.entry, MeasureScored) and one.entry.instrument == LOW_MOOD and one.entry.total is not None
    ]


def _is_ticked(instrument: Instrument, entry: MeasureScored) -> bool:
    places = [place for place, item in enumerate(instrument.items) if item.danger is not None]
    return any((entry.answers[place] or 0) > 0 for place in places)
