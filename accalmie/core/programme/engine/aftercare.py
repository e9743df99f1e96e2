"""After-care: what the main programme's end leaves open, and which booster is on offer.

The newest booster that is open is the one on offer; what is left of an earlier one is left behind.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from accalmie.core.programme.engine.progress import Progress, key
from accalmie.core.programme.nodes import Module, Programme


class Booster(NamedTuple):
    """A module of after-care with the moment from which it is open, once the programme is behind."""

    module: str
    opens_at: datetime
    is_finished: bool


def boosters(programme: Programme, progress: Progress) -> tuple[Booster, ...]:
    """Every booster with its moment, in the author's order. None before the main programme's end, nor after leaving."""
    if progress.ended or not is_completed(programme, progress):
        return ()
    moments = ((each.id, opening(progress, each)) for each in programme.boosters)
    return tuple(Booster(id, at, id in progress.finished) for id, at in moments if at is not None)


def is_finished(programme: Programme, progress: Progress) -> bool:
    """Whether every module of the main programme is behind."""
    return all(module.id in progress.finished for module in programme.main)


def is_completed(programme: Programme, progress: Progress) -> bool:
    """Whether the main programme is behind, with its last step."""
    return is_finished(programme, progress) and not closing_waits(programme, progress)


def ended_at(programme: Programme, progress: Progress) -> datetime:
    """When the main programme, which is finished, ended."""
    return max(progress.finished[module.id] for module in programme.main)


def stands_alone(programme: Programme, step: str) -> bool:
    """Whether a step stands in no module, as an opening or closing step may."""
    return step not in programme.placed


def closing_waits(programme: Programme, progress: Progress) -> bool:
    """Whether a last step that stands in no module is not settled yet."""
    closing = programme.closes_on
    return stands_alone(programme, closing) and key("", closing) not in progress.steps


def is_booster(programme: Programme, module: str) -> bool:
    """Whether this module belongs to after-care."""
    return module in programme.by_id and programme.by_id[module].aftercare


def opening(progress: Progress, module: Module) -> datetime | None:
    """When a module opens or opened: the earliest of its ways that is known. None:
    only a professional can open it yet. After-care keeps to the calendar; the rest goes at the person's pace.
    """
    opens = module.opens
    ways = [progress.started_at] if opens.at_start else []
    if opens.after in progress.finished:
        factor = 1.0 if module.aftercare else progress.time_factor
        ways.append(progress.finished[opens.after] + timedelta(days=opens.delay_days * factor))
    if opens.by_professional and module.id in progress.opened:
        ways.append(progress.opened[module.id])
    return min(ways, default=None)


def booster(programme: Programme, progress: Progress, now: datetime) -> Module | None:
    """The booster on offer: the newest that is open, unless it is finished. None before the main programme's end."""
    newest = newest_open(programme, progress, now)
    return None if newest is None or newest.id in progress.finished else newest


def newest_open(programme: Programme, progress: Progress, now: datetime) -> Module | None:
    """The last booster, in the author's order, that is open now, whether finished or not."""
    if not programme.boosters or not is_completed(programme, progress):
        return None
    opened = [each for each in programme.boosters if (at := opening(progress, each)) is not None and at <= now]
    return opened[-1] if opened else None


def ahead(programme: Programme, progress: Progress, now: datetime) -> tuple[Module, ...]:
    """The boosters that may still come: those after the newest open one."""
    boosters, newest = programme.boosters, newest_open(programme, progress, now)
    return boosters if newest is None else boosters[boosters.index(newest) + 1 :]


def next_opening(programme: Programme, progress: Progress, now: datetime) -> datetime | None:
    """When the next booster opens. None: none will, by itself."""
    moments = [opening(progress, each) for each in ahead(programme, progress, now)]
    return min((moment for moment in moments if moment is not None), default=None)
