"""Interludes: what is said first when a new measure makes an author's rule true."""

from __future__ import annotations

from datetime import datetime

import msgspec

from accalmie.core.programme.engine.aftercare import is_finished
from accalmie.core.programme.engine.facts import decide, facts
from accalmie.core.programme.engine.progress import Progress
from accalmie.core.programme.nodes import Interlude, Programme, fact_name
from accalmie.core.rules import names


def reads(interlude: Interlude, instrument: str) -> bool:
    """Whether the interlude's rule reads this instrument: a total, a change or an item."""
    name = fact_name(instrument)
    return any(fact == name or fact.startswith(f"{name}_") for fact in names(interlude.when))


def weigh(programme: Programme, progress: Progress, instrument: str, at: datetime) -> Progress:
    """After a new total: the first interlude whose rule holds comes next, and each rule's measures in a row are
    counted.

    Measures from before the start, and those after the end of the main programme, call for none.
    """
    concerned = [each for each in programme.interludes if reads(each, instrument)]
    if not concerned or at < progress.started_at or is_finished(programme, progress):
        return progress
    known = facts(programme, progress, at)
    holding = [each.id for each in concerned if progress.mode in each.modes and decide(each.when, known)]
    counted = {each.id: progress.in_a_row.get(each.id, 0) + 1 if each.id in holding else 0 for each in concerned}
    others = "" if progress.interlude in counted else progress.interlude
    return msgspec.structs.replace(
        progress, interlude=next(iter(holding), others), in_a_row={**progress.in_a_row, **counted}
    )


def waiting(programme: Programme, progress: Progress) -> Interlude | None:
    """The interlude that comes first now. One that is not for the person's mode any more does not."""
    for each in programme.interludes:
        if each.id == progress.interlude and progress.mode in each.modes:
            return each
    return None


def close(programme: Programme, progress: Progress, step: str) -> Progress:
    """Its step was read or left aside: it does not come again before the next measure."""
    read = any(each.id == progress.interlude and each.then == step for each in programme.interludes)
    return msgspec.structs.replace(progress, interlude="") if read else progress
