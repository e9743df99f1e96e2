"""Drills: a crisis about nobody, played end to end on a live site through everything that a real one goes through.

The record is an ordinary one, called an exercise on every page; the journal, the clock, the rota, the notices and the
pages are those of everybody. What it proves is how long people took.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from accalmie.core.crisis import Level
from accalmie.core.entries import AlertEscalated, ConcernRaised, ContactTried
from accalmie.foundation import journal
from accalmie.foundation.outbox.models import Notice
from accalmie.foundation.people.codes import Language
from accalmie.foundation.people.models import Organisation, Patient
from accalmie.foundation.rows import house
from accalmie.safety.alerts import queries
from accalmie.safety.alerts.models import Drill
from accalmie.safety.alerts.nobody import record_of_nobody
from accalmie.safety.readiness.queries import current_rota

_NAMES = {"fr": "Exercice, personne de réel", "en": "Exercise, nobody real"}
_WORDS = {
    "fr": "Exercice : faites tout comme pour une vraie alerte, sans appeler les secours.",
    "en": "Exercise: do everything as for a real alert, without calling the emergency services.",
}


class NoRota(Exception):
    """Nobody answers alerts here yet: there is nobody to exercise with."""


@dataclass(frozen=True)
class Times:
    """What happened in one drill, and when; None for what has not happened yet. `told`: each time somebody was told;
    `left`: each notice that left this site."""

    begun_at: datetime
    due_at: datetime
    told: tuple[datetime, ...]
    left: tuple[datetime, ...]
    taken_at: datetime | None
    tried_at: datetime | None
    closed_at: datetime | None
    outcome: str

    @property
    def is_over(self) -> bool:
        return self.closed_at is not None


def records() -> QuerySet[Drill, UUID]:
    """The records made for exercises, which are nobody's."""
    return Drill.objects.values_list("patient_id", flat=True)


@transaction.atomic
@house()
def begin(*, organisation: Organisation, level: Level, language: Language, now: datetime) -> Drill:
    """A sign at this level about nobody, which the rota answers as any other. Raises NoRota."""
    if current_rota() is None:
        raise NoRota
    patient = _record_of(organisation, language, now)
    raised = ConcernRaised(level=level, words=_WORDS[language])
    source = journal.append(patient, raised, by=None, now=now).entry.id
    return Drill.objects.create(source=source, patient_id=patient, organisation=organisation, begun_at=now)


def _record_of(organisation: Organisation, language: Language, now: datetime) -> UUID:
    """The record of exercises of this organisation, made when there is none. Nobody can sign in to it."""
    before = Drill.objects.filter(organisation=organisation).order_by("-begun_at").first()
    if before is not None and Patient.objects.open().filter(id=before.patient_id).exists():
        return before.patient_id
    return record_of_nobody(called=_NAMES[language], language=language, organisation=organisation, now=now)


@house()
def last(organisation: Organisation) -> Drill | None:
    """The last drill of this organisation."""
    return Drill.objects.filter(organisation=organisation).order_by("-begun_at").first()


@house()
def times_of(drill: Drill) -> Times:
    """What happened in this drill so far, from the journal and the outbox."""
    alert = queries.alert(drill.patient_id, drill.source)
    assert alert is not None
    entries = [one for one in journal.entries(drill.patient_id) if getattr(one.value, "source", None) == drill.source]
    notices = Notice.objects.filter(key__startswith=f"alert:{drill.source}:", sent_at__isnull=False)
    tried = [one.occurred_at for one in entries if isinstance(one.value, ContactTried)]
    return Times(
        begun_at=drill.begun_at,
        due_at=alert.due_at,
        told=tuple(one.recorded_at for one in entries if isinstance(one.value, AlertEscalated)),
        left=tuple(at for at in notices.order_by("sent_at").values_list("sent_at", flat=True) if at),
        taken_at=alert.taken_at,
        tried_at=min(tried, default=None),
        closed_at=alert.closed_at,
        outcome=alert.outcome,
    )
