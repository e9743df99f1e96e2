"""Signs that scores give by themselves: a severe one, and a reliable worsening. They make somebody look, no more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from accalmie.core.crisis.levels import Level
from accalmie.core.definitions import Definition, Wrong


class ScoreRule(Definition, frozen=True, rename={"from_score": "from"}):
    """A total of this instrument from which somebody looks.

    `worse_by`: only if it is at least so many points above the lowest of the `within_days` before; 0: whatever came
    before. `counts_as`: the level of danger as which it is answered. `population`, `source`: for whom, and by what.
    """

    id: str
    instrument: str
    from_score: int
    counts_as: Level
    population: str
    source: str
    worse_by: int = 0
    within_days: int = 0

    def __post_init__(self) -> None:
        if (self.worse_by > 0) != (self.within_days > 0) or self.worse_by < 0:
            raise Wrong("change_without_days", given=self.id)


def score_sign(
    rules: Iterable[ScoreRule],
    *,
    instrument: str,
    total: float,
    at: datetime,
    earlier: Iterable[tuple[datetime, float]],
) -> ScoreRule | None:
    """The gravest rule that this total meets; None when none does. `earlier`: moments and totals before this one."""
    before = list(earlier)
    met = [rule for rule in rules if rule.instrument == instrument and _meets(rule, total, at, before)]
    return max(met, key=lambda rule: rule.counts_as.severity, default=None)


def _meets(rule: ScoreRule, total: float, at: datetime, earlier: list[tuple[datetime, float]]) -> bool:
    if total < rule.from_score:
        return False
    if not rule.worse_by:
        return True
    lowest = min(
        (one for moment, one in earlier if at - timedelta(days=rule.within_days) <= moment < at), default=total
    )
    return total - lowest >= rule.worse_by
