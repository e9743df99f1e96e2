"""What measures keep of the journal."""

from __future__ import annotations

from accalmie.capabilities.measures.models import Mood, Score
from accalmie.capabilities.measures.queries import WORDS
from accalmie.core import entries
from accalmie.foundation import crypto, journal

measures = journal.Projection("measures.scores", models=[Score, Mood], sealed={"words": WORDS})


@measures.on(entries.MeasureScored)
def keep_score(recorded: journal.Recorded[entries.MeasureScored]) -> None:
    """One more point of the curve."""
    measured = recorded.value
    row = Score(
        entry_id=recorded.id,
        patient_id=recorded.patient,
        instrument=measured.instrument,
        instrument_version=measured.instrument_version,
        total=measured.total,
        band=measured.band or "",
        answered_at=recorded.occurred_at,
    )
    journal.keep(row)


@measures.on(entries.MoodNoted)
def keep_mood(recorded: journal.Recorded[entries.MoodNoted]) -> None:
    """One more day noted."""
    row = Mood(
        entry_id=recorded.id,
        patient_id=recorded.patient,
        mood=recorded.value.mood,
        words=crypto.seal_json(recorded.patient, recorded.value.words, purpose=WORDS),
        noted_at=recorded.occurred_at,
    )
    journal.keep(row)
