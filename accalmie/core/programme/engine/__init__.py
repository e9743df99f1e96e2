"""The engine: where a person stands in their programme, and what is offered to them now. Pure, and as cheap after
years as at first.

    progress = start(programme, enrolment=id, mode="guided", language="fr", at=now)
    progress = apply(programme, progress, entry, id=entry_id, at=occurred_at)      for each entry, in the journal's
    order plan(programme, progress, now=now).page                                        "step", "wait", "help" ...

Nothing is replayed: the progress holds what the programme needs to know and nothing else, so its size is bounded by the
programme. `accalmie.core.programme.reference` computes the same plan from the whole history, slowly, and judges
this one.
"""

from accalmie.core.programme.engine.applying import apply
from accalmie.core.programme.engine.facts import facts
from accalmie.core.programme.engine.planning import plan
from accalmie.core.programme.engine.progress import Progress
from accalmie.core.programme.engine.starting import Admission, PriorScore, admission, start
from accalmie.core.programme.engine.versions import move
from accalmie.core.programme.engine.waiting import moments
from accalmie.core.programme.engine.wording import Passage, Piece, visible_parts, wording
from accalmie.core.programme.plans import ActivePractice, Moments, Page, Plan, Position

__all__ = [
    "ActivePractice",
    "Admission",
    "Moments",
    "Page",
    "Passage",
    "Piece",
    "Plan",
    "Position",
    "PriorScore",
    "Progress",
    "admission",
    "apply",
    "facts",
    "moments",
    "move",
    "plan",
    "start",
    "visible_parts",
    "wording",
]
