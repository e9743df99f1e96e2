"""The safety handlers: what worries is kept together with the entry that says it, or the entry is not kept at all."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from accalmie.core import entries
from accalmie.core.crisis import Level, due_at, signs, worst
from accalmie.foundation import crypto, journal
from accalmie.safety.library import rules
from accalmie.safety.models import Concern
from accalmie.safety.queries import WORDS

concerns = journal.Projection("safety.concerns", models=[Concern], safety=True, sealed={"words": WORDS})


def _open(recorded: journal.Recorded[entries.Entry], *, origin: Concern.Origin, level: Level, words: str, done: bool) -> None:
    Concern.objects.create(
        source=recorded.id,
        patient_id=recorded.patient,
        origin=origin,
        level=level,
        severity=level.severity,
        is_finished=done,
        opened_at=recorded.occurred_at,
        due_at=_due(level, recorded.recorded_at),
        words=crypto.seal_json(recorded.patient, words, purpose=WORDS),
    )


def _due(level: Level, at: datetime, *, under_way: bool = False) -> datetime | None:
    return due_at(rules(), level, recorded_at=at, under_way=under_way)


@concerns.on(entries.MeasureScored)
def hear_an_answer(recorded: journal.Recorded[entries.MeasureScored]) -> None:
    """A danger answer opens a concern at the level of unfinished questions, before anything else is known."""
    measured = recorded.value
    if signs(rules(), measured.instrument, measured.answers):
        _open(recorded, origin=Concern.Origin.ANSWER, level=rules().unfinished, words="", done=False)


@concerns.on(entries.DangerGraded)
def hear_the_questions(recorded: journal.Recorded[entries.DangerGraded]) -> None:
    """Finished questions set the level; left open, the concern keeps the worse of what was known and what was said."""
    graded = recorded.value
    row = Concern.objects.filter(source=graded.source, patient_id=recorded.patient).first()
    if row is None:
        return
    level = Level.read(graded.level)
    if row.is_finished or not graded.finished:
        level = worst((level, Level.read(row.level)))
    row.level, row.severity = level, level.severity
    row.is_finished = row.is_finished or graded.finished
    row.is_left = not graded.finished
    row.due_at = _due(level, row.opened_at, under_way=graded.answers.get("done") == "yes")
    row.words = crypto.seal_json(recorded.patient, _said(graded.answers), purpose=WORDS)
    row.save()


def _said(answers: dict[str, str]) -> str:
    """What was answered, as `question=answer` words that a page turns into sentences."""
    return " ".join(f"{question}={answer}" for question, answer in sorted(answers.items()))


@concerns.on(entries.ContactMade)
def hear_a_contact(recorded: journal.Recorded[entries.ContactMade]) -> None:
    """The person spoke with somebody: noted beside the concern, which stays open."""
    _of(recorded.patient, recorded.value.source).update(contact_at=recorded.occurred_at)


@concerns.on(entries.ConcernRaised)
def hear_a_professional(recorded: journal.Recorded[entries.ConcernRaised]) -> None:
    """A professional's own worry."""
    raised = recorded.value
    _open(
        recorded, origin=Concern.Origin.PROFESSIONAL, level=Level.read(raised.level), words=raised.words, done=True
    )


@concerns.on(entries.OtherWayAsked)
def hear_a_wish_for_somebody(recorded: journal.Recorded[entries.OtherWayAsked]) -> None:
    """Somebody who asks for a person is put where a person looks."""
    asked = recorded.value
    if asked.wish == "person":
        _open(recorded, origin=Concern.Origin.ASKED, level=Level.DISTRESS, words=asked.words, done=True)


@concerns.on(entries.ConcernReviewed)
def hear_a_review(recorded: journal.Recorded[entries.ConcernReviewed]) -> None:
    """A professional looked at it."""
    reviewed = _of(recorded.patient, recorded.value.source)
    reviewed.update(reviewed_at=recorded.occurred_at, reviewed_by=recorded.by)


def _of(patient: UUID, source: UUID) -> QuerySet[Concern]:
    return Concern.objects.filter(patient_id=patient, source=source)
