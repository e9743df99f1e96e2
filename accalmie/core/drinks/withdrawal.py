"""Who must not stop at once, when a diary fell sharply, and what comes of the signs."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from accalmie.core.drinks.rules import DrinkRules

NO = "no"
AUDIT, DIARY, MORNING_ITEM = "audit", "diary", "audit_morning"
"""Why somebody is at risk, besides the conditions: the AUDIT's total, the diary, the AUDIT's question on mornings."""


class Then(StrEnum):
    """What a sign leads to: 15 at once, a doctor today, or nothing more."""

    FIFTEEN = "fifteen"
    DOCTOR = "doctor"
    NOTHING = "nothing"


def risks(
    rules: DrinkRules,
    said: Mapping[str, str],
    *,
    audit: float | None,
    morning: int | None,
    drinks_a_day: float | None = None,
) -> tuple[str, ...]:
    """Why stopping at once would be dangerous for this person, or may be: empty when nothing speaks against a target.

    `said`: to each condition yes, no or declined. What was declined or never asked counts as a yes. `audit`: the total,
    `morning`: its item on drinking in the morning; None counts as a risk too. `drinks_a_day`: a diary's mean, if any.
    """
    found = [one.id for one in rules.conditions if said.get(one.id) != NO]
    if audit is None or audit >= rules.withdrawal.audit_from:
        found.append(AUDIT)
    if morning is None or morning > 0:
        found.append(MORNING_ITEM)
    if drinks_a_day is not None and drinks_a_day >= rules.withdrawal.drinks_a_day_from:
        found.append(DIARY)
    return tuple(found)


def may_have_target(found: tuple[str, ...], *, doctor_noted: bool) -> bool:
    """Whether a target for drinking less may be set: nothing found, or a doctor has written how."""
    return not found or doctor_noted


def is_heavy(rules: DrinkRules, drinks: float) -> bool:
    """Whether a week of a diary is heavy."""
    return drinks >= rules.heavy_week


def fell_sharply(rules: DrinkRules, *, earlier: float, later: float, days: int) -> bool:
    """Whether a heavy diary fell so far, so soon, that the signs of withdrawal are asked."""
    if not is_heavy(rules, earlier) or days > rules.sharp_fall.within_days:
        return False
    return later <= earlier * rules.sharp_fall.share


def follows(rules: DrinkRules, said: Mapping[str, str]) -> Then:
    """The gravest of what the answers lead to. A question that was declined, or left, counts as a yes to it."""
    yes = {one.then for one in rules.signs if said.get(one.id) != NO}
    return Then.FIFTEEN if "fifteen" in yes else Then.DOCTOR if "doctor" in yes else Then.NOTHING
