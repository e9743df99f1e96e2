"""What the exploration shows: dead ends, steps that nobody sees, rules that decide nothing, danger without help."""

from __future__ import annotations

from collections.abc import Mapping

from accalmie.core.programme.checks.explore import Explored, State, can_end
from accalmie.core.programme.checks.moves import Danger
from accalmie.core.programme.checks.notes import Notes, said
from accalmie.core.programme.engine.progress import key
from accalmie.core.programme.nodes import Module, Programme, Slot, fact_name
from accalmie.core.programme.refusals import Sentence


def check_ways(programme: Programme, found: Explored, notes: Notes, *, most: int) -> tuple[str, ...]:
    """Note everything wrong with the ways through a programme; the slots (module/step) that nobody is shown."""
    _check_danger(found.helpless, notes)
    if not found.is_whole:
        notes.refuse("too-many-states", "word modules", most=most)
        return ()
    _check_ends(programme, found, notes)
    for interlude in programme.interludes:
        if interlude.id not in found.called:
            words = {"interlude": interlude.id, "rule": interlude.when.text}
            notes.refuse("interlude-never-true", f"interlude {interlude.id}", **words)
    unseen = []
    for module in programme.modules:
        for slot in module.slots:
            _check_slot(module, slot, found, notes)
            if key(module.id, slot.step) not in found.shown:
                unseen.append(key(module.id, slot.step))
    return tuple(unseen)


def _check_danger(helpless: Mapping[Danger, State], notes: Notes) -> None:
    """One refusal an item, with the shortest way to the first answer that brings no help."""
    items: dict[tuple[str, int], Danger] = {}
    for danger in helpless:
        items.setdefault((danger.instrument, danger.item), danger)
    for (instrument, item), danger in items.items():
        scores = [one.score for one in helpless if (one.instrument, one.item) == (instrument, item)]
        least = min((score for score in scores if score is not None), default=1)
        line = f"{{when: {fact_name(instrument)}_item{item} >= {least}, declined: help}}"
        words = {"answer": _answer(danger), "item": item, "instrument": instrument, "line": line}
        notes.refuse("danger-uncovered", f"measure {instrument}", path=said(helpless[danger].trace()), **words)


def _answer(danger: Danger) -> Sentence:
    if danger.score is None:
        return Sentence("décline", "declines")
    return Sentence(f"répond {danger.score} à", f"answers {danger.score} to")


def _check_ends(programme: Programme, found: Explored, notes: Notes) -> None:
    stuck: dict[tuple[str, str], State] = {}
    for state in found.stuck:
        stuck.setdefault((state.progress.mode, _awaited(programme, state)), state)
    for (followed, module), state in stuck.items():
        for mode in found.alike.get(followed, (followed,)):
            notes.refuse("dead-end", f"opens {module}", mode=mode, module=module, path=said(state.trace()))
    if stuck:
        return
    ending = can_end(found)
    lost = next((state for state in found.states if state.number not in ending), None)
    if lost is not None:
        notes.refuse("cannot-finish", "word modules", mode=lost.progress.mode, path=said(lost.trace()))


def _awaited(programme: Programme, state: State) -> str:
    """The module that does not open."""
    waiting = [module.id for module in programme.modules if module.id not in state.progress.finished]
    return waiting[0] if waiting else programme.modules[-1].id


def _check_slot(module: Module, slot: Slot, found: Explored, notes: Notes) -> None:
    name = key(module.id, slot.step)
    if slot.when is None:
        if name not in found.shown:
            notes.refuse("unreachable-step", f"slot {name}", step=slot.step, module=module.id)
        return
    verdicts = found.verdicts.get(name, set())
    if True not in verdicts:
        notes.refuse("rule-never-true", f"when {name}", step=slot.step, rule=slot.when.text)
    elif verdicts == {True}:
        notes.refuse("rule-always-true", f"when {name}", step=slot.step, rule=slot.when.text)
