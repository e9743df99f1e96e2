"""Which measures are due, and what an answered or declined measure leaves behind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import zip_longest

import msgspec

from accalmie.core.entries import MeasureScored
from accalmie.core.programme.engine import interludes
from accalmie.core.programme.engine.aftercare import ended_at, is_booster, is_finished
from accalmie.core.programme.engine.arrival import Arrival
from accalmie.core.programme.engine.facts import as_number, facts
from accalmie.core.programme.engine.place import locate
from accalmie.core.programme.engine.progress import Progress, Score
from accalmie.core.programme.engine.safety import concerns, is_dangerous, raise_danger
from accalmie.core.programme.nodes import MeasurePlan, Programme, Questionnaire
from accalmie.core.programme.plans import START_COUNTS

replace = msgspec.structs.replace

MOST_ITEMS = 100
"""No instrument is longer; what comes after is not kept."""


def due_from(programme: Programme, progress: Progress, measure: MeasurePlan) -> datetime | None:
    """Since when, or from when, the measure is due. None: not before something else happens."""
    asked = progress.asked.get(measure.instrument)
    moments = list(_ways(programme, progress, measure, asked))
    return min(moments, default=None)


def _ways(programme: Programme, progress: Progress, measure: MeasurePlan, asked: datetime | None) -> Iterator[datetime]:
    ended = is_finished(programme, progress)
    if measure.every_days is not None and not ended:
        yield progress.started_at if asked is None else asked + timedelta(days=measure.every_days)
    if "start" in measure.at and (asked is None or asked < progress.started_at - START_COUNTS):
        yield progress.started_at
    if "end" in measure.at and ended:
        end = ended_at(programme, progress)
        if asked is None or asked < end:
            yield end


def due(programme: Programme, progress: Progress, now: datetime) -> tuple[str, ...]:
    """The instruments to answer before anything else, in the author's order."""
    moments = ((measure.instrument, due_from(programme, progress, measure)) for measure in programme.measures)
    return tuple(dict.fromkeys(name for name, moment in moments if moment is not None and moment <= now))


def is_tracked(programme: Programme, instrument: str) -> bool:
    """Whether the programme measures, asks or watches this instrument; any other one leaves no trace here."""
    return (
        any(measure.instrument == instrument for measure in programme.measures)
        or any(concerns(rule, instrument) for rule in programme.danger)
        or any(
            isinstance(step.doing, Questionnaire) and instrument in step.doing.instruments
            for step in programme.steps.values()
        )
    )


def take_score(arrival: Arrival, entry: MeasureScored) -> Progress:
    """Keep what rules read of the answers, see which interlude they call for, and raise the danger that may be in
    them."""
    progress, at = arrival.progress, arrival.at
    if not is_tracked(arrival.programme, entry.instrument):
        return progress
    earlier = progress.scores.get(entry.instrument)
    scored = _kept(earlier, entry, at)
    if _is_aftercare(arrival, entry):
        scored = _counted_from_the_end(earlier, scored)
    asked = _ask(progress, entry.instrument, at)
    progress = replace(asked, scores={**progress.scores, entry.instrument: scored})
    if entry.total is not None and scored is not earlier:
        progress = interludes.weigh(arrival.programme, progress, entry.instrument, at)
    known = facts(arrival.programme, progress, at)
    if is_dangerous(arrival.programme, known, entry.instrument, entry.answers):
        return raise_danger(arrival._replace(progress=progress), entry.instrument)
    return progress


def _kept(earlier: Score | None, entry: MeasureScored, at: datetime) -> Score:
    """The later answers count, whichever arrives last; what was declined leaves the earlier value in place."""
    total = as_number(entry.total)
    answers = entry.answers[:MOST_ITEMS]
    if earlier is None:
        return Score(at=at, first=total, total=total, items=answers)
    if at < earlier.at:
        return earlier
    items = tuple(old if new is None else new for new, old in zip_longest(answers, earlier.items))
    first = total if earlier.first is None else earlier.first
    return Score(at=at, first=first, total=earlier.total if total is None else total, items=items)


def _is_aftercare(arrival: Arrival, entry: MeasureScored) -> bool:
    """Whether the measure was answered at a step of a booster."""
    at = entry.at
    if at is None or at.enrolment != arrival.progress.enrolment:
        return False
    return is_booster(arrival.programme, (locate(arrival.programme, at) or "").partition("/")[0])


def _counted_from_the_end(earlier: Score | None, scored: Score) -> Score:
    """Remember the last total of the programme itself, the first time that after-care gives another."""
    if earlier is None or earlier is scored or earlier.end is not None:
        return scored
    return replace(scored, end=earlier.total)


def decline(programme: Programme, progress: Progress, instrument: str, at: datetime) -> Progress:
    """A whole measure left aside, unseen: it counts as asked, and shows no danger.

    Somebody who saw the questions and would rather not answer leaves a MeasureScored with declined items, which may.
    """
    return _ask(progress, instrument, at) if is_tracked(programme, instrument) else progress


def _ask(progress: Progress, instrument: str, at: datetime) -> Progress:
    asked = max(at, progress.asked.get(instrument, at))
    return replace(progress, asked={**progress.asked, instrument: asked})
