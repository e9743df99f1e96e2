"""What is done about danger: questions answered or left, a contact made, a worry raised, a concern reviewed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from accalmie.core.crisis import Grade, Level, grade, gravest
from accalmie.core.entries import ConcernRaised, ConcernReviewed, ContactMade, DangerGraded, SignNoticed
from accalmie.foundation import journal
from accalmie.foundation.access.queries import mandates_held, patients_of
from accalmie.foundation.people.models import Person
from accalmie.safety import queries
from accalmie.safety.alerts.queries import open_alerts
from accalmie.safety.library import rules


def answer_questions(
    *, patient: UUID, source: UUID, answers: Mapping[str, str], by: UUID | None, now: datetime, id: UUID | None = None
) -> Grade:
    """Journal the graded questions as they were answered; those left open count as the rules say. Returns the grade.

    A lighter answer than an earlier one to the same question lowers nothing: the gravest of both counts.
    """
    given = grade(rules(), gravest(queries.said(patient, source), answers))
    entry = DangerGraded(
        source=source,
        answers=dict(answers),
        level=given.level,
        finished=given.finished,
        rules_version=rules().version,
    )
    journal.append(patient, entry, by=by, now=now, id=id)
    return given


def note_contact(
    *, patient: UUID, source: UUID, with_whom: str, by: UUID | None, now: datetime, id: UUID | None = None
) -> None:
    """The person says that they spoke with somebody: "professional", "line" or "relative"."""
    journal.append(patient, ContactMade(source=source, with_whom=with_whom), by=by, now=now, id=id)


def raise_concern(*, patient: UUID, level: str, words: str, by: UUID, now: datetime, id: UUID | None = None) -> None:
    """A professional's own worry. Raises ValueError for an unknown level."""
    journal.append(patient, ConcernRaised(level=Level(level), words=words), by=by, now=now, id=id)


def say_worried(*, patient: UUID, words: str, by: Person, now: datetime, id: UUID | None = None) -> None:
    """Somebody who helps this person, by mandate or in their team, is worried about them. Raises NotTheirs."""
    if not helps(by, patient, now=now):
        raise NotTheirs
    entry = SignNoticed(kind_of_sign="worried", level=rules().worried, words=words)
    journal.append(patient, entry, by=by.id, now=now, id=id)


def helps(person: Person, patient: UUID, *, now: datetime) -> bool:
    """Whether this person helps that patient now, by mandate or in their team."""
    if any(one.patient_id == patient for one in mandates_held(person, now=now)):
        return True
    return patients_of(person, now=now).filter(id=patient).exists()


class NotTheirs(PermissionError):
    """This person does not help that one."""


class AlertWaits(Exception):
    """An alert ends on its own page, with an outcome (safety.alerts)."""


def review_concern(
    *,
    patient: UUID,
    source: UUID,
    words: str,
    programme_goes_on: bool,
    by: UUID,
    now: datetime,
    id: UUID | None = None,
) -> None:
    """A professional looked at a concern that no alert waits for, and says whether the programme goes on.

    Raises AlertWaits.
    """
    behind = queries.concern(patient, source)
    waiting = source if behind is None else behind.alert
    if any(alert.source == waiting for alert in open_alerts(patient)):
        raise AlertWaits(source)
    entry = ConcernReviewed(source=source, words=words, programme_goes_on=programme_goes_on)
    journal.append(patient, entry, by=by, now=now, id=id)
