"""The safety handlers: what worries is kept together with the entry that says it, or the entry is not kept at all."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from accalmie.core import entries
from accalmie.core.crisis import Level, Reviewed, follow, grade, gravest, signs, updates_alert
from accalmie.foundation import crypto, journal
from accalmie.safety.alerts import keeping
from accalmie.safety.library import rules
from accalmie.safety.models import Alert, Concern, ContactTry, Death, ScoreHeard
from accalmie.safety.queries import WORDS, as_words, death_of, said_in

concerns = journal.Projection(
    "safety.concerns", models=[Concern, Alert, ContactTry, Death, ScoreHeard], safety=True, sealed={"words": WORDS}
)


_ORIGINS = {
    "worried": Concern.Origin.WORRIED,
    "silence": Concern.Origin.SILENCE,
    "score": Concern.Origin.SCORE,
    "words": Concern.Origin.WORDS,
    "missed_contact": Concern.Origin.MISSED,
    "sleep": Concern.Origin.SLEEP,
}


def _open(
    recorded: journal.Recorded[entries.Entry], *, origin: Concern.Origin, level: Level, words: str, sign: str = ""
) -> None:
    """A concern and, where an answer is owed to somebody who lives, its alert."""
    at = recorded.occurred_at
    due = None if death_of(recorded.patient) else keeping.answered_by(level, at, patient=recorded.patient)
    Concern.objects.create(
        source=recorded.id,
        patient_id=recorded.patient,
        origin=origin,
        level=level,
        severity=level.severity,
        is_finished=origin != Concern.Origin.ANSWER,
        opened_at=recorded.occurred_at,
        due_at=due,
        words=crypto.seal_json(recorded.patient, words, purpose=WORDS),
        sign=sign,
    )
    keeping.open_alert(source=recorded.id, patient=recorded.patient, level=level, at=recorded.occurred_at, due=due)


@concerns.on(entries.MeasureScored)
def hear_an_answer(recorded: journal.Recorded[entries.MeasureScored]) -> None:
    """A danger answer opens a concern at the level of unfinished questions, before anything else is known. A total is
    kept, to be set beside the next."""
    measured = recorded.value
    _keep_total(recorded)
    found = signs(rules(), measured.instrument, measured.answers)
    if found:
        sign = " ".join(f"{one.instrument}:{one.item}={one.answer}" for one in found)
        _open(recorded, origin=Concern.Origin.ANSWER, level=rules().unfinished, words="", sign=sign)


def _keep_total(recorded: journal.Recorded[entries.MeasureScored]) -> None:
    measured = recorded.value
    if measured.total is not None:
        ScoreHeard.objects.create(
            entry_id=recorded.id,
            patient_id=recorded.patient,
            instrument=measured.instrument,
            total=measured.total,
            at=recorded.occurred_at,
        )


@concerns.on(entries.DangerGraded)
def hear_the_questions(recorded: journal.Recorded[entries.DangerGraded]) -> None:
    """The gravest answer given to each question sets the level; questions left open count as the rules say."""
    row = _of(recorded.patient, recorded.value.source).first()
    if row is None:
        return
    said = gravest(said_in(row), recorded.value.answers)
    graded = grade(rules(), said)
    row.level, row.severity = graded.level, graded.level.severity
    row.is_finished, row.is_left = graded.finished, not graded.finished
    row.due_at = keeping.answered_by(graded.level, row.opened_at, patient=row.patient_id, under_way=graded.under_way)
    row.words = crypto.seal_json(recorded.patient, as_words(said), purpose=WORDS)
    keeping.grade(source=row.source, level=graded.level, due=row.due_at, under_way=graded.under_way)
    _fold_into_reviewed(row, said, recorded.occurred_at)
    row.save()


def _fold_into_reviewed(row: Concern, said: dict[str, str], at: datetime) -> None:
    """An unchanged answer that somebody reviewed a few days ago updates that concern and asks nobody again.

    Only where the programme goes on: a level that holds the next step always waits for a professional.
    """
    earlier = (
        Concern.objects.filter(patient_id=row.patient_id, sign=row.sign, reviewed_at__isnull=False)
        .exclude(source=row.source)
        .order_by("-reviewed_at")
        .first()
    )
    level = Level.read(row.level)
    if earlier is None or not follow(rules(), level).programme_goes_on or not row.is_finished:
        return
    reviewed = Reviewed(said_in(earlier), Level.read(earlier.level), earlier.reviewed_at)
    if updates_alert(rules(), reviewed, answers=said, level=level, at=at):
        _of(row.patient_id, earlier.source).update(seen_again_at=at)
        row.reviewed_at, row.reviewed_by, row.goes_on = earlier.reviewed_at, earlier.reviewed_by, earlier.goes_on
        keeping.close(source=row.source, outcome=Alert.Outcome.SAME_ANSWER, at=at, by=None)


@concerns.on(entries.ContactMade)
def hear_a_contact(recorded: journal.Recorded[entries.ContactMade]) -> None:
    """The person spoke with somebody: noted beside the concern, which stays open."""
    _of(recorded.patient, recorded.value.source).update(contact_at=recorded.occurred_at)


@concerns.on(entries.ConcernRaised)
def hear_a_professional(recorded: journal.Recorded[entries.ConcernRaised]) -> None:
    """A professional's own worry."""
    raised = recorded.value
    _open(recorded, origin=Concern.Origin.PROFESSIONAL, level=Level.read(raised.level), words=raised.words)


@concerns.on(entries.OtherWayAsked)
def hear_a_wish_for_somebody(recorded: journal.Recorded[entries.OtherWayAsked]) -> None:
    """Somebody who asks for a person is put where a person looks."""
    asked = recorded.value
    if asked.wish == "person":
        _open(recorded, origin=Concern.Origin.ASKED, level=Level.DISTRESS, words=asked.words)


@concerns.on(entries.SignNoticed)
def hear_a_sign_from_elsewhere(recorded: journal.Recorded[entries.SignNoticed]) -> None:
    """A sign that nobody presses: somebody worries, silence, a score, words, a recontact that did not reach them."""
    noticed = recorded.value
    origin = _ORIGINS.get(noticed.kind_of_sign, Concern.Origin.WORRIED)
    _open(recorded, origin=origin, level=Level.read(noticed.level), words=noticed.words, sign=noticed.sign)


@concerns.on(entries.HarmReported)
def hear_what_did_harm(recorded: journal.Recorded[entries.HarmReported]) -> None:
    """Thoughts of dying, told among what did harm, count as a danger answer whose questions nobody has answered yet."""
    if "dying" in recorded.value.domains:
        _open(recorded, origin=Concern.Origin.ANSWER, level=rules().unfinished, words="", sign="harm:dying")


@concerns.on(entries.ConcernReviewed)
def hear_a_review(recorded: journal.Recorded[entries.ConcernReviewed]) -> None:
    """A professional looked at it, and said whether the programme goes on. An alert is closed before; one that is
    still open was reviewed by an earlier release, which knew of no outcomes."""
    reviewed = _of(recorded.patient, recorded.value.source)
    goes_on = recorded.value.programme_goes_on
    reviewed.update(reviewed_at=recorded.occurred_at, reviewed_by=recorded.by, goes_on=goes_on)
    source = recorded.value.source
    keeping.close(source=source, outcome=Alert.Outcome.REVIEWED, at=recorded.occurred_at, by=recorded.by)


@concerns.on(entries.AlertEscalated)
def hear_who_was_told(recorded: journal.Recorded[entries.AlertEscalated]) -> None:
    """Some were told of an alert that waits."""
    keeping.escalate(recorded)


@concerns.on(entries.AlertTaken)
def hear_who_answers(recorded: journal.Recorded[entries.AlertTaken]) -> None:
    """Somebody answers it."""
    keeping.take(recorded)


@concerns.on(entries.ContactTried)
def hear_a_try(recorded: journal.Recorded[entries.ContactTried]) -> None:
    """Somebody tried to reach the person."""
    tried = recorded.value
    ContactTry.objects.create(
        id=recorded.id,
        source=tried.source,
        patient_id=recorded.patient,
        at=recorded.occurred_at,
        by=recorded.by,
        way=tried.way,
        result=tried.result,
        words=crypto.seal_json(recorded.patient, tried.words, purpose=WORDS),
    )


@concerns.on(entries.AlertClosed)
def hear_an_end(recorded: journal.Recorded[entries.AlertClosed]) -> None:
    """It ends, with what came of it."""
    closed = recorded.value
    keeping.close(source=closed.source, outcome=closed.ending, at=recorded.occurred_at, by=recorded.by)


@concerns.on(entries.Deceased)
def hear_of_a_death(recorded: journal.Recorded[entries.Deceased]) -> None:
    """Nobody is asked to reach them any more: what is open ends, and says why."""
    if death_of(recorded.patient) is not None:
        return
    Death.objects.update_or_create(
        patient_id=recorded.patient,
        defaults={
            "noted": recorded.id,
            "noted_at": recorded.occurred_at,
            "noted_by": recorded.by,
            "day": recorded.value.day,
            "learnt_from": recorded.value.learnt_from,
            "gravest": keeping.gravest_open(recorded.patient),
            "corrected_at": None,
            "corrected_by": None,
        },
    )
    keeping.end_all(patient=recorded.patient, at=recorded.occurred_at, by=recorded.by)
    waiting = Concern.objects.filter(patient_id=recorded.patient, reviewed_at__isnull=True)
    waiting.update(reviewed_at=recorded.occurred_at, reviewed_by=recorded.by)


@concerns.on(entries.DeceasedCorrected)
def hear_that_they_live(recorded: journal.Recorded[entries.DeceasedCorrected]) -> None:
    """It was an error. What ended with it stays so: whoever corrects it opens one sign for all of it."""
    row = death_of(recorded.patient)
    if row is not None and row.noted == recorded.value.noted:
        row.corrected_at, row.corrected_by = recorded.occurred_at, recorded.by
        row.save()


def _of(patient: UUID, source: UUID) -> QuerySet[Concern]:
    return Concern.objects.filter(patient_id=patient, source=source)
