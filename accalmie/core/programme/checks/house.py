"""The shape that the house wants: where the programme opens and closes, and what each module holds.

What a person could be harmed by is refused; what only makes a module poorer is a warning.
"""

from __future__ import annotations

from collections.abc import Iterator

from accalmie.core.programme.checks.aftercare import check_aftercare, check_interludes
from accalmie.core.programme.checks.notes import Notes
from accalmie.core.programme.nodes import Choice, Module, Practice, Programme, Review, Slot, Tailored
from accalmie.core.rules import names

SHORTEST_MODULE, LONGEST_MODULE = 4, 7
SHORTEST_PRACTICE = 3


def check_house(programme: Programme, notes: Notes) -> None:
    """Note everything in the programme's shape that is not as it should be. An orientation has no house shape: it asks
    and leads."""
    if programme.leads_to:
        _check_tailored(programme, notes)
        return
    _check_ends(programme, notes)
    _check_gap(programme, notes)
    _check_tailored(programme, notes)
    check_aftercare(programme, notes)
    check_interludes(programme, notes)
    for module in programme.modules:
        _check_reviews(programme, module, notes)
    for module in programme.main:
        _check_length(programme, module, notes)
        _check_practice(programme, module, notes)
        if not any(slot.short for slot in module.slots):
            notes.warn("no-short-version", f"module {module.id}", module=module.id)


def _check_ends(programme: Programme, notes: Notes) -> None:
    order = [slot.step for module in programme.main for slot in module.slots]
    first, last = programme.main[0], programme.main[-1].slots[-1]
    if programme.opens_on in order and (order[0] != programme.opens_on or not first.opens.at_start or first.when):
        notes.refuse("opens-on-not-first", "word opens_on", step=programme.opens_on)
    everybody = last.when is None and programme.main[-1].when is None and set(programme.modes) <= set(last.modes)
    if programme.closes_on in order and (order[-1] != programme.closes_on or not everybody):
        notes.refuse("closes-on-not-last", "word closes_on", step=programme.closes_on)


def _check_gap(programme: Programme, notes: Notes) -> None:
    for module in programme.modules:
        if any(slot.step == programme.gap.then for slot in module.slots):
            notes.refuse("gap-step-in-module", "word gap", step=programme.gap.then, module=module.id)


def _check_reviews(programme: Programme, module: Module, notes: Notes) -> None:
    for slot in module.slots:
        is_review = isinstance(programme.steps[slot.step].doing, Review)
        if is_review and "alone" in slot.modes and "alone" in programme.modes:
            notes.refuse("review-alone", f"slot {module.id}/{slot.step}", step=slot.step)


def _check_length(programme: Programme, module: Module, notes: Notes) -> None:
    """Steps without a rule are the usual path; a review is no task of the person's."""
    for mode in programme.modes:
        count = sum(_is_usual(programme, slot, mode) for slot in module.slots)
        if not SHORTEST_MODULE <= count <= LONGEST_MODULE:
            notes.warn("module-length", f"module {module.id}", module=module.id, count=count, mode=mode)
            return


def _is_usual(programme: Programme, slot: Slot, mode: str) -> bool:
    is_task = not isinstance(programme.steps[slot.step].doing, Review)
    return is_task and slot.when is None and mode in slot.modes


def _check_practice(programme: Programme, module: Module, notes: Notes) -> None:
    doings = [(index, programme.steps[slot.step].doing) for index, slot in enumerate(module.slots)]
    practices = [index for index, doing in doings if isinstance(doing, Practice) and doing.days >= SHORTEST_PRACTICE]
    if not practices:
        notes.warn("no-practice", f"module {module.id}", module=module.id)
        return
    look_backs = [index for index, doing in doings if isinstance(doing, Choice) and index > practices[0]]
    if not look_backs:
        notes.warn("no-look-back", f"module {module.id}", module=module.id)
        return
    asked = {module.slots[index].step for index in look_backs}
    if not any(asked & _asked_by(programme, module, index) for index in range(look_backs[0] + 1, len(module.slots))):
        notes.warn("no-obstacle-path", f"module {module.id}", module=module.id)


def _asked_by(programme: Programme, module: Module, index: int) -> set[str]:
    """The steps whose answers decide whether this slot is shown."""
    rule = module.slots[index].when
    facts = names(rule) if rule else frozenset()
    return {programme.facts[fact].step for fact in facts if fact in programme.facts}


def _check_tailored(programme: Programme, notes: Notes) -> None:
    order = [slot.step for module in programme.modules for slot in module.slots]
    for position, step in enumerate(order):
        for fact in sorted(_read_in_text(programme, step)):
            source = programme.facts[fact].step
            if source in order and order.index(source) >= position:
                module = next(each.id for each in programme.modules if any(slot.step == step for slot in each.slots))
                notes.refuse("text-too-early", f"slot {module}/{step}", step=step, fact=fact, source=source)


def _read_in_text(programme: Programme, step: str) -> set[str]:
    return {fact for part in _tailored(programme, step) for fact in names(part.when) if fact in programme.facts}


def _tailored(programme: Programme, step: str) -> Iterator[Tailored]:
    for wording in programme.steps[step].wording.values():
        yield from (part for part in wording.parts if isinstance(part, Tailored))
