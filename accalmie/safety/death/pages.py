"""What the pages about a death show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from accalmie.core.crisis import Helpline
from accalmie.foundation.people.models import Patient, Person
from accalmie.foundation.people.queries import names_of
from accalmie.safety import queries
from accalmie.safety.death.forms import LEARNT_FROM
from accalmie.safety.library import helplines

LISTENS = "suicide-3114"


@dataclass(frozen=True)
class DeathPage:
    """That somebody has died, for their care team. `may_correct`: the reader is somebody else than who noted it."""

    called: str
    noted_at: datetime
    noted_by: str
    day: date | None
    learnt_from: str
    may_correct: bool


def death_page(patient: Patient, reader: Person) -> DeathPage | None:
    """What is noted of the death of this patient; None when nothing is."""
    death = queries.death_of(patient.id)
    if death is None:
        return None
    by = death.noted_by
    return DeathPage(
        called=patient.person.called,
        noted_at=death.noted_at,
        noted_by=names_of([by]).get(by, "") if by else "",
        day=death.day,
        learnt_from=str(dict(LEARNT_FROM).get(death.learnt_from, "")),
        may_correct=by != reader.id,
    )


def listening_line() -> Helpline | None:
    """The national line that answers day and night, whoever one is."""
    return next((line for line in helplines() if line.id == LISTENS), None)
