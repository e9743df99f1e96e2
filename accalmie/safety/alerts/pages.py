"""What the pages of alerts show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from accalmie.core.crisis import Level
from accalmie.foundation.access.queries import patients_of
from accalmie.foundation.people.models import Person
from accalmie.foundation.people.queries import names_of
from accalmie.safety.alerts import forms, queries
from accalmie.safety.alerts.models import Alert
from accalmie.safety.library import rules
from accalmie.safety.queries import concern
from accalmie.safety.readiness.house import level_name


@dataclass(frozen=True)
class AlertLine:
    """One alert in the list. `called` is empty for somebody whom the reader does not follow: their name is shown once
    the reader answers for them."""

    source: UUID
    called: str
    level: str
    is_grave: bool
    opened_at: datetime
    due_at: datetime
    is_late: bool
    taken_by: str
    is_mine: bool
    is_drill: bool


def alert_lines(alerts: Iterable[Alert], reader: Person, *, now: datetime) -> list[AlertLine]:
    """Alerts as somebody on the rota reads them, in the order given."""
    rows = list(alerts)
    names = names_of(one.taken_by for one in rows if one.taken_by)
    exercises = queries.drills_among(one.source for one in rows)
    followed = {one.id: one.person.called for one in patients_of(reader, now=now)}
    return [
        AlertLine(
            source=row.source,
            called=followed.get(row.patient_id, ""),
            level=level_name(Level.read(row.level)),
            is_grave=row.severity >= Level.ACTIVE.severity,
            opened_at=row.opened_at,
            due_at=row.due_at,
            is_late=row.due_at < now,
            taken_by=names.get(row.taken_by, "") if row.taken_by else "",
            is_mine=reader.id in (row.taken_by, row.co_owner),
            is_drill=row.source in exercises,
        )
        for row in rows
    ]


@dataclass(frozen=True)
class TryLine:
    """One try to reach somebody, as it is read."""

    at: datetime
    by: str
    way: str
    result: str
    words: str


@dataclass(frozen=True)
class AlertPage:
    """One alert, for whoever answers it."""

    source: UUID
    patient: UUID
    called: str
    level: str
    why: str
    opened_at: datetime
    due_at: datetime
    is_late: bool
    words: str
    answers: tuple[tuple[str, str], ...]
    contact_at: datetime | None
    taken_by: str
    taken_at: datetime | None
    beside: str
    tries: tuple[TryLine, ...]
    holds: bool
    outcome: str
    closed_at: datetime | None
    closed_by: str
    is_drill: bool
    is_unfound: bool
    is_grave: bool

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


def alert_page(alert: Alert, called: str, language: str, *, now: datetime) -> AlertPage:
    """One alert with what stands behind it and what was done."""
    tried = queries.tries(alert.patient_id, alert.source)
    behind = concern(alert.patient_id, alert.source)
    people = [alert.taken_by, alert.co_owner, alert.closed_by, *(one.by for one in tried)]
    names = names_of(one for one in people if one)
    is_answer = behind is not None and behind.origin == "ANSWER"
    asked = {question.id: question.ask[language] for question in rules().questions}
    said = "" if behind is None else behind.words
    level = Level.read(alert.level)
    return AlertPage(
        source=alert.source,
        patient=alert.patient_id,
        called=called,
        level=level_name(level),
        why="" if behind is None else why_noticed(behind.origin),
        opened_at=alert.opened_at,
        due_at=alert.due_at,
        is_late=alert.closed_at is None and alert.due_at < now,
        words="" if is_answer else said,
        answers=answers(said, asked) if is_answer else (),
        contact_at=None if behind is None else behind.contact_at,
        taken_by=_name(names, alert.taken_by),
        taken_at=alert.taken_at,
        beside=_name(names, alert.co_owner),
        tries=tuple(try_line(one, names) for one in tried),
        holds=queries.holds(alert),
        outcome=outcome_name(alert.outcome),
        closed_at=alert.closed_at,
        closed_by=_name(names, alert.closed_by),
        is_drill=bool(queries.drills_among([alert.source])),
        is_unfound=queries.is_unfound(alert.patient_id),
        is_grave=alert.severity >= Level.ACTIVE.severity,
    )


def _name(names: dict[UUID, str], person: UUID | None) -> str:
    return names.get(person, "") if person else ""


def try_line(tried: queries.Tried, names: dict[UUID, str]) -> TryLine:
    """One try in words. `names`: of those who made it."""
    return TryLine(
        at=tried.at,
        by=_name(names, tried.by),
        way=str(dict(forms.WAYS).get(tried.way, tried.way)),
        result=str(dict(forms.RESULTS).get(tried.result, tried.result)),
        words=tried.words,
    )


WORRIED, SILENCE, SCORE, WORDS, MISSED, SLEEP = "WORRIED", "SILENCE", "SCORE", "WORDS", "MISSED", "SLEEP"


def why_noticed(origin: str) -> str:
    """What stands behind a sign that neither the person nor a professional gave; "" for the others."""
    return {
        WORRIED: _("Somebody who knows them is worried"),
        SILENCE: _("No word from them since their last alert was closed"),
        WORDS: _("Something they wrote"),
        SCORE: _("A questionnaire whose score is severe, or much worse than before"),
        MISSED: _("A call that was agreed after a crisis did not reach them"),
        SLEEP: _("A yes to a question of the week about sleep: nodding off, a fall, or unusual energy"),
    }.get(origin, "")


def outcome_name(outcome: str) -> str:
    """How an alert ended, in words."""
    if outcome == Alert.Outcome.SAME_ANSWER:
        return _("The same answer as one that was looked at a few days before")
    if outcome == Alert.Outcome.DECEASED:
        return _("The person has died")
    return str(dict(forms.OUTCOMES).get(outcome, ""))


def answers(words: str, asked: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """The graded questions with their answers, from `question=answer` words; `asked` says each question in full."""
    said = {"yes": _("Yes"), "no": _("No"), "declined": _("Rather not say")}
    pairs = dict(part.partition("=")[::2] for part in words.split() if "=" in part)
    return tuple((ask, said[pairs[id_]]) for id_, ask in asked.items() if pairs.get(id_) in said)
