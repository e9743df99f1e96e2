"""How a person starts: the progress that they start with."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import msgspec

from accalmie.core.entries import Entry
from accalmie.core.programme.engine.applying import apply
from accalmie.core.programme.engine.measuring import MOST_ITEMS, is_tracked
from accalmie.core.programme.engine.progress import Progress, Score
from accalmie.core.programme.engine.settling import settle
from accalmie.core.programme.nodes import Programme

replace = msgspec.structs.replace


class PriorScore(msgspec.Struct, frozen=True, kw_only=True):
    """The latest answers that a person gave to an instrument before they started."""

    instrument: str
    total: float | None
    answers: tuple[int | None, ...]
    at: datetime


def start(
    programme: Programme,
    *,
    enrolment: UUID,
    mode: str,
    language: str,
    at: datetime,
    graph: str = "",
    prior: Iterable[PriorScore] = (),
    earlier: Iterable[tuple[Entry, UUID, datetime]] = (),
) -> Progress:
    """The progress of a person who starts at `at`.

    `prior` are scores that rules may read from the first day. `earlier` are whole entries (entry, id, moment) from
    before, for a danger that is not settled yet; scores may come in either way. The first total that rules read
    (`phq9_first`) is the latest one before the start, or else the first one after it. An orientation asks anew: it
    takes no score from before, only the danger.
    """
    begun = progress = Progress(
        enrolment=enrolment,
        programme=programme.id,
        graph=graph,
        mode=mode,
        language=language,
        started_at=at,
        last_active_at=at,
        seen_at=at,
    )
    for entry, id, moment in earlier:
        progress = apply(programme, progress, entry, id=id, at=moment)
    if programme.leads_to:
        return settle(programme, _only_danger(begun, progress), at)
    for score in prior:
        progress = _inherit(programme, progress, score)
    scores = {name: replace(score, first=score.total) for name, score in progress.scores.items()}
    return settle(programme, replace(progress, scores=scores, interlude="", in_a_row={}), at)


def _only_danger(begun: Progress, progress: Progress) -> Progress:
    """The start, with what is known of danger and of when the person was last there; no step that an earlier score
    settled."""
    return replace(
        begun,
        danger=progress.danger,
        hold=progress.hold,
        endangered=progress.endangered,
        returning=progress.returning,
        seen_at=progress.seen_at,
        last_active_at=progress.last_active_at,
    )


def _inherit(programme: Programme, progress: Progress, prior: PriorScore) -> Progress:
    if not is_tracked(programme, prior.instrument):
        return progress
    score = Score(at=prior.at, first=prior.total, total=prior.total, items=prior.answers[:MOST_ITEMS])
    return replace(
        progress,
        scores={**progress.scores, prior.instrument: score},
        asked={**progress.asked, prior.instrument: prior.at},
    )
