"""What an entry about a step changes: done, declined, reviewed, practised, written, remembered."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import msgspec

from accalmie.core.entries import (
    Answers,
    ExerciseWritten,
    MeasureScored,
    PracticeNoted,
    StepCompleted,
    StepDeclined,
    StepReviewed,
)
from accalmie.core.programme.engine import interludes, measuring
from accalmie.core.programme.engine.arrival import Arrival
from accalmie.core.programme.engine.facts import as_number
from accalmie.core.programme.engine.place import locate
from accalmie.core.programme.engine.progress import Practising, Progress, key
from accalmie.core.programme.engine.settling import settle_step
from accalmie.core.programme.nodes import (
    CHOSEN,
    Choice,
    Exercise,
    Practice,
    Programme,
    Questionnaire,
    Review,
    Step,
)
from accalmie.core.programme.orienting import Screening, screened
from accalmie.core.programme.plans import SLOWEST

replace = msgspec.structs.replace

LONGEST_WORDS = 500
"""Letters kept of what a person wrote, to be said back inside a sentence. The whole text is in the journal."""


def complete(arrival: Arrival, entry: StepCompleted) -> Progress:
    """The person did the step; for a practice, took it on. Done stays done, and keeps its first moment."""
    programme = arrival.programme
    name = locate(programme, entry.at)
    if name is None:
        return arrival.progress
    step = programme.steps[entry.at.step]
    progress = _remember(programme, arrival.progress, step, entry.answers, entry.remembered)
    if isinstance(step.doing, Practice):
        return _go_on(programme, _take_on(progress, name, arrival.at), name)
    return _done(programme, progress, name, arrival.at)


def _done(programme: Programme, progress: Progress, name: str, at: datetime) -> Progress:
    settled = progress.steps.get(name)
    if settled is None or settled.how != "done" or _recurs(programme, name):
        progress = settle_step(progress, name, "done", at)
    return _go_on(programme, progress, name)


def _recurs(programme: Programme, name: str) -> bool:
    """Whether the step may come again, so that its latest time counts."""
    module, _, step = name.partition("/")
    return not module and step in programme.recurring


def _take_on(progress: Progress, name: str, at: datetime) -> Progress:
    if name in progress.practices:
        return progress
    return replace(progress, practices={**progress.practices, name: Practising(since=at, noted_at=at)})


def _go_on(programme: Programme, progress: Progress, name: str) -> Progress:
    """The person is under way again: no welcome back, no question about an earlier module, any more. An interlude
    only stands before what comes next, and changes nothing of it."""
    module, _, step = name.partition("/")
    if not module and any(each.then == step for each in programme.interludes):
        return interludes.close(programme, progress, step)
    if name == key("", programme.gap.then):
        return replace(progress, returning=False, short_offered=progress.module)
    rating = progress.rating if module in ("", progress.rating) else ""
    return replace(progress, returning=False, short_offered="", rating=rating)


def decline(arrival: Arrival, entry: StepDeclined) -> Progress:
    """The person left the step, or a measure that was due, aside. A settled step stays as it was."""
    programme, progress = arrival.programme, arrival.progress
    name = locate(programme, entry.at)
    if name is None:
        return measuring.decline(programme, progress, entry.at.step, arrival.at)
    doing = programme.steps[entry.at.step].doing
    for instrument in doing.instruments if isinstance(doing, Questionnaire) else ():
        progress = measuring.decline(programme, progress, instrument, arrival.at)
    settled = progress.steps.get(name)
    if settled is None or settled.how == "skipped" or _recurs(programme, name):
        progress = settle_step(progress, name, "declined", arrival.at)
    return _go_on(programme, progress, name)


def review(arrival: Arrival, entry: StepReviewed) -> Progress:
    """A professional answered: a review step ends. An answer to any other step changes no place."""
    name = locate(arrival.programme, entry.at)
    if name is None or name in arrival.progress.steps:
        return arrival.progress
    waits = isinstance(arrival.programme.steps[entry.at.step].doing, Review)
    return settle_step(arrival.progress, name, "reviewed", arrival.at) if waits else arrival.progress


def note(arrival: Arrival, entry: PracticeNoted) -> Progress:
    """One day of a practice, which this takes on if it was not. Days outside the practice's time are left aside."""
    name = locate(arrival.programme, entry.at)
    doing = None if name is None else arrival.programme.steps[entry.at.step].doing
    if name is None or not isinstance(doing, Practice):
        return arrival.progress
    progress = _take_on(arrival.progress, name, arrival.at)
    practising = progress.practices[name]
    if not _is_in_time(practising, doing, entry.day, arrival.at):
        return progress
    days = {**practising.days, entry.day.isoformat(): entry.done}
    noted = replace(practising, days=days, noted_at=max(practising.noted_at, arrival.at))
    return replace(progress, practices={**progress.practices, name: noted})


def _is_in_time(practising: Practising, practice: Practice, day: date, at: datetime) -> bool:
    """From the day before the start (another time zone) until the longest that the practice can last, never
    tomorrow's.
    """
    begun = practising.since.date()
    longest = timedelta(days=int(practice.within * SLOWEST) + 1)
    one = timedelta(days=1)
    return begun - one <= day <= min(at.date() + one, begun + longest)


def write(arrival: Arrival, entry: ExerciseWritten) -> Progress:
    """An exercise written at its step does the step. Written elsewhere, it changes nothing here."""
    programme = arrival.programme
    name = None if entry.at is None else locate(programme, entry.at)
    if entry.at is None or name is None or not isinstance(programme.steps[entry.at.step].doing, Exercise):
        return arrival.progress
    progress = _remember(programme, arrival.progress, programme.steps[entry.at.step], entry.answers, {})
    return _done(programme, progress, name, arrival.at)


def answer(arrival: Arrival, entry: MeasureScored) -> Progress:
    """A measure answered at a questionnaire step; with the last of its measures the step is done."""
    programme, progress = arrival.programme, arrival.progress
    name = None if entry.at is None else locate(programme, entry.at)
    if entry.at is None or name is None:
        return progress
    doing = programme.steps[entry.at.step].doing
    if not isinstance(doing, Questionnaire) or entry.instrument not in doing.instruments:
        return progress
    answered = {*progress.answered.get(name, ()), entry.instrument}
    kept = tuple(instrument for instrument in doing.instruments if instrument in answered)
    progress = replace(progress, answered={**progress.answered, name: kept})
    return _done(programme, progress, name, arrival.at) if set(kept) == set(doing.instruments) else progress


def _remember(programme: Programme, progress: Progress, step: Step, answers: Answers, remembered: Answers) -> Progress:
    match step.doing:
        case Choice(options=options) if answers.get(CHOSEN) in options:
            progress = replace(progress, choices={**progress.choices, step.id: answers[CHOSEN]})
        case Screening(questions=questions):
            progress = replace(progress, choices={**progress.choices, step.id: screened(questions, answers)})
        case Exercise(remember=remember):
            given = {name: remembered.get(name, answers.get(field)) for name, field in remember.items()}
            progress = replace(progress, words=_words(progress.words, given))
    numbers = _numbers(programme, step, answers, remembered)
    return replace(progress, numbers={**progress.numbers, **numbers}) if numbers else progress


def _numbers(programme: Programme, step: Step, answers: Answers, remembered: Answers) -> dict[str, float]:
    """The numbers that declared facts read at this step: remembered under the fact's name, or answered in its field."""
    found = {}
    for name, source in programme.facts.items():
        if source.source == "number" and source.step == step.id:
            number = as_number(remembered.get(name, answers.get(source.field)))
            if number is not None:
                found[f"{step.id}.{source.field}"] = number
    return found


def _words(earlier: dict[str, str], given: dict[str, Any]) -> dict[str, str]:
    """The latest words count; a field left empty forgets what stood in it."""
    words = {**earlier, **{name: sayable(value) for name, value in given.items()}}
    return {name: text for name, text in words.items() if text}


def sayable(value: object) -> str:
    """What somebody gave, as words inside a sentence: text, a number, a list of these. Anything else says nothing."""
    match value:
        case str():
            return " ".join(value.split())[:LONGEST_WORDS]
        case bool() | None:
            return ""
        case int() | float():
            return f"{value:g}"
        case list() | tuple():
            return ", ".join(filter(None, map(sayable, value)))[:LONGEST_WORDS]
        case _:
            return ""
