"""Where the person is: which modules are open, which steps this person is shown, and since when or from when."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from accalmie.core.entries import StepRef
from accalmie.core.programme.engine.aftercare import (
    booster,
    closing_waits,
    ended_at,
    is_finished,
    next_opening,
    opening,
)
from accalmie.core.programme.engine.facts import Facts, decide, facts
from accalmie.core.programme.engine.progress import Progress, key
from accalmie.core.programme.nodes import Module, Practice, Programme, Review, Slot


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """What the modules offer, before safety, pauses and measures. `since`: from when, or until when to wait."""

    page: Literal["step", "review", "wait", "done"]
    module: str
    step: str = ""
    since: datetime | None = None


def locate(programme: Programme, at: StepRef) -> str | None:
    """The step's name in the progress: at its place, else wherever the step now stands. None: no such step."""
    if at.step not in programme.steps:
        return None
    modules = programme.placed.get(at.step, ("",))
    return key(at.module if at.module in modules else modules[0], at.step)


def days(progress: Progress, number: float) -> timedelta:
    """So many days of the programme, at this person's own pace."""
    return timedelta(days=number * progress.time_factor)


def current_module(programme: Programme, progress: Progress, now: datetime) -> Module | None:
    """The module that the person is in until it is finished, else the first open one that is not finished; after the
    end, the booster on offer."""
    unfinished = [module for module in programme.main if module.id not in progress.finished]
    if not unfinished:
        return booster(programme, progress, now)
    for module in unfinished:
        if module.id == progress.module:
            return module
    for module in unfinished:
        opened = opening(progress, module)
        if opened is not None and opened <= now:
            return module
    return None


def is_short(progress: Progress, module: Module) -> bool:
    """Whether the person follows the short version. A module without one is never short."""
    return module.has_short and progress.short.get(module.id, False)


def is_for(module: Module, known: Facts) -> bool:
    """Whether this module is for this person. A rule that cannot be decided leaves it out."""
    return module.when is None or decide(module.when, known) is True


def course(programme: Programme, progress: Progress, now: datetime) -> tuple[Module, ...]:
    """The modules of the programme itself that are for this person, as far as is known now."""
    known = facts(programme, progress, now)
    return tuple(module for module in programme.main if is_for(module, known))


def shows(progress: Progress, module: Module, slot: Slot, known: Facts) -> bool:
    """Whether this person is shown this step, if they get there now."""
    if not is_for(module, known):
        return False
    if progress.mode not in slot.modes or (is_short(progress, module) and not slot.short):
        return False
    verdict = None if slot.when is None else decide(slot.when, known)
    return slot.when is None or (slot.unknown == "show" if verdict is None else verdict)


def next_slot(progress: Progress, module: Module, known: Facts) -> Slot | None:
    """The first step, in order, that is not settled and that this person is shown."""
    for slot in module.slots:
        if key(module.id, slot.step) not in progress.steps and shows(progress, module, slot, known):
            return slot
    return None


def settled_moments(progress: Progress, module: Module, before: Slot | None = None) -> Iterator[datetime]:
    """When each step that the person met was settled, up to a slot or to the module's end."""
    for slot in module.slots:
        if slot is before:
            return
        settled = progress.steps.get(key(module.id, slot.step))
        if settled is not None and settled.how != "skipped":
            yield settled.at


def available(progress: Progress, module: Module, slot: Slot) -> datetime:
    """From when the step may be taken: its delay after the step before, or after the module's opening."""
    begun = opening(progress, module) or progress.started_at
    return max(settled_moments(progress, module, slot), default=begun) + days(progress, slot.delay_days)


def needed_days(progress: Progress, practice: Practice) -> int:
    """On how many days the practice asks to be done, at this person's pace."""
    return max(1, math.ceil(practice.days * progress.time_factor))


def deadline(programme: Programme, progress: Progress, module: Module, slot: Slot) -> datetime | None:
    """When a practice under way or a review goes on by itself. None for every other step."""
    doing = programme.steps[slot.step].doing
    if isinstance(doing, Review):
        return available(progress, module, slot) + timedelta(days=doing.wait_days)
    practising = progress.practices.get(key(module.id, slot.step))
    if not isinstance(doing, Practice) or practising is None:
        return None
    return practice_ends(progress, practising.since, doing)


def practice_ends(progress: Progress, since: datetime, practice: Practice) -> datetime:
    """A practice goes on by itself after its `within`, and never before its days could all be done."""
    return since + max(days(progress, practice.within), timedelta(days=needed_days(progress, practice)))


def practised_at(programme: Programme, progress: Progress, module: Module, slot: Slot) -> datetime | None:
    """When a practice had been done on enough days. None for every other step, and before."""
    doing = programme.steps[slot.step].doing
    practising = progress.practices.get(key(module.id, slot.step))
    if not isinstance(doing, Practice) or practising is None or practising.done < needed_days(progress, doing):
        return None
    return practising.noted_at


def offer(programme: Programme, progress: Progress, known: Facts, now: datetime) -> Offer:
    """What the modules offer now. `progress` is settled at `now`."""
    module = current_module(programme, progress, now)
    slot = None if module is None else next_slot(progress, module, known)
    if module is None or slot is None:
        return _between(programme, progress, known, now)
    return _at_slot(programme, progress, module, slot, now)


def _at_slot(programme: Programme, progress: Progress, module: Module, slot: Slot, now: datetime) -> Offer:
    step = programme.steps[slot.step]
    since = available(progress, module, slot)
    ends = deadline(programme, progress, module, slot)
    if isinstance(step.doing, Practice) and ends is not None:
        return Offer(page="wait", module=module.id, step=step.id, since=ends)
    if now < since:
        return Offer(page="wait", module=module.id, step=step.id, since=since)
    if isinstance(step.doing, Review):
        return Offer(page="review", module=module.id, step=step.id, since=ends)
    return Offer(page="step", module=module.id, step=step.id, since=since)


def _between(programme: Programme, progress: Progress, known: Facts, now: datetime) -> Offer:
    """Between two modules, after the last one, or between two boosters."""
    if not is_finished(programme, progress):
        unfinished = [module for module in programme.main if module.id not in progress.finished]
        return Offer(page="wait", module=progress.module, since=_next_moment(progress, unfinished, known))
    last = programme.main[-1].id
    if closing_waits(programme, progress):
        return Offer(page="step", module=last, step=programme.closes_on, since=ended_at(programme, progress))
    return Offer(page="done", module=last, since=next_opening(programme, progress, now))


def _next_moment(progress: Progress, unfinished: list[Module], known: Facts) -> datetime | None:
    """When the first step of the module that opens first may be taken."""
    openings = [(moment, module) for module in unfinished if (moment := opening(progress, module)) is not None]
    if not openings:
        return None
    moment, module = min(openings, key=lambda pair: pair[0])
    slot = next_slot(progress, module, known)
    return moment if slot is None else max(moment, available(progress, module, slot))
