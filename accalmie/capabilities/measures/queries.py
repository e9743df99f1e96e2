"""A patient's scores and moods, always asked from the patient."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accalmie.capabilities.measures.models import Mood, Score
from accalmie.foundation import crypto

WORDS = "measures.mood.words"


@dataclass(frozen=True)
class ScorePoint:
    """One answering: `total` is None when too many questions were declined."""

    instrument: str
    total: float | None
    band: str
    at: datetime


def scores(patient: UUID) -> dict[str, list[ScorePoint]]:
    """Every score of the patient by instrument, oldest first."""
    rows = Score.objects.filter(patient_id=patient).order_by("answered_at", "entry_id")
    found: dict[str, list[ScorePoint]] = {}
    for instrument, total, band, at in rows.values_list("instrument", "total", "band", "answered_at"):
        found.setdefault(instrument, []).append(ScorePoint(instrument, total, band, at))
    return found


@dataclass(frozen=True)
class MoodPoint:
    """One mood, 0 very low to 10 very good."""

    mood: int
    words: str
    at: datetime


def moods(patient: UUID, *, at_most: int = 30) -> list[MoodPoint]:
    """The latest moods, newest first."""
    rows = Mood.objects.filter(patient_id=patient).order_by("-noted_at", "-entry_id")[:at_most]
    return [MoodPoint(row.mood, str(crypto.open_json(patient, row.words, purpose=WORDS)), row.noted_at) for row in rows]
