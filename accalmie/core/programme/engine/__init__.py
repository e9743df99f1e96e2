"""The engine: where a person stands in their programme, and what is offered to them now. Pure, and as cheap after
years as at first.

    progress = start(programme, enrolment=id, mode="guided", language="fr", at=now)
    progress = apply(programme, progress, entry, id=entry_id, at=occurred_at)      for each entry, in the journal's
    order plan(programme, progress, now=now).page                                        "step", "wait", "help" ...

Nothing is replayed: the progress holds what the programme needs to know and nothing else, so its size is bounded by the
programme. `accalmie.core.programme.reference` computes the same plan from the whole history, slowly, and judges
this one.
"""

from accalmie.core.programme.engine.admitting import Admission, Opener, StartBand, admission, bands, opener
from accalmie.core.programme.engine.aftercare import Booster, boosters, is_booster, is_completed
from accalmie.core.programme.engine.applying import apply
from accalmie.core.programme.engine.differing import Differences, differences
from accalmie.core.programme.engine.facts import facts
from accalmie.core.programme.engine.hurt import hurt_again
from accalmie.core.programme.engine.place import course
from accalmie.core.programme.engine.planning import plan
from accalmie.core.programme.engine.progress import Progress
from accalmie.core.programme.engine.reaching import is_reached
from accalmie.core.programme.engine.starting import PriorScore, start
from accalmie.core.programme.engine.versions import move
from accalmie.core.programme.engine.waiting import moments
from accalmie.core.programme.engine.wording import Passage, Piece, visible_parts, wording
from accalmie.core.programme.plans import ActivePractice, Moments, Page, Plan, Position

__all__ = [
    "ActivePractice",
    "Admission",
    "Booster",
    "Differences",
    "Moments",
    "Opener",
    "Page",
    "Passage",
    "Piece",
    "Plan",
    "Position",
    "PriorScore",
    "Progress",
    "StartBand",
    "admission",
    "apply",
    "bands",
    "boosters",
    "course",
    "differences",
    "facts",
    "hurt_again",
    "is_booster",
    "is_completed",
    "is_reached",
    "moments",
    "move",
    "opener",
    "plan",
    "start",
    "visible_parts",
    "wording",
]
