"""Whether a change between two totals is larger than the error of measurement, and whether it crossed caseness."""

from __future__ import annotations

from typing import Literal

import msgspec

from accalmie.core.measures.instrument import Instrument
from accalmie.core.measures.scoring import Score, is_case

Reliable = Literal["improved", "worsened", "unchanged", "unknown"]
Crossed = Literal["left", "entered", "no", "unknown"]


class Change(msgspec.Struct, frozen=True):
    """`points` is last minus first. `clinically`: whether the person left caseness, entered it, or neither."""

    points: float | None
    reliable: Reliable
    clinically: Crossed


def change(instrument: Instrument, first: Score | float | None, last: Score | float | None) -> Change:
    """The change from the first to the last total (or score); unknown when one of them has no total.

    Reliable: at least the threshold that the instrument's file says the house uses, in its direction.
    """
    before, after = _total(first), _total(last)
    if before is None or after is None:
        return Change(points=None, reliable="unknown", clinically="unknown")
    return change_of(
        before,
        after,
        threshold=None if instrument.reliable_change is None else instrument.reliable_change.use,
        is_worse=instrument.worse(after, before),
        was_case=is_case(instrument, before),
        is_case=is_case(instrument, after),
    )


def change_of(
    before: float,
    after: float,
    *,
    threshold: float | None,
    is_worse: bool,
    was_case: bool | None,
    is_case: bool | None,
) -> Change:
    """The change between two totals of any measure whose threshold of reliable change is known, or is not."""
    return Change(
        points=after - before,
        reliable=_reliable(after - before, threshold, is_worse=is_worse),
        clinically=_crossed(was_case, is_case),
    )


def _total(given: Score | float | None) -> float | None:
    return given.total if isinstance(given, Score) else given


_NEARLY = 1e-9  # totals that are means: 2.3 − 1.57 is a change of 0.73, whatever a machine keeps of it


def _reliable(points: float, threshold: float | None, *, is_worse: bool) -> Reliable:
    if threshold is None:
        return "unknown"
    if abs(points) < threshold - _NEARLY:
        return "unchanged"
    return "worsened" if is_worse else "improved"


def _crossed(before: bool | None, after: bool | None) -> Crossed:
    if before is None or after is None:
        return "unknown"
    if before == after:
        return "no"
    return "left" if before else "entered"
