"""What changes for a person between two versions of their programme: parts added or gone, and what is asked."""

from __future__ import annotations

import msgspec

from accalmie.core.programme.nodes import Programme

Place = tuple[str, str]


class Differences(msgspec.Struct, frozen=True, kw_only=True):
    """Modules by id; steps by (module, step), those of whole modules that come or go left out.

    `rehomed`: steps that stand in another module now, by (step, new module). `reworded` and `remade`: steps with other
    words, or that ask something else. `pacing`: when a module opens, or for whom and when a step is shown. `measures`:
    the questionnaires, or when they are asked.
    """

    modules_added: tuple[str, ...]
    modules_gone: tuple[str, ...]
    steps_added: tuple[Place, ...]
    steps_gone: tuple[Place, ...]
    rehomed: tuple[Place, ...]
    reworded: tuple[str, ...]
    remade: tuple[str, ...]
    pacing: bool
    measures: bool

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in self.__struct_fields__)


def differences(old: Programme, new: Programme) -> Differences:
    """What somebody on `old` would find changed on `new`, in reading order."""
    before, after = _places(old), _places(new)
    were, are = {step for _, step in before}, {step for _, step in after}
    gone_modules = tuple(module.id for module in old.modules if module.id not in {one.id for one in new.modules})
    new_modules = tuple(module.id for module in new.modules if module.id not in {one.id for one in old.modules})
    kept = [step for step in new.steps if step in old.steps]
    return Differences(
        modules_added=new_modules,
        modules_gone=gone_modules,
        steps_added=tuple(place for place in after if place[1] not in were and place[0] not in new_modules),
        steps_gone=tuple(place for place in before if place[1] not in are and place[0] not in gone_modules),
        rehomed=tuple((step, module) for module, step in after if step in were and (module, step) not in before),
        reworded=tuple(step for step in kept if old.steps[step].wording != new.steps[step].wording),
        remade=tuple(step for step in kept if old.steps[step].doing != new.steps[step].doing),
        pacing=_pacing_changed(old, new),
        measures=old.measures != new.measures,
    )


def _pacing_changed(old: Programme, new: Programme) -> bool:
    """Whether a module that both have opens otherwise or for others, or a step of both has other conditions."""
    before = {module.id: module for module in old.modules}
    for module in new.modules:
        was = before.get(module.id)
        slots = {slot.step: slot for slot in was.slots} if was else {}
        if was and (
            (module.opens, module.when) != (was.opens, was.when)
            or any(slots.get(slot.step, slot) != slot for slot in module.slots)
        ):
            return True
    return False


def _places(programme: Programme) -> list[Place]:
    return [(module.id, slot.step) for module in programme.modules for slot in module.slots]
