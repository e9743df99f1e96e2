"""What a person or a professional does with a programme: each is one transaction with the journal in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast
from uuid import UUID

import uuid6

from accalmie.capabilities.programmes import library, queries
from accalmie.core.entries import (
    Enrolled,
    EnrolmentEnded,
    EnrolmentMoved,
    EnrolmentPaused,
    EnrolmentResumed,
    Entry,
    ModuleOpened,
    ModuleRated,
    OtherWayAsked,
    PaceChanged,
    PracticeNoted,
    ShortVersionChosen,
    StepCompleted,
    StepDeclined,
    StepRef,
    StepReviewed,
)
from accalmie.core.programme.engine import admission
from accalmie.core.programme.nodes import Mode, Programme
from accalmie.foundation import journal
from accalmie.foundation.steps import Given

SLOWEST, FASTEST = 3.0, 0.5


class NeedsAPerson(Exception):
    """This start leads to a person, not to a closed door. `reasons` are question ids, or "score" or
    "measure_missing"."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        super().__init__(", ".join(reasons))
        self.reasons = reasons


class AlreadyEnrolled(Exception):
    """The person follows a programme already; two at once would ask too much."""


@dataclass(frozen=True)
class Author:
    """Whose journal, whose hand, when, and the id that the form carried (a second submission repeats it)."""

    patient: UUID
    by: UUID | None
    now: datetime
    id: UUID | None = None


def _append(author: Author, entries: Iterable[Entry]) -> list[journal.Appended]:
    drafts = [
        journal.Draft(entry=entry, id=author.id if position == 0 else _derived(author.id, position), by=author.by)
        for position, entry in enumerate(entries)
    ]
    return journal.append_many(author.patient, drafts, now=author.now)


def _derived(first: UUID | None, position: int) -> UUID | None:
    """The id of a companion entry, from the form's own id: a repeated form repeats all of its entries."""
    return None if first is None else UUID(int=first.int ^ position)


def why_a_person(
    programme: Programme, *, mode: str, facts: Mapping[str, float | str | None], answers: Mapping[str, str]
) -> tuple[str, ...]:
    """Why this start should go by a person first: questions not answered "no", a score outside the rule, or no score
    yet."""
    reasons = [question.id for question in programme.needs_a_person if answers.get(question.id) != "no"]
    opening = admission(
        programme, cast(Mode, mode), {name: value for name, value in facts.items() if value is not None}
    )
    by_score = {"open": (), "person": ("score",), "unknown": ("measure_missing",)}[opening]
    return (*reasons, *by_score)


def enrol(*, author: Author, programme: str, mode: str, language: str, answers: Mapping[str, str]) -> UUID:
    """Start a programme. Raises NeedsAPerson, AlreadyEnrolled or library.NotPublished."""
    edition = library.current(programme)
    if queries.current_place(author.patient) is not None:
        raise AlreadyEnrolled(programme)
    _require_no_person(edition.programme, mode, queries.standing_facts(author.patient), answers)
    return _start(author, edition, mode, language)


def _require_no_person(
    programme: Programme, mode: str, facts: Mapping[str, float | str | None], answers: Mapping[str, str]
) -> None:
    reasons = why_a_person(programme, mode=mode, facts=facts, answers=answers)
    if reasons:
        raise NeedsAPerson(reasons)


def admit(*, author: Author, programme: str, mode: str, language: str) -> UUID:
    """A professional starts a programme for a person after seeing them: their judgement replaces the start rule.

    Raises AlreadyEnrolled or library.NotPublished.
    """
    edition = library.current(programme)
    if queries.current_place(author.patient) is not None:
        raise AlreadyEnrolled(programme)
    return _start(author, edition, mode, language)


def start_again(*, author: Author, place: queries.Place) -> UUID:
    """Begin anew after the end: the newest version, the same mode, if the latest scores still allow it.

    The questions that lead to a person were answered before the first start. Raises NeedsAPerson or
    library.NotPublished.
    """
    done = place.progress
    edition = library.current(done.programme)
    if done.mode == "alone":
        answered = {question.id: "no" for question in edition.programme.needs_a_person}
        facts = queries.standing_facts(author.patient)
        _require_no_person(edition.programme, done.mode, facts, answered)
    if done.ended_at is None:
        _append(author, [EnrolmentEnded(enrolment=place.enrolment, reason="completed")])
    return _start(_later(author), edition, done.mode, done.language)


def _later(author: Author) -> Author:
    return Author(patient=author.patient, by=author.by, now=author.now, id=_derived(author.id, 1))


def _start(author: Author, edition: library.Edition, mode: str, language: str) -> UUID:
    enrolment = author.id or uuid6.uuid7()
    entry = Enrolled(
        enrolment=enrolment, programme=edition.programme.id, graph=edition.graph, mode=mode, language=language
    )
    _append(author, [entry])
    return enrolment


def complete_step(*, author: Author, at: StepRef, kind: str, given: Given) -> None:
    """Journal what the person gave to a step, with the entries of its kind, together."""
    done = StepCompleted(at=at, step_kind=kind, answers=given.answers, remembered=given.remembered)
    _append(author, [done, *given.entries])


def decline_step(*, author: Author, at: StepRef, words: str = "") -> None:
    """Leave a step aside: allowed, recorded as such, and the programme goes on."""
    _append(author, [StepDeclined(at=at, words=words)])


def note_practice(*, author: Author, at: StepRef, day: date, done: bool, words: str = "") -> None:
    """Note one day of a practice in life."""
    _append(author, [PracticeNoted(at=at, day=day, done=done, words=words)])


def rate_module(
    *, author: Author, enrolment: UUID, module: str, helped: int | None, worse: bool | None, words: str = ""
) -> None:
    """After a module: did it help, did it make something worse."""
    _append(author, [ModuleRated(enrolment=enrolment, module=module, helped=helped, worse=worse, words=words)])


def ask_other_way(*, author: Author, at: StepRef, wish: str, words: str = "") -> None:
    """*Ça ne m'aide pas*: another exercise, or somebody to talk to."""
    _append(author, [OtherWayAsked(at=at, wish=wish, words=words)])


def choose_short_version(*, author: Author, enrolment: UUID, module: str, short: bool) -> None:
    """From here on the module shows only its short version, or all again."""
    _append(author, [ShortVersionChosen(enrolment=enrolment, module=module, short=short)])


def pause(*, author: Author, enrolment: UUID, until: date | None) -> None:
    """Stop the clock of a programme: nothing is asked until that day, or until the person comes back."""
    _append(author, [EnrolmentPaused(enrolment=enrolment, until=until)])


def resume(*, author: Author, enrolment: UUID) -> None:
    """Come back before the day, or from a pause without one."""
    _append(author, [EnrolmentResumed(enrolment=enrolment)])


def change_pace(*, author: Author, enrolment: UUID, time_factor: float) -> None:
    """Multiply every delay of the programme, between twice as fast and three times as slow."""
    factor = min(SLOWEST, max(FASTEST, time_factor))
    _append(author, [PaceChanged(enrolment=enrolment, time_factor=factor)])


def leave(*, author: Author, enrolment: UUID) -> None:
    """Stop a programme. What was written stays the person's own."""
    _append(author, [EnrolmentEnded(enrolment=enrolment, reason="left")])


def open_module(*, author: Author, enrolment: UUID, module: str) -> None:
    """A professional opens a module before its time."""
    _append(author, [ModuleOpened(enrolment=enrolment, module=module)])


def review_step(*, author: Author, at: StepRef, words: str) -> None:
    """A professional answers what the person did at a step; the person reads it where they wrote."""
    _append(author, [StepReviewed(at=at, words=words)])


def move(*, author: Author, enrolment: UUID, graph: str, reason: str) -> None:
    """Move an enrolled person to another version of their programme, on purpose. Raises library.NotPublished."""
    library.by_graph(graph)
    _append(author, [EnrolmentMoved(enrolment=enrolment, graph=graph, reason=reason)])
