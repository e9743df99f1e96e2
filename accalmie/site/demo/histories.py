"""The weeks of a demo patient as drafts for the journal: the written person's life, brought to dates that end today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid5
from zlib import crc32

import msgspec
from django.conf import settings

from accalmie.capabilities.programmes import library
from accalmie.core.entries import (
    ConcernReviewed,
    Enrolled,
    EnrolmentPaused,
    Entry,
    ExerciseWritten,
    ModuleOpened,
    MoodNoted,
    PracticeNoted,
    StartQuestionsAnswered,
    StepReviewed,
)
from accalmie.core.programme.language import read_people
from accalmie.core.programme.people import Person
from accalmie.core.programme.simulate import BEGINS, Dice, World, walk
from accalmie.foundation import journal
from accalmie.site.authors.folder import read_folder
from accalmie.site.demo.cast import DemoPatient

PROGRAMME = "depression"
BY_A_PROFESSIONAL = (ModuleOpened, StepReviewed, ConcernReviewed)
MOOD_AT = timedelta(hours=2, minutes=30)
"""After the hour of visits, which is in the early evening in France."""
LAST_EVENING = timedelta(hours=5)
"""Each has lived the evening of their last day, whatever the hour at which the demo is loaded, and nothing after it."""


def written_people() -> dict[str, Person]:
    """The test people of the programme, by name."""
    files = read_folder(Path(settings.CONTENT) / "programmes" / PROGRAMME)
    return {person.person: person for person in read_people(files).people}


def begins_at(patient: DemoPatient, now: datetime) -> datetime:
    """When this patient came to the clinic: their first measures were given at this moment."""
    then = now - timedelta(days=patient.days) - LAST_EVENING
    begun = then.replace(hour=BEGINS.hour, minute=0, second=0, microsecond=0)
    return begun if begun <= then else begun - timedelta(days=1)


def history(
    patient: DemoPatient, person: Person, world: World, *, now: datetime, own: UUID, professional: UUID | None
) -> list[journal.Draft]:
    """What has happened to this patient until the last evening, in order. `own` and `professional` are who wrote it.

    Raises library.NotPublished.
    """
    edition = library.current(PROGRAMME)
    lives = msgspec.structs.replace(person, language=patient.language, mode=patient.mode)
    begun, seed = begins_at(patient, now), crc32(patient.name.encode())
    drafts = [
        journal.Draft(
            _of_this_patient(lived.entry, edition.graph, begun - BEGINS, is_shared=professional is not None),
            by=professional if isinstance(lived.entry, BY_A_PROFESSIONAL) else own,
            occurred_at=begun + lived.offset,
            id=lived.id,
        )
        for lived in walk(edition.programme, lives, world, seed=seed)
    ]
    drafts = [one for draft in drafts for one in (*_questions_before(draft), draft)]
    ends = begun + timedelta(days=patient.days) + LAST_EVENING
    lived = [draft for draft in drafts if _moment(draft) <= ends]
    moods = [replace(draft, by=own) for draft in _moods(patient, begun, _moment(lived[-1]), Dice(seed + 1))]
    return sorted([*lived, *moods], key=_moment)


def _questions_before(draft: journal.Draft) -> Iterator[journal.Draft]:
    """A start comes with the questions before it, answered no by whoever could start."""
    if isinstance(draft.entry, Enrolled) and draft.id is not None:
        started = draft.entry
        answers = {one.id: "no" for one in library.by_graph(started.graph).needs_a_person}
        entry = StartQuestionsAnswered(programme=started.programme, mode=started.mode, answers=answers, reasons=())
        yield replace(draft, entry=entry, id=uuid5(draft.id, "questions"))


def _moment(draft: journal.Draft) -> datetime:
    assert draft.occurred_at is not None
    return draft.occurred_at


def _of_this_patient(entry: Entry, graph: str, moved: timedelta, *, is_shared: bool) -> Entry:
    """The entry with its calendar days moved like its moment, on the published graph."""
    match entry:
        case Enrolled():
            return msgspec.structs.replace(entry, graph=graph)
        case PracticeNoted(day=day):
            return msgspec.structs.replace(entry, day=day + timedelta(days=moved.days))
        case EnrolmentPaused(until=until) if until is not None:
            return msgspec.structs.replace(entry, until=until + timedelta(days=moved.days))
        case ExerciseWritten():
            return msgspec.structs.replace(entry, shared=is_shared)
    return entry


def _moods(patient: DemoPatient, begun: datetime, until: datetime, dice: Dice) -> Iterator[journal.Draft]:
    """A mood on most evenings, from the first to the last, with its ups and downs."""
    first, last = patient.mood
    for day in range((until - begun).days):
        drawn, swing, id_ = dice.draw(), dice.below(3) - 1, dice.uuid()
        if drawn < 0.35:
            continue
        mood = round(first + (last - first) * day / max(patient.days, 1)) + swing
        entry = MoodNoted(mood=min(10, max(0, mood)))
        yield journal.Draft(entry, by=None, occurred_at=begun + timedelta(days=day) + MOOD_AT, id=id_)
