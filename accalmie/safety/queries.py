"""Concerns, asked from the patient or for a professional's patients."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.db.models import Case, Q, QuerySet, When

from accalmie.core.crisis import Level, worst
from accalmie.foundation import crypto
from accalmie.foundation.people.models import Patient
from accalmie.safety import concern_models as models
from accalmie.safety.death_models import Death

WORDS = "safety.concern.words"
SIGNS = models.Concern._meta.db_table
"""The table of signs, for the caseload's statement."""


@dataclass(frozen=True)
class Concern:
    """One sign: its level, since when, by when somebody answers, and what stands behind it."""

    patient: UUID
    source: UUID
    origin: str
    level: str
    is_finished: bool
    opened_at: datetime
    due_at: datetime | None
    contact_at: datetime | None
    words: str
    reviewed_at: datetime | None
    goes_on: bool | None
    alert: UUID
    """The sign whose alert answers for this one: itself, or another."""

    @property
    def has_alert(self) -> bool:
        """Whether an alert waits for its outcome: only its own page ends it."""
        return (self.due_at is not None or self.alert != self.source) and self.reviewed_at is None


def as_words(answers: Mapping[str, str]) -> str:
    """Answers to the graded questions as `question=answer` words, which a page turns into sentences."""
    return " ".join(f"{question}={answer}" for question, answer in sorted(answers.items()))


def said_in(row: models.Concern) -> dict[str, str]:
    """The answers to the graded questions that this concern holds; empty for a concern of another origin."""
    if row.origin != models.Concern.Origin.ANSWER:
        return {}
    words = str(crypto.open_json(row.patient_id, row.words, purpose=WORDS))
    return dict(word.split("=", 1) for word in words.split())


def said(patient: UUID, source: UUID) -> dict[str, str]:
    """What was answered so far to the graded questions of one concern."""
    row = models.Concern.objects.filter(patient_id=patient, source=source).first()
    return {} if row is None else said_in(row)


def _concern(row: models.Concern) -> Concern:
    return Concern(
        patient=row.patient_id,
        source=row.source,
        origin=row.origin,
        level=row.level,
        is_finished=row.is_finished,
        opened_at=row.opened_at,
        due_at=row.due_at,
        contact_at=row.contact_at,
        words=str(crypto.open_json(row.patient_id, row.words, purpose=WORDS)),
        reviewed_at=row.reviewed_at,
        goes_on=row.goes_on,
        alert=row.alert or row.source,
    )


def unanswered(patient: UUID) -> UUID | None:
    """The newest danger answer whose graded questions nobody has opened and left or finished."""
    rows = models.Concern.objects.filter(
        patient_id=patient,
        origin=models.Concern.Origin.ANSWER,
        is_finished=False,
        is_left=False,
        reviewed_at__isnull=True,
    )
    return rows.order_by("-opened_at", "-source").values_list("source", flat=True).first()


def unsettled(patient: UUID) -> Level:
    """The gravest danger of this patient of which no professional has said that a programme goes on; none of none.

    What somebody asked for (`ASKED`) is no danger. Questions that nobody has answered count as the rules say.
    """
    return worst(Level.read(level) for level in _unsettled(patient).values_list("level", flat=True))


def unsettled_since(patient: UUID) -> datetime | None:
    """When the newest danger that `unsettled` reads was told; None without one."""
    return _unsettled(patient).order_by("-opened_at").values_list("opened_at", flat=True).first()


def _unsettled(patient: UUID) -> QuerySet[models.Concern]:
    rows = models.Concern.objects.filter(patient_id=patient).exclude(origin=models.Concern.Origin.ASKED)
    return rows.filter(Q(reviewed_at__isnull=True) | Q(goes_on=False))


def is_reviewed_since(patient: UUID, at: datetime) -> bool:
    """Whether a professional has looked at a sign of danger of this patient after this moment."""
    rows = models.Concern.objects.filter(patient_id=patient, reviewed_at__gt=at)
    return rows.exclude(origin=models.Concern.Origin.ASKED).exists()


def open_concerns(patients: Iterable[UUID]) -> dict[UUID, Concern]:
    """The gravest unreviewed concern of each of these patients."""
    rows = models.Concern.objects.filter(patient_id__in=list(patients), reviewed_at__isnull=True)
    found: dict[UUID, Concern] = {}
    for row in rows.order_by("-severity", "due_at", "opened_at"):
        found.setdefault(row.patient_id, _concern(row))
    return found


@dataclass(frozen=True)
class Waiting:
    """An unreviewed concern as a list shows it before anybody opens the record."""

    patient: UUID
    origin: str
    level: str
    severity: int
    is_finished: bool
    opened_at: datetime
    due_at: datetime | None


def waiting(patients: QuerySet[Patient]) -> dict[UUID, Waiting]:
    """The gravest unreviewed concern of each of these patients, a sign of danger before a wish to talk: one query, and
    nothing sealed is opened."""
    names = ("patient_id", "origin", "level", "severity", "is_finished", "opened_at", "due_at")
    rows = models.Concern.objects.filter(patient_id__in=patients.values("id"), reviewed_at__isnull=True)
    found: dict[UUID, Waiting] = {}
    is_a_wish = Case(When(origin=models.Concern.Origin.ASKED, then=1), default=0)
    for row in rows.order_by(is_a_wish, "-severity", "due_at", "opened_at").values_list(*names):
        found.setdefault(row[0], Waiting(*row))
    return found


def concerns(patient: UUID) -> list[Concern]:
    """Every concern about one patient: those not reviewed first, the newest first."""
    rows = models.Concern.objects.filter(patient_id=patient)
    return sorted(
        (_concern(row) for row in rows.order_by("-opened_at", "-source")), key=lambda one: one.reviewed_at is not None
    )


def concern(patient: UUID, source: UUID) -> Concern | None:
    """One concern of this patient."""
    row = models.Concern.objects.filter(patient_id=patient, source=source).first()
    return None if row is None else _concern(row)


def folded(patient: UUID, alert: UUID) -> list[Concern]:
    """The other signs for which this alert answers, the oldest first."""
    rows = models.Concern.objects.filter(patient_id=patient, alert=alert)
    return [_concern(row) for row in rows.order_by("opened_at", "source")]


def reopening(noted: UUID) -> UUID:
    """The id of the sign that opens all of what a death, noted by mistake, had ended or kept from an answer."""
    return uuid5(noted, "reopened")


def death_of(patient: UUID) -> Death | None:
    """That this patient has died, as it was noted and not corrected since."""
    return Death.objects.filter(patient_id=patient, corrected_at__isnull=True).first()


def deceased() -> QuerySet[Death, UUID]:
    """The patients who have died, for queries over patients."""
    return Death.objects.filter(corrected_at__isnull=True).values_list("patient_id", flat=True)
