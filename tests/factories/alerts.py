"""Alerts, and the people who answer them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from accalmie.core.entries import ConcernReviewed, DangerGraded, MeasureScored
from accalmie.foundation import clock, journal
from accalmie.foundation.access.actions import begin_care
from accalmie.foundation.people.models import Person
from accalmie.safety.alerts import actions, on_call, queries
from accalmie.safety.alerts.models import Alert
from accalmie.safety.library import rules
from tests.factories.people import patient_person

PLAN = {"wish": "yes", "intent": "yes", "plan": "yes", "means": "no", "past": "no", "done": "no"}
ACTIVE = {**PLAN, "plan": "no"}
PASSIVE = {**ACTIVE, "intent": "no"}
ACT = {**PLAN, "done": "yes"}


def in_danger(
    answers: dict[str, str] | None = PLAN, *, at: datetime, patient: Person | None = None
) -> tuple[Person, Alert]:
    """Somebody whose answer showed danger, and their alert; `answers` to the graded questions, None: not answered."""
    person = patient or patient_person()
    assert person.patient_id is not None
    return person, the_alert(person.patient_id, danger_answer(answers, at=at, patient=person))


def danger_answer(answers: dict[str, str] | None, *, at: datetime, patient: Person) -> UUID:
    """The same, whatever comes of it; the sign."""
    record = patient.patient_id
    assert record is not None
    answer = MeasureScored(
        instrument="phq-9",
        instrument_version="1.0.0",
        answers=(1, 1, 1, 1, 1, 1, 1, 1, 2),
        total=10,
        band="moderate",
        language="fr",
    )
    source = journal.append(record, answer, by=patient.id, now=at).entry.id
    if answers is not None:
        graded = DangerGraded(source=source, answers=answers, level="", finished=True, rules_version=rules().version)
        journal.append(record, graded, by=patient.id, now=at)
    return source


def the_alert(patient: UUID, source: UUID) -> Alert:
    found = queries.alert(patient, source)
    assert found is not None
    return found


def again(alert: Alert) -> Alert:
    """The same alert as it stands now."""
    return the_alert(alert.patient_id, alert.source)


def reachable(person: Person, *, email: str = "", telephone: str = "", **week: str) -> None:
    """How this person is told when on call, and when they are there."""
    on_call.save_on_call(
        person=person, reach=on_call.Reach(email=email, telephone=telephone), week=week, now=clock.now()
    )


def follows(professional: Person, patient: Person, *, now: datetime) -> None:
    """This professional is in this person's care team."""
    assert patient.patient_id is not None
    begin_care(patient=patient.patient_id, professional=professional, now=now)


def looked_at(
    patient: UUID, source: UUID, *, by: UUID, now: datetime, words: str = "Vue.", goes_on: bool = True
) -> None:
    """A professional looked at a concern, as the journal keeps it; its alert ends as reviewed."""
    journal.append(patient, ConcernReviewed(source=source, words=words, programme_goes_on=goes_on), by=by, now=now)


def answered(alert: Alert, by: Person, *, now: datetime, goes_on: bool = True) -> None:
    """Somebody on the rota takes this alert, speaks with the person and closes it."""
    actions.take(patient=alert.patient_id, source=alert.source, by=by, now=now)
    actions.note_try(
        patient=alert.patient_id, source=alert.source, way="phone", result="spoke", words="", by=by, now=now
    )
    ending = actions.Ending("reached", "Appelée, plan relu ensemble.", programme_goes_on=goes_on)
    actions.close(patient=alert.patient_id, source=alert.source, ending=ending, by=by, now=now)
