"""What the safety projection keeps of alerts: opened with the concern, moved by what is done, closed with an outcome.

No clock in here: `next_at` is the moment at which somebody is told next, which the worker compares with its own clock.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from accalmie.core import entries
from accalmie.core.crisis import Level, NobodyThere, due_at, late_at, step_at
from accalmie.foundation.journal import Recorded
from accalmie.safety.alerts.models import Alert
from accalmie.safety.closures.queries import rules_for
from accalmie.safety.concern_models import Concern
from accalmie.safety.death_models import Death

WAITING, LATE, MORE = "waiting", "late", "more"


def answered_by(level: Level, at: datetime, *, patient: UUID, under_way: bool = False) -> datetime | None:
    """By when somebody answers a sign of this moment; at once under rules by which nobody is ever there: an answer must
    be kept whatever the rota is.

    Closures count as they were known at that moment: one that is declared later postpones nothing."""
    try:
        return due_at(rules_for(patient, at=at), level, recorded_at=at, under_way=under_way)
    except NobodyThere:
        return at


def open_alert(*, source: UUID, patient: UUID, level: Level, at: datetime, due: datetime | None) -> None:
    """A sign that is owed an answer gets its alert; the others none."""
    if due is None:
        return
    row = Alert(source=source, patient_id=patient, level=level, severity=level.severity, opened_at=at, due_at=due)
    row.next_at = _next_at(row)
    row.save(force_insert=True)


def fold(*, source: UUID, level: Level, at: datetime, due: datetime | None) -> None:
    """Another sign that this open alert answers for as well, with whoever answers it and never later than before: they
    are told of it. One that is graver begins the steps anew, whoever had taken it."""
    row = _open(source)
    if row is None:
        return
    row.signs += 1
    row.save()
    if level.severity > row.severity:
        rise(source=source, level=level, due=due)
        return
    row.next_at = min(row.next_at or at, _at_once(row, at))
    row.save()


def rise(*, source: UUID, level: Level, due: datetime | None) -> None:
    """A sign for which this alert answers too turned out to be graver than it: it is due as soon, and begins anew."""
    row = _open(source)
    if row is None or level.severity <= row.severity:
        return
    row.level, row.severity = level, level.severity
    row.due_at = row.due_at if due is None else min(row.due_at, due)
    _begin_anew(row)
    row.next_at = _next_at(row)
    row.save()


def _begin_anew(row: Alert) -> None:
    row.step = row.late = 0
    row.taken_at = row.taken_by = row.co_owner = None
    row.signs_told = row.signs


def grade(*, source: UUID, level: Level, due: datetime | None, under_way: bool) -> None:
    """The graded questions moved the level. One that rises begins its steps anew, whoever had taken it."""
    row = _open(source)
    if row is None or due is None:
        return
    if level.severity > row.severity:
        _begin_anew(row)
    row.level, row.severity, row.due_at, row.is_under_way = level, level.severity, due, under_way
    row.next_at = _next_at(row)
    row.save()


def escalate(recorded: Recorded[entries.AlertEscalated]) -> None:
    """Some were told: the next step follows this one."""
    told = recorded.value
    row = _open(told.source)
    if row is None:
        return
    date_back(row, at=recorded.occurred_at)
    if told.round == MORE:
        row.signs_told = told.step
    elif told.round == LATE:
        row.late = told.step + 1
    else:
        row.step = told.step + 1
        row.owner = told.owner or row.owner
    row.next_at = _next_at(row)
    row.save()


def date_back(row: Alert, *, at: datetime) -> None:
    """A sign that is from later than `at` was kept by a clock that was ahead and has been put back since. If nobody was
    told of it yet, its clock begins anew at that moment: waiting for the hour that it names would be waiting too long.
    """
    if row.opened_at <= at or row.step or row.taken_at is not None:
        return
    due = answered_by(Level.read(row.level), at, patient=row.patient_id, under_way=row.is_under_way)
    row.opened_at, row.due_at = at, due or at
    row.next_at = _next_at(row)


def take(recorded: Recorded[entries.AlertTaken]) -> None:
    """Somebody answers it now. Taken again by a colleague, it is theirs."""
    row = _open(recorded.value.source)
    if row is None:
        return
    row.taken_at, row.taken_by, row.owner = recorded.occurred_at, recorded.by, recorded.by
    row.co_owner = recorded.value.co_owner
    row.signs_told = row.signs  # its page shows them
    row.next_at = _next_at(row)
    row.save()


def close(*, source: UUID, outcome: str, at: datetime, by: UUID | None) -> None:
    """It ends, with what came of it. Closed once: what ended it first stays."""
    row = _open(source)
    if row is None:
        return
    row.outcome, row.closed_at, row.closed_by, row.next_at = outcome, at, by, None
    row.save()


def gravest_open(patient: UUID) -> str:
    """The level of the gravest alert that waits; "" when none does."""
    row = Alert.objects.filter(patient_id=patient, closed_at__isnull=True).order_by("-severity").first()
    return "" if row is None else row.level


def waited(death: Death) -> QuerySet[Concern]:
    """The signs that a death ended, and those since then that are owed an answer and had none because of it."""
    ended = Alert.objects.filter(
        patient_id=death.patient_id, outcome=Alert.Outcome.DECEASED, closed_at=death.noted_at
    ).values("source")
    since = Q(reviewed_at__isnull=True, due_at__isnull=True, severity__gte=Level.PASSIVE.severity)
    return Concern.objects.filter(Q(source__in=ended) | Q(alert__in=ended) | since, patient_id=death.patient_id)


def end_all(*, patient: UUID, at: datetime, by: UUID | None) -> None:
    """The person has died: every alert ends, and says why."""
    waiting = Alert.objects.filter(patient_id=patient, closed_at__isnull=True)
    waiting.update(outcome=Alert.Outcome.DECEASED, closed_at=at, closed_by=by, next_at=None)


def _open(source: UUID) -> Alert | None:
    return Alert.objects.filter(source=source, closed_at__isnull=True).first()


def _at_once(row: Alert, at: datetime) -> datetime:
    """When whoever is there is told of a sign of this moment."""
    rules = rules_for(row.patient_id, at=at)
    if rules.staffed.is_shut(at):
        return at
    try:
        return rules.staffed.after(at, timedelta(0))
    except NobodyThere:
        return at


def _next_at(row: Alert) -> datetime:
    """While the service is closed and nobody covers it, everybody is told at once, and not when it opens again."""
    rules = rules_for(row.patient_id, at=row.opened_at)
    escalation, staffed = rules.escalation, rules.staffed
    if row.taken_at is None and row.step == 0 and staffed.is_shut(row.opened_at):
        return row.opened_at
    try:
        if row.taken_at is not None:
            return late_at(escalation, staffed, times=row.late, due_at=row.due_at)
        return step_at(escalation, staffed, step=row.step, opened_at=row.opened_at, due_at=row.due_at)
    except NobodyThere:
        return row.due_at
