"""Which steps a person may open: those that they met, and the one that stands before them."""

from __future__ import annotations

from datetime import datetime

from accalmie.core.programme.engine.facts import facts
from accalmie.core.programme.engine.place import offer
from accalmie.core.programme.engine.planning import opening_offer
from accalmie.core.programme.engine.progress import Progress, key
from accalmie.core.programme.engine.settling import settle
from accalmie.core.programme.nodes import Programme


def is_reached(programme: Programme, progress: Progress, module: str, step: str, *, now: datetime) -> bool:
    """Whether this step is behind the person or offered now, whatever else comes first (help, a questionnaire).

    What comes later stays closed: a programme's delays are part of it. What was left aside or passed by may be read.
    """
    settled = settle(programme, progress, now)
    name = key(module, step)
    if step in programme.recurring or name in settled.steps or name in settled.practices:
        return True
    offered = opening_offer(programme, settled) or offer(programme, settled, facts(programme, settled, now), now)
    return offered.page in ("step", "review") and (offered.module, offered.step) == (module, step)
