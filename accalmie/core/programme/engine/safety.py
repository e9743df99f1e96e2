"""Danger in answers: which answers show help, what holds the next step, and what ends the hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

import msgspec

from accalmie.core.entries import ConcernReviewed, ContactMade, DangerGraded
from accalmie.core.programme.engine.arrival import Arrival
from accalmie.core.programme.engine.facts import Facts, decide, item_facts
from accalmie.core.programme.engine.progress import Danger, Hold, Progress
from accalmie.core.programme.nodes import DangerRule, Programme, fact_name
from accalmie.core.programme.plans import CONTACT_HOLDS, GOES_ON, UNFINISHED_LEVEL, worst
from accalmie.core.rules import Value, names

replace = msgspec.structs.replace

ELSEWHERE = ""
"""Under this name stand graded questions whose danger answer this programme does not know."""


def concerns(rule: DangerRule, instrument: str) -> bool:
    """Whether the danger rule reads this instrument: its total, a change or an item."""
    name = fact_name(instrument)
    return any(fact == name or fact.startswith(f"{name}_") for fact in names(rule.when))


def is_dangerous(programme: Programme, known: Facts, instrument: str, answers: tuple[int | None, ...]) -> bool:
    """Whether these answers show help: a danger rule is true of them, or an item that it reads was declined or is
    missing.

    `known` are the facts after the answers; the items are read from these answers alone, so that an item declined today
    is not hidden by an earlier zero.
    """
    name = fact_name(instrument)
    items = {fact: value for fact, value in item_facts(name, answers) if value is not None}

    def told(rule: DangerRule) -> dict[str, Value]:
        read = names(rule.when)
        return {fact: (items if fact.startswith(f"{name}_item") else known).get(fact) for fact in read}

    return any(
        decide(rule.when, told(rule)) is True or (rule.declined_helps and _declines(rule, name, items))
        for rule in programme.danger
        if concerns(rule, instrument)
    )


def _declines(rule: DangerRule, name: str, items: Mapping[str, Value]) -> bool:
    return any(fact.startswith(f"{name}_item") and fact not in items for fact in names(rule.when))


def raise_danger(arrival: Arrival, instrument: str) -> Progress:
    """From now on help and the graded questions come before anything else."""
    progress = replace(arrival.progress, endangered=True)
    return _put(progress, [instrument], Danger(source=arrival.id, since=arrival.at))


def _put(progress: Progress, names: list[str], danger: Danger) -> Progress:
    """The newest stands last."""
    others = {name: one for name, one in progress.danger.items() if name not in names}
    return replace(progress, danger=others | dict.fromkeys(names, danger))


def grade(arrival: Arrival, entry: DangerGraded) -> Progress:
    """The graded questions were answered, or left. Left counts as active; a later, finished grading replaces it."""
    progress = arrival.progress
    if entry.finished:
        return _grade_finished(arrival, entry)
    level = worst(entry.level, UNFINISHED_LEVEL)
    known = [name for name, danger in progress.danger.items() if danger.source == entry.source]
    if progress.hold is not None and progress.hold.source == entry.source:
        return progress
    left = Danger(source=entry.source, since=arrival.at, graded=arrival.id, level=level)
    return _put(progress, known or [ELSEWHERE], left)


def _grade_finished(arrival: Arrival, entry: DangerGraded) -> Progress:
    progress = _forget(arrival.progress, entry.source)
    if entry.level in GOES_ON:
        return progress
    level = entry.level if progress.hold is None else worst(progress.hold.level, entry.level)
    return replace(progress, hold=Hold(source=entry.source, graded=arrival.id, level=level, since=arrival.at))


def _forget(progress: Progress, source: UUID) -> Progress:
    return _keep(progress, (name for name, danger in progress.danger.items() if source not in _ids(danger)))


def _keep(progress: Progress, names: Iterable[str]) -> Progress:
    return replace(progress, danger={name: progress.danger[name] for name in names})


def _ids(kept: Danger | Hold) -> tuple[UUID | None, UUID | None]:
    return (kept.source, kept.graded)


def contact(arrival: Arrival, entry: ContactMade) -> Progress:
    """The person spoke with someone about this answer."""
    progress, at = arrival.progress, arrival.at
    dangers = {
        name: replace(danger, contact_at=at) if danger.level and entry.source in _ids(danger) else danger
        for name, danger in progress.danger.items()
    }
    hold = progress.hold
    if hold is not None and entry.source in _ids(hold):
        hold = replace(hold, contact_at=at)
    return replace(progress, danger=dangers, hold=hold)


def review(arrival: Arrival, entry: ConcernReviewed) -> Progress:
    """A professional says that the programme goes on; only a review of the newest danger ends the hold."""
    progress = arrival.progress
    if not entry.programme_goes_on:
        return progress
    hold = progress.hold
    released = hold is not None and entry.source in _ids(hold)
    return replace(_forget(progress, entry.source), hold=None if released else hold)


def lapse(progress: Progress, now: datetime) -> Progress:
    """In mode alone nobody reviews: a day after a contact the programme goes on."""
    if progress.mode != "alone":
        return progress
    if progress.hold is not None and _is_past(progress.hold.contact_at, now):
        progress = replace(progress, hold=None)
    kept = [name for name, danger in progress.danger.items() if not _is_past(danger.contact_at, now)]
    return progress if len(kept) == len(progress.danger) else _keep(progress, kept)


def _is_past(contact_at: datetime | None, now: datetime) -> bool:
    return contact_at is not None and contact_at + CONTACT_HOLDS <= now


def pending(progress: Progress) -> Danger | None:
    """The newest danger answer whose graded questions nobody has met yet."""
    waiting = [danger for danger in progress.danger.values() if not danger.level]
    return max(waiting, key=lambda danger: danger.since, default=None)


def holding(progress: Progress) -> list[Danger | Hold]:
    """All that holds the next step, oldest first."""
    kept: list[Danger | Hold] = [danger for danger in progress.danger.values() if danger.level]
    if progress.hold is not None:
        kept.append(progress.hold)
    return sorted(kept, key=lambda one: one.since)


def hold_ends(progress: Progress) -> datetime | None:
    """When the hold ends by itself: in mode alone a day after the last contact, if each danger has had one."""
    moments = [one.contact_at for one in holding(progress)]
    if progress.mode != "alone" or not moments or None in moments:
        return None
    return max(moment for moment in moments if moment is not None) + CONTACT_HOLDS
