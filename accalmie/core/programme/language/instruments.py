"""What rules and checks need of the house's instruments."""

from __future__ import annotations

from accalmie.core.measures import Instrument
from accalmie.core.programme.nodes import DangerItem, Measured


def measured(instrument: Instrument) -> Measured:
    """The range of its total and of its items, and which answers are danger signs."""
    scores = [score for item in instrument.items for score in instrument.scores(item)]
    danger = tuple(
        DangerItem(item=number, from_score=item.danger.from_score, declined=item.danger.declined)
        for number, item in enumerate(instrument.items, start=1)
        if item.danger is not None
    )
    return Measured(
        lo=instrument.lo,
        hi=instrument.hi,
        items=len(instrument.items),
        item_lo=min(scores),
        item_hi=max(scores),
        danger=danger,
    )
