"""People whom nobody follows yet, as the rota of their organisation sees them: what is needed to answer, no record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accalmie.capabilities.contact import queries as contact
from accalmie.core.crisis import Level
from accalmie.foundation.access.queries import unfollowed, who_left
from accalmie.foundation.people.models import Patient, Person
from accalmie.foundation.rows import of_organisation
from accalmie.oversight.caseload import talks, words
from accalmie.safety import queries as safety
from accalmie.safety.readiness.intake import readers


@dataclass(frozen=True)
class Newcomer:
    """One person who waits. `reasons`: the gravest first; `due_at`: by when somebody answers, where a level says it."""

    patient: UUID
    called: str
    reasons: tuple[str, ...]
    severity: int
    since: datetime
    due_at: datetime | None
    is_late: bool

    @property
    def is_danger(self) -> bool:
        return self.severity >= Level.PASSIVE.severity


def welcomes(person: Person, *, now: datetime) -> bool:
    """Whether this person is one of those who answer newcomers."""
    return person.organisation_id is not None and person in readers(person.organisation_id, now=now)


@of_organisation()
def newcomers(person: Person, *, now: datetime) -> list[Newcomer]:
    """Everybody of this organisation whom nobody follows and who asked for somebody, or gave an answer about danger
    that nobody has reviewed: dangers first, then who has waited longest. Nothing for who is not on the rota."""
    if person.organisation_id is None or not welcomes(person, now=now):
        return []
    alone = unfollowed(person.organisation_id, now=now)
    concerns, asked = safety.waiting(alone), contact.waiting(alone.values_list("id", flat=True))
    waiting = {*concerns, *asked} - who_left(person)
    found = [
        _newcomer(one, concerns.get(one.id), asked.get(one.id), now)
        for one in Patient.objects.named().filter(id__in=waiting)
    ]
    return sorted(found, key=lambda one: (-one.severity, one.due_at or one.since, str(one.patient)))


def _newcomer(patient: Patient, concern: safety.Waiting | None, talk: talks.Waiting | None, now: datetime) -> Newcomer:
    reasons = [] if concern is None else [words.concern_name(concern)]
    reasons += [] if talk is None else [talks.since(talk)]
    moments = [one for one in (concern and concern.opened_at, talk and talk[1]) if one]
    due = concern.due_at if concern else None
    return Newcomer(
        patient=patient.id,
        called=patient.person.called,
        reasons=tuple(reasons),
        severity=concern.severity if concern else 0,
        since=min(moments),
        due_at=due,
        is_late=due is not None and due < now,
    )
