"""Who reads what is about to be written, when, and what to do outside those hours: said before each free text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from accalmie.foundation.access.queries import professionals_of
from accalmie.safety.closures.pages import closed_for
from accalmie.safety.readiness import intake


@dataclass(frozen=True)
class Readers:
    """Who sees a request or a sign of danger of one person, by name: their `team`, or whoever `welcomes` newcomers."""

    team: tuple[str, ...] = ()
    welcomes: tuple[str, ...] = ()
    closed: str = ""
    """On a day on which the service is closed: who reads in its place, if anybody, and whom to call."""

    @property
    def names(self) -> tuple[str, ...]:
        return self.team or self.welcomes


def readers(patient: UUID, *, now: datetime) -> Readers:
    """Their care team; without one, the rota that welcomes newcomers; without that, nobody."""
    closed = closed_for(patient, now=now)
    team = tuple(person.called for person in professionals_of(patient, now=now))
    if team:
        return Readers(team=team, closed=closed)
    return Readers(welcomes=tuple(person.called for person in intake.readers_for(patient, now=now)), closed=closed)


def who_reads(patient: UUID, *, now: datetime) -> str:
    """For words that go to the care team. Nobody is led to believe that somebody watches when nobody does."""
    return f"{_who_reads(patient, now=now)} {what_is_told()}"


def _who_reads(patient: UUID, *, now: datetime) -> str:
    closed = closed_for(patient, now=now)
    if closed:
        return closed
    names = ", ".join(person.called for person in professionals_of(patient, now=now))
    if not names:
        return _(
            "Nobody follows you here for now, so nobody reads these words. If it cannot wait: 3114 answers day and "
            "night, and 15 or 112 in danger."
        )
    return _(
        "These words are read by %(names)s, in working hours. At night and on days off nobody reads here: 3114 "
        "answers, and 15 or 112 in danger."
    ) % {"names": names}


def outside_hours() -> str:
    """For words that nobody reads as they come."""
    watched = _("Nobody watches this page. If it cannot wait: 3114 answers day and night, and 15 or 112 in danger.")
    return f"{watched} {what_is_told()}"


def what_is_told() -> str:
    """What is noticed in words and told without asking (safety.words): said before anybody writes."""
    return _("A plan to die, or to hurt somebody, that is written here is told to whoever is on call.")
