"""How somebody fares: the course of their scores, and the answers to each item that give those scores."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

from accalmie.core.measures import Instrument
from accalmie.core.simulation.chance import Chance
from accalmie.core.simulation.parameters import DangerSigns, Severity

LOW_MOOD, ANXIETY = "phq-9", "gad-7"


@dataclass(frozen=True, slots=True)
class Course:
    """One person's two lines: start - fall x ln(1 + weeks), in points.

    `dark` is their own leaning to thoughts of death, `is_at_risk` what they would say about it. A setback adds points
    from `setback_week` on.
    """

    start: float
    fall: float
    anxiety_start: float
    anxiety_fall: float
    dark: float
    is_at_risk: bool
    setback_week: float
    setback_points: float

    def expected(self, instrument: str, weeks: float) -> float:
        """The score without noise, so many weeks after the first one, not held within the instrument's range."""
        grown = math.log1p(max(0.0, weeks))
        worse = self.setback_points if weeks > self.setback_week else 0.0
        if instrument == ANXIETY:
            return self.anxiety_start - self.anxiety_fall * grown + worse / 2
        return self.start - self.fall * grown + worse


def drawn(severity: Severity, danger: DangerSigns, chance: Chance) -> Course:
    """A person who comes to the clinic."""
    lean = chance.normal()
    start = severity.start.value + severity.start_sd.value * lean
    tie = severity.start_with_fall.value
    fall = severity.fall.value + severity.fall_sd.value * (tie * lean + math.sqrt(1 - tie * tie) * chance.normal())
    bound = severity.anxiety_with_low_mood.value
    anxious = bound * lean + math.sqrt(1 - bound * bound) * chance.normal()
    return Course(
        start=start,
        fall=fall,
        anxiety_start=severity.anxiety_start.value + severity.anxiety_sd.value * anxious,
        anxiety_fall=fall * severity.anxiety_fall.value,
        dark=chance.normal(),
        is_at_risk=chance.happens(danger.at_risk.value),
        setback_week=chance.between(1, 10) if chance.happens(severity.setback.value) else math.inf,
        setback_points=severity.setback_points.value * chance.between(0.6, 1.4),
    )


def total(instrument: Instrument, expected: float, noise: float, chance: Chance) -> int:
    """A whole score around what is expected, within the instrument's range."""
    return round(min(instrument.hi, max(instrument.lo, expected + chance.normal(0.0, noise))))


def answers(
    instrument: Instrument, weights: tuple[float, ...], total: int, course: Course, danger: DangerSigns, chance: Chance
) -> tuple[int, ...]:
    """Answers to each item whose sum is `total`: the danger item first, then one point after another by weight."""
    given = [0] * len(instrument.items)
    highest = [max(instrument.scores(item)) for item in instrument.items]
    for place, item in enumerate(instrument.items):
        if item.danger is not None and total > 0 and _ticks(total, course, danger, chance):
            given[place] = min(total, 1 + (chance.draw() > 0.75) + (chance.draw() > 0.93))
            total -= given[place]
    open_ = [place for place, item in enumerate(instrument.items) if item.danger is None]
    _spread(given, open_, highest, weights, total, chance)
    return tuple(given)


def _ticks(total: int, course: Course, danger: DangerSigns, chance: Chance) -> bool:
    """Whether the danger item is above zero: likelier with a high score and with the person's own leaning."""
    own = danger.of_the_person.value
    leaning = own * course.dark + math.sqrt(1 - own * own) * chance.normal()
    return (total - danger.half_at.value) / danger.spread.value + leaning > 0


def _spread(
    given: list[int],
    open_: list[int],
    highest: list[int],
    weights: tuple[float, ...],
    total: int,
    chance: Chance,
) -> None:
    """Gives `total` points to the open items, and what does not fit there to the others."""
    urn = _urn(weights, tuple(open_))
    while total > 0:
        place = urn[int(chance.draw() * len(urn))]
        if given[place] < highest[place]:
            given[place] += 1
            total -= 1
        elif all(given[one] == highest[one] for one in open_):
            break
    for place in range(len(given)):
        fits = min(total, highest[place] - given[place])
        given[place] += fits
        total -= fits


@cache
def _urn(weights: tuple[float, ...], open_: tuple[int, ...]) -> tuple[int, ...]:
    """Each item as often as it weighs, in hundredths of the sum."""
    sum_ = sum(weights[place] for place in open_)
    return tuple(place for place in open_ for _ in range(max(1, round(100 * weights[place] / sum_))))
