"""The traces that somebody leaves in a programme: days, scores, modules, troubles, pauses. No word of theirs. Pure.

A trace is folded from entries, one after the other. All in it is dated, so that what was known on a day can be read
from it later: what came after that day changes nothing then.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID

import msgspec

from accalmie.core import entries as e

DAYS_KEPT = 56
"""Days and visits are kept from the start on for so long; who is looked at after that is looked at by other means."""
RESEARCH = "research"
PREDICTIONS = "predictions"
"""The purposes of consents that a trace knows of."""
"""The purpose of the consent without which nobody is among those whom a model is fitted to."""
VISIT = timedelta(hours=1)
"""What is done within an hour belongs to one visit."""
DATED: frozenset[type[e.Entry]] = frozenset({
    e.StepCompleted, e.StepDeclined, e.PracticeNoted, e.ModuleRated, e.OtherWayAsked, e.MeasureScored,
    e.ExerciseWritten, e.MoodNoted, e.DangerGraded, e.ContactMade, e.EnrolmentPaused, e.EnrolmentResumed,
    e.ShortVersionChosen, e.TalkAsked, e.HarmReported, e.NightNoted,
})  # fmt: skip
"""What shows that the person was there."""
NOTES = frozenset({e.PracticeNoted, e.NightNoted})
"""Notes of a day, made in a minute: a sign of life, and no visit."""
FOLDED: tuple[type[e.Entry], ...] = (
    e.ConsentGiven,
    e.ConsentWithdrawn,
    e.Enrolled,
    e.ModeChanged,
    e.EnrolmentEnded,
    e.OffCourseNoticed,
    *sorted(DATED, key=lambda kind: kind.__name__),
)
"""Every kind of entry that may change a trace."""


class Score(NamedTuple):
    """One total of one measure."""

    at: datetime
    total: float


class Pause(NamedTuple):
    """Said beforehand. `until` is None while nobody said when it ends."""

    since: datetime
    until: datetime | None


class Trace(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one person left in the programme that they follow. `days` on which they did something count from the start,
    each once; `visits` are the minutes from the start at which one began."""

    enrolment: UUID | None = None
    programme: str = ""
    started_at: datetime | None = None
    modes: tuple[tuple[datetime, str], ...] = ()
    days: tuple[int, ...] = ()
    visits: tuple[int, ...] = ()
    scores: dict[str, tuple[Score, ...]] = {}
    modules: dict[str, datetime] = {}
    troubles: tuple[datetime, ...] = ()
    pauses: tuple[Pause, ...] = ()
    ended_at: datetime | None = None
    last_active_at: datetime | None = None
    agreed_to_research: bool = False
    off_course_noticed: bool = False
    refuses_predictions: bool = False


def stay_scores(trace: Trace, measure: str) -> list[Score]:
    """The totals of a measure that belong to this stay: the last one before the start, and those since."""
    scores = trace.scores.get(measure, ())
    before = [one for one in scores if trace.started_at is not None and one.at <= trace.started_at]
    return [*before[-1:], *(one for one in scores if trace.started_at is not None and one.at > trace.started_at)]


def told(trace: Trace, entry: e.Entry, *, at: datetime) -> Trace:
    """The trace with one more entry, which happened `at`."""
    if isinstance(entry, e.Enrolled):
        return _begun(trace, entry, at)
    if isinstance(entry, e.ConsentGiven | e.ConsentWithdrawn) and entry.purpose == RESEARCH:
        return msgspec.structs.replace(trace, agreed_to_research=isinstance(entry, e.ConsentGiven))
    if isinstance(entry, e.ConsentGiven | e.ConsentWithdrawn) and entry.purpose == PREDICTIONS:
        return msgspec.structs.replace(trace, refuses_predictions=isinstance(entry, e.ConsentWithdrawn))
    if isinstance(entry, e.OffCourseNoticed):
        is_of_it = entry.enrolment == trace.enrolment
        return msgspec.structs.replace(trace, off_course_noticed=trace.off_course_noticed or is_of_it)
    trace = _scored(trace, entry, at) if isinstance(entry, e.MeasureScored) else trace
    if trace.started_at is None or not _belongs(trace, entry):
        return trace
    trace = _seen(trace, at) if type(entry) in DATED else trace
    trace = _visited(trace, at) if type(entry) in DATED - NOTES else trace
    return _followed(trace, entry, at)


def _begun(trace: Trace, entry: e.Enrolled, at: datetime) -> Trace:
    """A start begins a new trace; the scores before it stay, since the first of them may be the baseline."""
    fresh = Trace(
        enrolment=entry.enrolment,
        programme=entry.programme,
        started_at=at,
        modes=((at, entry.mode),),
        scores=trace.scores,
        agreed_to_research=trace.agreed_to_research,
        refuses_predictions=trace.refuses_predictions,
    )
    return _seen(fresh, at)


def _belongs(trace: Trace, entry: e.Entry) -> bool:
    ref = getattr(entry, "at", None)
    enrolment = getattr(entry, "enrolment", None) or getattr(ref, "enrolment", None)
    return enrolment is None or enrolment == trace.enrolment


def _scored(trace: Trace, entry: e.MeasureScored, at: datetime) -> Trace:
    if entry.total is None:
        return trace
    known = trace.scores.get(entry.instrument, ())
    scores = {**trace.scores, entry.instrument: tuple(sorted((*known, Score(at, entry.total))))}
    return msgspec.structs.replace(trace, scores=scores)


def _seen(trace: Trace, at: datetime) -> Trace:
    """One more day on which the person was there."""
    assert trace.started_at is not None
    day = (at - trace.started_at) // timedelta(days=1)
    if 0 <= day <= DAYS_KEPT and day not in trace.days:
        trace = msgspec.structs.replace(trace, days=tuple(sorted((*trace.days, day))))
    return msgspec.structs.replace(trace, last_active_at=max(trace.last_active_at or at, at))


def _visited(trace: Trace, at: datetime) -> Trace:
    """One more visit, unless one was under way."""
    assert trace.started_at is not None
    minute, hour = (at - trace.started_at) // timedelta(minutes=1), VISIT // timedelta(minutes=1)
    is_kept = 0 <= minute < DAYS_KEPT * 24 * 60
    if not is_kept or any(0 <= minute - visit <= hour for visit in trace.visits):
        return trace
    return msgspec.structs.replace(trace, visits=tuple(sorted((*trace.visits, minute))))


def _followed(trace: Trace, entry: e.Entry, at: datetime) -> Trace:
    return msgspec.structs.replace(trace, **_changes(trace, entry, at))


def _changes(trace: Trace, entry: e.Entry, at: datetime) -> dict[str, Any]:
    """The fields that this entry changes, with their new values."""
    match entry:
        case e.ModeChanged():
            return {"modes": tuple(sorted((*trace.modes, (at, entry.mode))))}
        case e.ModuleRated():
            return {"modules": {**trace.modules, entry.module: min(trace.modules.get(entry.module, at), at)}}
        case e.TalkAsked() if entry.about == "technical":
            return {"troubles": (*trace.troubles, at)}
        case e.EnrolmentPaused() | e.EnrolmentResumed():
            return {"pauses": _pauses(trace, entry, at)}
        case e.EnrolmentEnded():
            return {"ended_at": min(trace.ended_at or at, at)}
        case _:
            return {}


def _pauses(trace: Trace, entry: e.EnrolmentPaused | e.EnrolmentResumed, at: datetime) -> tuple[Pause, ...]:
    """One more pause, or the last one ended earlier than was said."""
    if isinstance(entry, e.EnrolmentPaused):
        until = None if entry.until is None else datetime.combine(entry.until, time(), UTC)
        return (*trace.pauses, Pause(at, until))
    under_way = [one for one in trace.pauses if one.since <= at < (one.until or datetime.max.replace(tzinfo=UTC))]
    return tuple(Pause(one.since, at) if one in under_way else one for one in trace.pauses)
