"""What time and conditions settle by themselves: steps passed by, practices and reviews that go on, modules that
end.
"""

from __future__ import annotations

from datetime import datetime

import msgspec

from accalmie.core.programme.engine.aftercare import opening
from accalmie.core.programme.engine.facts import Facts, facts
from accalmie.core.programme.engine.place import (
    current_module,
    deadline,
    next_slot,
    practised_at,
    settled_moments,
    shows,
)
from accalmie.core.programme.engine.progress import How, Progress, Settled, key
from accalmie.core.programme.engine.safety import lapse
from accalmie.core.programme.nodes import Module, Programme, Slot

replace = msgspec.structs.replace


def settle(programme: Programme, progress: Progress, now: datetime) -> Progress:
    """The progress as it stands at `now` when nothing more happens.

    Each pass settles a step or ends a module, so it ends.
    """
    progress = lapse(progress, now)
    known = facts(programme, progress, now)
    while (after := _once(programme, progress, known, now)) is not progress:
        progress = after
    return progress


def _once(programme: Programme, progress: Progress, known: Facts, now: datetime) -> Progress:
    module = current_module(programme, progress, now)
    if module is None:
        return progress
    if module.id != progress.module:
        return replace(progress, module=module.id)
    progress = _pass_by(progress, module, known, now)
    slot = next_slot(progress, module, known)
    if slot is None:
        return _finish(programme, progress, module, now)
    return _elapse(programme, progress, module, slot, now)


def _pass_by(progress: Progress, module: Module, known: Facts, now: datetime) -> Progress:
    """A step that was not shown is left behind once the person is past it: it does not come back later."""
    keys = [key(module.id, slot.step) for slot in module.slots]
    last = max((index for index, name in enumerate(keys) if name in progress.steps), default=0)
    passed = [
        name
        for name, slot in zip(keys[:last], module.slots, strict=False)
        if name not in progress.steps and not shows(progress, module, slot, known)
    ]
    return _skip(progress, passed, now)


def _skip(progress: Progress, names: list[str], now: datetime) -> Progress:
    if not names:
        return progress
    return replace(progress, steps={**progress.steps, **{name: Settled(how="skipped", at=now) for name in names}})


def _elapse(programme: Programme, progress: Progress, module: Module, slot: Slot, now: datetime) -> Progress:
    name = key(module.id, slot.step)
    ends = deadline(programme, progress, module, slot)
    noted = practised_at(programme, progress, module, slot)
    if noted is not None:
        return settle_step(progress, name, "done", noted)
    if ends is None or ends > now:
        return progress
    return settle_step(progress, name, "elapsed", ends)


def settle_step(progress: Progress, name: str, how: How, at: datetime) -> Progress:
    """The progress with this step settled."""
    return replace(progress, steps={**progress.steps, name: Settled(how=how, at=at)})


def _finish(programme: Programme, progress: Progress, module: Module, now: datetime) -> Progress:
    """The module ended when its last step was settled, however much later somebody looks. Nobody rates a booster, nor
    an orientation."""
    names = [key(module.id, slot.step) for slot in module.slots]
    begun = opening(progress, module) or progress.started_at
    ended = max((begun, *settled_moments(progress, module)))
    progress = _skip(progress, [name for name in names if name not in progress.steps], now)
    met = not module.aftercare and any(progress.steps[name].how == "done" for name in names)
    rates = met and module.id not in progress.rated and not programme.leads_to
    rating = module.id if rates else progress.rating
    return replace(progress, finished={**progress.finished, module.id: ended}, rating=rating)
