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
    return Change(
        points=after - before,
        reliable=_reliable(instrument, before, after),
        clinically=_crossed(is_case(instrument, before), is_case(instrument, after)),
    )


def _total(given: Score | float | None) -> float | None:
    return given.total if isinstance(given, Score) else given


def _reliable(instrument: Instrument, before: float, after: float) -> Reliable:
    if instrument.reliable_change is None:
        return "unknown"
    if abs(after - before) < instrument.reliable_change.use:
        return "unchanged"
    return "worsened" if instrument.worse(after, before) else "improved"


def _crossed(before: bool | None, after: bool | None) -> Crossed:
    if before is None or after is None:
        return "unknown"
    if before == after:
        return "no"
    return "left" if before else "entered"
