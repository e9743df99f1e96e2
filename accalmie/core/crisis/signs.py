"""Signs of danger in the answers to an instrument."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from accalmie.core.crisis.rules import CrisisRules, SignRule


@dataclass(frozen=True)
class Sign:
    """One answer that shows help: the item, from 1, and its answer (None: declined)."""

    instrument: str
    item: int
    answer: int | None


def signs(rules: CrisisRules, instrument: str, answers: Sequence[int | None]) -> tuple[Sign, ...]:
    """The danger answers among these, whatever the total. An item that is missing altogether counts as declined."""
    wanted = (rule for rule in rules.signs if rule.instrument == instrument)
    found = ((rule, answers[rule.item - 1] if rule.item <= len(answers) else None) for rule in wanted)
    return tuple(Sign(instrument, rule.item, answer) for rule, answer in found if _shows(rule, answer))


def _shows(rule: SignRule, answer: int | None) -> bool:
    return rule.declined if answer is None else answer >= rule.from_score
