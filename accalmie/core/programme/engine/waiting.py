"""The moments at which something becomes true by waiting alone, found by asking the plan again at each of them."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from accalmie.core.programme.engine import measuring
from accalmie.core.programme.engine.aftercare import is_booster
from accalmie.core.programme.engine.facts import facts
from accalmie.core.programme.engine.place import Offer, offer
from accalmie.core.programme.engine.planning import is_paused, opening_offer, plan
from accalmie.core.programme.engine.progress import Progress
from accalmie.core.programme.engine.safety import hold_ends, holding, pending
from accalmie.core.programme.engine.settling import settle
from accalmie.core.programme.nodes import Programme
from accalmie.core.programme.plans import Moments

NOTHING = Moments(opens_at=None, due_at=None, measures_at=None, drifts_at=None)


def moments(programme: Programme, progress: Progress) -> Moments:
    """When, with no further entry, there is something to do, a review is late, a measure is due, the person has
    been away.
    """
    now = progress.seen_at
    if progress.ended:
        return NOTHING
    review = plan(programme, progress, now=now)
    if review.page == "done":
        return NOTHING
    offered = _next_step(programme, progress, now)
    opens_at = None if offered is None else _not_before(_freed(progress, now), offered.since)
    gap = timedelta(days=programme.gap.after_days)
    drifts = offered is not None and bool(programme.gap.then) and not is_booster(programme, offered.module)
    return Moments(
        opens_at=opens_at,
        due_at=review.opens_at if review.page == "review" else None,
        measures_at=_not_before(_freed(progress, now), _measures(programme, progress)),
        drifts_at=max(opens_at, progress.last_active_at) + gap if drifts and opens_at is not None else None,
    )


def _freed(progress: Progress, now: datetime) -> datetime | None:
    """When neither danger nor a pause stands before the programme. None: only an entry can end it."""
    if pending(progress) is not None:
        return None
    freed = progress.started_at
    if holding(progress):
        ends = hold_ends(progress)
        if ends is None:
            return None
        freed = ends
    if is_paused(progress, now):
        return _not_before(freed, progress.paused_until)
    return freed


def _not_before(freed: datetime | None, moment: datetime | None) -> datetime | None:
    return None if freed is None or moment is None else max(freed, moment)


def _next_step(programme: Programme, progress: Progress, now: datetime) -> Offer | None:
    """The next step that can be taken: follow each wait to its end, since another may stand behind it.

    A module that opened meanwhile is reached when what stood before it ends.
    """
    offered, reached = _offer(programme, progress, now), None
    while offered.page != "step":
        if offered.since is None or offered.since <= now:
            return None
        now = reached = offered.since
        offered = _offer(programme, progress, now)
    if reached is None or offered.since is None or offered.since >= reached:
        return offered
    return msgspec.structs.replace(offered, since=reached)


def _offer(programme: Programme, progress: Progress, now: datetime) -> Offer:
    settled = settle(programme, progress, now)
    return opening_offer(programme, settled) or offer(programme, settled, facts(programme, settled, now), now)


def _measures(programme: Programme, progress: Progress) -> datetime | None:
    due = (measuring.due_from(programme, progress, measure) for measure in programme.measures)
    return min((moment for moment in due if moment is not None), default=None)
