"""How one entry moves the progress. Total: no entry is refused, and none loses the person's place."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

import msgspec

from accalmie.core import entries
from accalmie.core.programme.engine import measuring, safety, steps
from accalmie.core.programme.engine.arrival import Arrival
from accalmie.core.programme.engine.planning import was_away
from accalmie.core.programme.engine.progress import Progress
from accalmie.core.programme.engine.settling import settle
from accalmie.core.programme.engine.versions import move
from accalmie.core.programme.nodes import Programme
from accalmie.core.programme.plans import FASTEST, SLOWEST

replace = msgspec.structs.replace

LATEST_PAUSE = date(9000, 1, 1)

Handler = Callable[[Arrival, Any], Progress]


def apply(
    programme: Programme,
    progress: Progress,
    entry: entries.Entry,
    *,
    id: UUID,
    at: datetime,
    to: Programme | None = None,
) -> Progress:
    """The progress after one more entry, in the journal's order. `id` is the entry's, `at` when it occurred.

    `to` is the version that an EnrolmentMoved names (the caller loads it by its graph); without it that entry is
    left aside.

    It never raises and never loses a place, since nothing here counts on order. What is done is kept by the step's
    name, and the place is found again each time as the first step that is not settled. So an entry that comes late,
    twice, for a step already done, or before the one it should follow, marks its own step and moves nothing else;
    one that belongs to another enrolment, or names a step, module or instrument that this version does not have,
    leaves the progress as it was. A late pause or resume gives way to the newer one. Danger is the exception to
    patience: a late danger answer still shows help, and only its own graded questions or review answer it.
    """
    handler = HANDLERS.get(type(entry))
    if handler is None or not _belongs(progress, entry):
        return progress
    personal = type(entry) not in BY_PROFESSIONALS
    away = personal and was_away(programme, progress, max(at, progress.seen_at))
    progress = replace(progress, returning=progress.returning or away)
    progress = handler(Arrival(programme, progress, id, at), entry)
    if isinstance(entry, entries.EnrolmentMoved) and to is not None and entry.graph != progress.graph:
        programme, progress = to, move(progress, programme, to, graph=entry.graph)
    progress = replace(
        progress,
        seen_at=max(progress.seen_at, at),
        last_active_at=max(progress.last_active_at, at) if personal else progress.last_active_at,
    )
    return settle(programme, progress, progress.seen_at)


def _belongs(progress: Progress, entry: entries.Entry) -> bool:
    """Whether the entry speaks of this enrolment. Measures and dangers are the person's, whatever led to them."""
    if isinstance(entry, entries.MeasureScored):
        return True
    ref = getattr(entry, "at", None)
    enrolment = getattr(entry, "enrolment", None) or (None if ref is None else ref.enrolment)
    return enrolment is None or enrolment == progress.enrolment


def _unchanged(arrival: Arrival, entry: entries.Entry) -> Progress:
    return arrival.progress


def _measured(arrival: Arrival, entry: entries.MeasureScored) -> Progress:
    scored = measuring.take_score(arrival, entry)
    here = entry.at is not None and entry.at.enrolment == scored.enrolment
    return steps.answer(arrival._replace(progress=scored), entry) if here else scored


def _paused(arrival: Arrival, entry: entries.EnrolmentPaused) -> Progress:
    progress, at = arrival.progress, arrival.at
    if at < max(progress.started_at, progress.paused_at or at, progress.resumed_at or at):
        return progress
    day = None if entry.until is None else min(entry.until, LATEST_PAUSE)
    until = None if day is None else datetime.combine(day, time.min, UTC)
    return replace(progress, paused_at=at, paused_until=until)


def _resumed(arrival: Arrival, entry: entries.EnrolmentResumed) -> Progress:
    """Ends a pause; after having left, it is the way back in."""
    progress, at = arrival.progress, arrival.at
    if progress.ended == "left" and progress.ended_at is not None and at >= progress.ended_at:
        progress = replace(progress, ended="", ended_at=None)
    resumed = max(at, progress.resumed_at or at)
    if progress.paused_at is not None and at < progress.paused_at:
        return replace(progress, resumed_at=resumed)
    return replace(progress, paused_at=None, paused_until=None, resumed_at=resumed)


def _ended(arrival: Arrival, entry: entries.EnrolmentEnded) -> Progress:
    progress, at = arrival.progress, arrival.at
    if progress.ended or at < (progress.resumed_at or at):
        return progress
    return replace(progress, ended=entry.reason or "left", ended_at=at)


def _mode_changed(arrival: Arrival, entry: entries.ModeChanged) -> Progress:
    known = entry.mode in arrival.programme.modes
    return replace(arrival.progress, mode=entry.mode) if known else arrival.progress


def _pace_changed(arrival: Arrival, entry: entries.PaceChanged) -> Progress:
    """Stays between FASTEST and SLOWEST, and leaves aside what is not a number."""
    if math.isnan(entry.time_factor):
        return arrival.progress
    return replace(arrival.progress, time_factor=min(SLOWEST, max(FASTEST, entry.time_factor)))


def _has(programme: Programme, module: str) -> bool:
    return any(each.id == module for each in programme.modules)


def _shortened(arrival: Arrival, entry: entries.ShortVersionChosen) -> Progress:
    progress = arrival.progress
    if not _has(arrival.programme, entry.module):
        return progress
    return replace(progress, short={**progress.short, entry.module: entry.short}, short_offered="")


def _opened(arrival: Arrival, entry: entries.ModuleOpened) -> Progress:
    """In mode alone nobody opens anything. The first opening counts."""
    progress = arrival.progress
    if progress.mode == "alone" or not _has(arrival.programme, entry.module):
        return progress
    return replace(progress, opened={entry.module: arrival.at, **progress.opened})


def _rated(arrival: Arrival, entry: entries.ModuleRated) -> Progress:
    progress = arrival.progress
    if not _has(arrival.programme, entry.module):
        return progress
    rating = "" if progress.rating == entry.module else progress.rating
    return replace(progress, rated={**progress.rated, entry.module: arrival.at}, rating=rating)


HANDLERS: dict[type[entries.Entry], Handler] = {
    entries.EnrolmentMoved: _unchanged,
    entries.EnrolmentPaused: _paused,
    entries.EnrolmentResumed: _resumed,
    entries.EnrolmentEnded: _ended,
    entries.ModeChanged: _mode_changed,
    entries.PaceChanged: _pace_changed,
    entries.ShortVersionChosen: _shortened,
    entries.ModuleOpened: _opened,
    entries.StepCompleted: steps.complete,
    entries.StepDeclined: steps.decline,
    entries.StepReviewed: steps.review,
    entries.PracticeNoted: steps.note,
    entries.ModuleRated: _rated,
    entries.OtherWayAsked: _unchanged,
    entries.MeasureScored: _measured,
    entries.ExerciseWritten: steps.write,
    entries.DangerGraded: safety.grade,
    entries.ContactMade: safety.contact,
    entries.ConcernReviewed: safety.review,
}

BY_PROFESSIONALS: frozenset[type[entries.Entry]] = frozenset(
    {
        entries.EnrolmentMoved,
        entries.ModeChanged,
        entries.ModuleOpened,
        entries.StepReviewed,
        entries.ConcernReviewed,
    }
)
"""Entries that do not show that the person was there."""
