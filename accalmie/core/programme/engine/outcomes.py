"""Where an orientation leads: the first of its outcomes that holds, once it is done or danger holds it."""

from __future__ import annotations

from datetime import datetime

import msgspec

from accalmie.core.programme.engine.facts import decide, facts
from accalmie.core.programme.engine.progress import Progress
from accalmie.core.programme.nodes import Programme
from accalmie.core.programme.orienting import Outcome, chosen
from accalmie.core.programme.plans import Plan


def led(programme: Programme, progress: Progress, page: Plan, now: datetime) -> Plan:
    """The page with its outcome. Before the end there is none, and whoever left is led nowhere."""
    if not programme.leads_to or page.page not in ("done", "hold"):
        return page
    found = outcome(programme, progress, now)
    return page if found is None else msgspec.structs.replace(page, outcome=found.id)


def outcome(programme: Programme, progress: Progress, now: datetime) -> Outcome | None:
    """The first outcome that holds on what is known now."""
    known = facts(programme, progress, now)
    verdicts = (True if one.when is None else decide(one.when, known) for one in programme.leads_to)
    return chosen(programme.leads_to, verdicts)
