"""Answering a questionnaire and noting a mood."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from accalmie.core.entries import MeasureScored, MoodNoted, StepRef
from accalmie.core.measures import Answers, Instrument, score
from accalmie.foundation import journal


def scored(instrument: Instrument, answers: Answers, *, language: str, at: StepRef | None = None) -> MeasureScored:
    """The entry for these answers, with their score. Raises core.measures.BadAnswers."""
    found = score(instrument, answers)
    return MeasureScored(
        instrument=instrument.id,
        instrument_version=instrument.version,
        answers=tuple(answers),
        total=found.total,
        band=found.band,
        language=language,
        at=at,
    )


def answer_instrument(
    *,
    patient: UUID,
    instrument: Instrument,
    answers: Answers,
    language: str,
    by: UUID | None,
    now: datetime,
    id: UUID | None = None,
) -> None:
    """Journal one answering. Raises core.measures.BadAnswers, or journal.EntryConflict for a form sent twice with
    other answers."""
    journal.append(patient, scored(instrument, answers, language=language), by=by, now=now, id=id)


def note_mood(*, patient: UUID, mood: int, words: str, by: UUID | None, now: datetime, id: UUID | None = None) -> None:
    """Journal the mood of the moment, 0 to 10. Raises journal.EntryConflict."""
    journal.append(patient, MoodNoted(mood=mood, words=words), by=by, now=now, id=id)
