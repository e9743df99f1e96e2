"""Somebody who says twice in a row that it hurt them. An author lets them say it by an option of the name `upset`."""

from __future__ import annotations

from collections.abc import Mapping

from accalmie.core.programme.nodes import Choice, Programme

HURT = "upset"
"""The option of a look-back that says: it hurt me."""


def hurt_again(programme: Programme, choices: Mapping[str, str], step: str, chosen: str) -> bool:
    """Whether this answer at this step says so, and the answer at the look-back before it did too."""
    asked = [slot.step for module in programme.modules for slot in module.slots if _lets_say_so(programme, slot.step)]
    if chosen != HURT or step not in asked[1:]:
        return False
    return choices.get(asked[asked.index(step) - 1]) == HURT


def _lets_say_so(programme: Programme, step: str) -> bool:
    doing = programme.steps[step].doing
    return isinstance(doing, Choice) and HURT in doing.options
