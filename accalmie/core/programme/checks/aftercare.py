"""The shape of after-care and of interludes: boosters come last, open by the calendar, and stay short."""

from __future__ import annotations

from accalmie.core.programme.checks.notes import Notes
from accalmie.core.programme.nodes import Module, Programme, Questionnaire

FEWEST_STEPS, MOST_STEPS = 2, 4


def check_aftercare(programme: Programme, notes: Notes) -> None:
    """Note what would lose a booster, or make of it a second programme."""
    order = [module.aftercare for module in programme.modules]
    earlier = 0.0
    for module in programme.boosters:
        if order != sorted(order):
            notes.refuse("aftercare-order", f"module {module.id}", module=module.id)
        opens, last = module.opens, programme.main[-1].id
        if opens.after != last or opens.at_start or opens.by_professional or opens.delay_days <= earlier:
            notes.refuse("aftercare-opening", f"opens {module.id}", module=module.id, last=last, days=f"{earlier:g}")
        earlier = max(earlier, opens.delay_days)
        _check_booster(programme, module, notes)


def _check_booster(programme: Programme, module: Module, notes: Notes) -> None:
    count = len(module.slots)
    if not FEWEST_STEPS <= count <= MOST_STEPS:
        words = {"count": count, "fewest": FEWEST_STEPS, "most": MOST_STEPS}
        notes.warn("aftercare-length", f"module {module.id}", module=module.id, **words)
    if not any(isinstance(programme.steps[slot.step].doing, Questionnaire) for slot in module.slots):
        notes.warn("aftercare-no-measure", f"module {module.id}", module=module.id)


def check_interludes(programme: Programme, notes: Notes) -> None:
    """An interlude's step comes from outside the modules, and is no other step's."""
    inside = {slot.step: module.id for module in programme.modules for slot in module.slots}
    taken = {programme.gap.then, programme.opens_on, programme.closes_on}
    for interlude in programme.interludes:
        if interlude.then in inside or interlude.then in taken:
            notes.refuse(
                "interlude-step-taken", f"interlude {interlude.id}", interlude=interlude.id, step=interlude.then
            )
