"""The next step of a programme that rules propose to a professional. Nothing here is fitted, and nothing learns.

    next_step(Facts(page="wait", quiet_days=2)).action     # "open_next"

The programme's own rules come first: what it holds back for a danger is never proposed, contact and plan are.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from accalmie.core.insight.dropout import Reason
from accalmie.core.programme.plans import GOES_ON, Page

VERSION = "next-step/1.0.0"
"""Kept with each decision: rules change, and what was proposed by these may not change with them."""

NextAction = Literal["plan_first", "read", "measure", "open_next", "shorter", "slow_down"]
QUIET_DAYS = 7
"""From so many days without anything done, something shorter is proposed. A default of the house."""
DECLINED = 2
"""From so many steps left aside, if they are as many as those done, the programme goes more slowly."""


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What is offered to somebody now (`page`, `level`: of the programme's plan), and what they did. `opens_by_itself`:
    the next module does so within a day."""

    page: Page
    level: str = "none"
    opens_by_itself: bool = False
    quiet_days: int = 0
    done: int = 0
    declined: int = 0


class NextStep(msgspec.Struct, frozen=True, kw_only=True):
    """What is proposed, and why. A reason of a rule weighs nothing: it holds or does not."""

    action: NextAction
    reasons: tuple[Reason, ...]


def next_step(facts: Facts) -> NextStep | None:
    """The first rule that holds; None where the person goes on by themself."""
    is_quiet = facts.quiet_days >= QUIET_DAYS
    rules: tuple[tuple[bool, NextAction, str, float], ...] = (
        (facts.level not in GOES_ON or facts.page in ("help", "hold"), "plan_first", "danger", 0),
        (facts.page == "review", "read", "waits_for_us", 0),
        (facts.page == "measures" and is_quiet, "measure", "measure_waits", facts.quiet_days),
        (facts.page == "wait" and not facts.opens_by_itself, "open_next", "module_waits", 0),
        (_leaves_steps(facts), "slow_down", "declines", facts.declined),
        (facts.page in _STEPS and is_quiet, "shorter", "quiet", facts.quiet_days),
    )
    found = next(((action, why, value) for holds, action, why, value in rules if holds), None)
    if found is None:
        return None
    action, why, value = found
    return NextStep(action=action, reasons=(Reason(why, float(value), 0.0),))


_STEPS = ("step", "reentry", "rating", "interlude")


def _leaves_steps(facts: Facts) -> bool:
    return facts.page in (*_STEPS, "measures", "wait") and facts.declined >= max(DECLINED, facts.done)
