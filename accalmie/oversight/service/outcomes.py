"""What became of everybody who began: never of those alone who answered to the end. Pure.

A missing last score is said, and read in two ways: as if nothing had changed since the last one that is known (last
value carried), and as if it had become worse (worst case).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from accalmie.core.measures import Instrument, change, is_case


class Outcome(StrEnum):
    """Each person who began stands in exactly one of these."""

    IMPROVED = "improved"
    UNCHANGED = "unchanged"
    WORSENED = "worsened"
    UNMEASURED = "unmeasured"


@dataclass(frozen=True, slots=True)
class Course:
    """The first and the last total of somebody who began; None where there is none."""

    first: float | None
    last: float | None


def outcome(instrument: Instrument, course: Course) -> Outcome:
    """By the reliable change of the instrument's file; without two totals it is not known."""
    reliable = change(instrument, course.first, course.last).reliable
    return Outcome.UNMEASURED if reliable == "unknown" else Outcome(reliable)


def tally(instrument: Instrument, courses: Iterable[Course]) -> tuple[int, ...]:
    """How many stand in each outcome, in the order of `Outcome`."""
    found = [outcome(instrument, course) for course in courses]
    return tuple(found.count(one) for one in Outcome)


def recovery(instrument: Instrument, courses: Iterable[Course]) -> tuple[int, int, int]:
    """Of those who began at or above the threshold: below it at the last score, still not, and not measured again."""
    above = [one for one in courses if one.first is not None and is_case(instrument, one.first)]
    measured = [one.last for one in above if one.last is not None]
    still = sum(bool(is_case(instrument, last)) for last in measured)
    return len(measured) - still, still, len(above) - len(measured)
