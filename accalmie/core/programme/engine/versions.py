"""Moving a person, on purpose, to another version of their programme, and losing nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import msgspec

from accalmie.core.programme.engine.progress import Progress, key
from accalmie.core.programme.nodes import Programme

T = TypeVar("T")


def move(progress: Progress, old: Programme, new: Programme, *, graph: str) -> Progress:
    """The same person on another version.

    A step that was done stays done, in whichever module it now stands. What has no place in the new version is kept all
    the same, so that moving back finds it again. Finished modules stay finished; new steps in the current one are
    offered.
    """
    places = _places(new)
    return msgspec.structs.replace(
        progress,
        graph=graph,
        programme=new.id,
        steps=_rehomed(progress.steps, places),
        practices=_rehomed(progress.practices, places),
        answered=_rehomed(progress.answered, places),
        interlude=progress.interlude if any(one.id == progress.interlude for one in new.interludes) else "",
        rating=progress.rating if any(module.id == progress.rating for module in new.modules) else "",
    )


def _places(programme: Programme) -> dict[str, list[str]]:
    """Where each step stands: the names under which a progress keeps it."""
    places: dict[str, list[str]] = {step: [] for step in programme.steps}
    for module in programme.modules:
        for slot in module.slots:
            places[slot.step].append(key(module.id, slot.step))
    return {step: names or [key("", step)] for step, names in places.items()}


def _rehomed(kept: Mapping[str, T], places: Mapping[str, list[str]]) -> dict[str, T]:
    """Everything kept, and under its new name what now stands elsewhere."""
    moved = dict(kept)
    for name, value in kept.items():
        step = name.partition("/")[2]
        homes = places.get(step, [])
        if homes and name not in homes:
            moved.setdefault(homes[0], value)
    return moved
