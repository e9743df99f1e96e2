"""Incidents of an organisation, and what its patients say did them harm: for whoever classifies them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from accalmie.foundation import crypto
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.access.policy import may
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Patient, Person
from accalmie.foundation.rows import house
from accalmie.oversight.device.models import Classification, HarmFiled, HarmTold, Incident
from accalmie.oversight.device.projections import WORDS
from accalmie.oversight.device.vigilance import due_at, vigilance
from accalmie.safety.readiness.queries import current_rota

REPORT, DECISION = "device.incident.words", "device.classification.words"
AT_MOST = 200


class NotHere(LookupError):
    """No such report in this person's organisation."""


@dataclass(frozen=True)
class Report:
    """What somebody wrote: what happened, and what was done at once."""

    what: str
    done: str


@dataclass(frozen=True)
class Decision:
    """The measures that follow, and the closing note."""

    measures: str
    closing: str


@dataclass(frozen=True)
class Standing:
    """One report with its classifications, the latest first. `due_at`: when the clock that runs is over; None: none
    runs."""

    incident: Incident
    classified: tuple[Classification, ...]

    @property
    def latest(self) -> Classification | None:
        return self.classified[0] if self.classified else None

    @property
    def is_closed(self) -> bool:
        return self.latest is not None and self.latest.is_closed

    @property
    def due_at(self) -> datetime | None:
        """As long as nobody has classified it, the shortest clock runs from the day of the report."""
        if self.latest is None:
            aware_on = timezone.localtime(self.incident.reported_at).date()
            return due_at(vigilance().shortest, aware_on=aware_on)
        return self.latest.due_at if self.latest.told_on is None else None

    def is_overdue(self, now: datetime) -> bool:
        return self.due_at is not None and self.due_at < now


def may_classify(person: Person, *, now: datetime) -> bool:
    """Whether this person classifies incidents: by their role, or because they lead on safety on the rota of now."""
    if may(person, Permission.INCIDENT_CLASSIFY, now=now):
        return True
    return may(person, Permission.ALERT_SEE, now=now) and _leads(person)


def _leads(person: Person) -> bool:
    rota = current_rota()
    return rota is not None and rota.lead_id == person.id


def has_lead(organisation: UUID) -> bool:
    """Whether somebody of this organisation classifies what is reported: nobody is told that somebody reads when nobody
    does."""
    here = Person.objects.filter(organisation=organisation, is_active=True)
    rota = current_rota()
    leads = Q(role=Role.SAFETY_LEAD) | Q(id=rota.lead_id if rota else None)
    return here.filter(leads).exists()


def incidents(person: Person, *, now: datetime) -> list[Standing]:
    """The reports of this person's organisation: open before closed, the most urgent first."""
    rows = Incident.objects.filter(organisation=person.organisation_id).select_related("reported_by")
    found = _standing(rows.order_by("-reported_at", "-id")[:AT_MOST])
    return sorted(found, key=lambda one: (one.is_closed, one.due_at or now + timedelta(days=9999)))


def incident_of(person: Person, id: UUID) -> Standing:
    """One report of this person's organisation. Raises NotHere."""
    rows = Incident.objects.filter(organisation=person.organisation_id, id=id).select_related("reported_by")
    found = _standing(rows)
    if not found:
        raise NotHere(str(id))
    return found[0]


def reported_by(person: Person) -> list[Standing]:
    """What this person has reported, the newest first."""
    rows = Incident.objects.filter(organisation=person.organisation_id, reported_by=person)
    return _standing(rows.select_related("reported_by").order_by("-reported_at", "-id")[:AT_MOST])


def _standing(rows: Iterable[Incident]) -> list[Standing]:
    found = list(rows)
    decided: dict[UUID, list[Classification]] = defaultdict(list)
    for one in Classification.objects.filter(incident__in=found).select_related("by").order_by("-at", "-id"):
        decided[one.incident_id].append(one)
    return [Standing(one, tuple(decided[one.id])) for one in found]


def overdue(person: Person, *, now: datetime) -> int:
    """How many reports of this person's organisation are past their clock."""
    return sum(one.is_overdue(now) for one in incidents(person, now=now))


def report_of(incident: Incident) -> Report:
    """What was written, opened."""
    return crypto.open_as(incident.id, incident.words, Report, purpose=REPORT)


def decision_of(one: Classification) -> Decision:
    """What was decided, opened."""
    return crypto.open_as(one.incident_id, one.words, Decision, purpose=DECISION)


@dataclass(frozen=True)
class Harm:
    """Something that did harm, as the care team reads it."""

    told_at: datetime
    domains: tuple[str, ...]
    cause: str
    wish: str
    words: str


def harms_of(patient: UUID) -> list[Harm]:
    """What one person told, the newest first."""
    rows = HarmTold.objects.filter(patient_id=patient).order_by("-told_at", "-entry_id")
    return [
        Harm(
            one.told_at,
            tuple(one.domains),
            one.cause,
            one.wish,
            str(crypto.open_json(patient, one.words, purpose=WORDS)),
        )
        for one in rows
    ]


@dataclass(frozen=True)
class Nameless:
    """Something that did harm, without who told it and without their words. `hazard`: "" until it is filed."""

    id: UUID
    told_at: datetime
    domains: tuple[str, ...]
    cause: str
    wish: str
    hazard: str


def nameless_harms(person: Person) -> list[Nameless]:
    """What patients of this person's organisation told, for whoever files it: not yet filed first, then the newest."""
    told = _told_here(person.organisation_id)
    filed = _filed([one[0] for one in told])
    found = [Nameless(id, at, tuple(domains), cause, wish, filed.get(id, "")) for id, at, domains, cause, wish in told]
    return sorted(found, key=lambda one: bool(one.hazard))


@house()
def _told_here(organisation: UUID) -> list[tuple[UUID, datetime, list[str], str, str]]:
    """Neither the record nor the words are fetched: what is not asked for cannot be shown."""
    here = Patient.objects.filter(organisation=organisation).values("id")
    rows = HarmTold.objects.filter(patient_id__in=here).order_by("-told_at", "-entry_id")
    return list(rows.values_list("entry_id", "told_at", "domains", "cause", "wish")[:AT_MOST])


def _filed(told: Iterable[UUID]) -> dict[UUID, str]:
    rows = HarmFiled.objects.filter(told__in=list(told)).order_by("at", "id")
    return dict(rows.values_list("told", "hazard"))
