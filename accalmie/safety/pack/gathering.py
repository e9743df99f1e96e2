"""What a pack says of one service, gathered when it is made: alerts, contacts, people, plans, rota, numbers."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _

from accalmie.core.crisis import Level
from accalmie.foundation import crypto
from accalmie.foundation.access.codes import CareBasis
from accalmie.foundation.access.models import CareRelationship
from accalmie.foundation.clinic.queries import Clinic, clinic
from accalmie.foundation.people.contact import Contact
from accalmie.foundation.people.models import Organisation, Patient
from accalmie.foundation.people.queries import contact_of, names_of
from accalmie.safety.alerts import on_call, pages as alert_pages, queries as alerts
from accalmie.safety.alerts.models import Alert, Unfound
from accalmie.safety.closures import pages as closure_pages, queries as closures
from accalmie.safety.closures.in_care import in_care
from accalmie.safety.closures.pages import ClosureOnPage
from accalmie.safety.library import rules
from accalmie.safety.pages import HelpPage, help_lines
from accalmie.safety.plan import pages as plan_pages, queries as plans
from accalmie.safety.plan.pages import PlanPage
from accalmie.safety.readiness.house import level_name
from accalmie.safety.readiness.queries import current_rota

logger = logging.getLogger("accalmie.safety")

DAYS_OF_ROTA = 7
_TRIES = 3
_UNREADABLE = (crypto.SealBroken, crypto.KeyMissing, crypto.KeyDestroyed)

Waits = tuple[UUID, str, datetime]
"""Who waits for a contact, for what in words, and since when or by when."""
Gather = Callable[[Organisation, datetime], Iterable[Waits]]
_CONTACTS: dict[str, Gather] = {}


def contacts_from(room: str, gather: Gather) -> None:
    """A room says who waits for a contact of today or before: asked for when a pack is made, in its language."""
    _CONTACTS[room] = gather


@dataclass(frozen=True)
class Reachable:
    """Somebody in care: how to reach them, who follows them, and their plan if they shared it with their team.

    `anchor` is where the page has them, `is_readable` false when what they gave could not be opened."""

    id: UUID
    anchor: str
    called: str
    contact: Contact
    team: tuple[str, ...]
    plan: PlanPage | None
    has_plan: bool
    is_readable: bool


@dataclass(frozen=True)
class AlertInPack:
    """An open alert: who answers it, by when, and the last tries to reach the person."""

    person: Reachable
    level: str
    is_grave: bool
    opened_at: datetime
    due_at: datetime
    is_late: bool
    owner: str
    tries: tuple[alert_pages.TryLine, ...]


@dataclass(frozen=True)
class ContactInPack:
    """Somebody who waits for a contact, why, and since or by when."""

    person: Reachable
    what: str
    at: datetime
    is_late: bool


@dataclass(frozen=True)
class DayOfRota:
    """Who is there on one day, as (name, hours, e-mail, telephone)."""

    day: date
    members: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True)
class PackWords:
    """Everything that a pack says, in one language."""

    made_at: datetime
    service: str
    clinic: Clinic
    alerts: tuple[AlertInPack, ...]
    contacts: tuple[ContactInPack, ...]
    people: tuple[Reachable, ...]
    rota: tuple[DayOfRota, ...]
    lead: tuple[str, str, str]
    closures: tuple[ClosureOnPage, ...]
    help: HelpPage


def gather(organisation: Organisation, language: str, *, now: datetime) -> PackWords:
    """What the pack of this service says at this moment."""
    with translation.override(language):
        people = _people(organisation, now)
        return PackWords(
            made_at=now,
            service=organisation.name,
            clinic=clinic(organisation),
            alerts=tuple(_alerts(people | _unfound(organisation), now)),
            contacts=tuple(_contacts(organisation, people, now)),
            people=tuple(people.values()),
            rota=tuple(_rota(organisation, now)),
            lead=_lead(organisation),
            closures=tuple(
                closure_pages.on_page(one, language, now=now, is_today_only=False)
                for one in closures.ahead(organisation.id, now=now)
            ),
            help=help_lines(language),
        )


def _people(organisation: Organisation, now: datetime) -> dict[UUID, Reachable]:
    """Everybody in care here, by name."""
    here = list(in_care(organisation.id))
    crypto.warm([one.id for one in here])
    teams = _teams([one.id for one in here], now)
    found = [_reachable(one, teams.get(one.id, ())) for one in here]
    return {one.id: one for one in sorted(found, key=lambda one: (one.called.casefold(), one.anchor))}


def _unfound(organisation: Organisation) -> dict[UUID, Reachable]:
    """The record under which worries about people wait whom nobody has found yet: their alerts are of the pack too."""
    rows = Patient.objects.named().filter(id__in=Unfound.objects.filter(organisation=organisation).values("patient_id"))
    return {one.id: _reachable(one, ()) for one in rows}


def _teams(patients: list[UUID], now: datetime) -> dict[UUID, tuple[str, ...]]:
    rows = CareRelationship.objects.standing(now).filter(basis=CareBasis.TEAM, patient_id__in=patients)
    found: dict[UUID, tuple[str, ...]] = {}
    for row in rows.select_related("professional").order_by("starts_at", "id"):
        found[row.patient_id] = (*found.get(row.patient_id, ()), row.professional.called)
    return found


def _reachable(patient: Patient, team: tuple[str, ...]) -> Reachable:
    """One record that does not open keeps nobody else out of the pack, and is said."""
    anchor = f"p-{patient.id.hex[-12:]}"
    try:
        standing = plans.standing(patient.id)
        last = plans.latest(patient.id) if standing.readers and not standing.is_empty else None
        return Reachable(
            id=patient.id,
            anchor=anchor,
            called=patient.person.called,
            contact=contact_of(patient),
            team=team,
            plan=None if last is None else plan_pages.plan_page(last),
            has_plan=not standing.is_empty,
            is_readable=True,
        )
    except _UNREADABLE:
        logger.error("A record could not be opened for the daily pack: %s", patient.id)
        return Reachable(patient.id, anchor, str(patient.id), Contact(), team, None, has_plan=False, is_readable=False)


def _alerts(people: dict[UUID, Reachable], now: datetime) -> Iterable[AlertInPack]:
    rows = list(Alert.objects.filter(closed_at__isnull=True, patient_id__in=list(people)))
    names = names_of(one for row in rows for one in (row.taken_by, row.owner) if one)
    for row in sorted(rows, key=lambda one: (-one.severity, one.due_at, str(one.source))):
        owner = row.taken_by or row.owner
        yield AlertInPack(
            person=people[row.patient_id],
            level=level_name(Level.read(row.level)),
            is_grave=row.severity >= Level.ACTIVE.severity,
            opened_at=row.opened_at,
            due_at=row.due_at,
            is_late=row.due_at < now,
            owner=names.get(owner, "") if owner else "",
            tries=_tries(row),
        )


def _tries(row: Alert) -> tuple[alert_pages.TryLine, ...]:
    try:
        tried = alerts.tries(row.patient_id, row.source)[:_TRIES]
    except _UNREADABLE:
        logger.error("The tries of an alert could not be opened for the daily pack: %s", row.source)
        return ()
    names = names_of(one.by for one in tried if one.by)
    return tuple(alert_pages.try_line(one, names) for one in tried)


def _contacts(organisation: Organisation, people: dict[UUID, Reachable], now: datetime) -> Iterable[ContactInPack]:
    """Today's and overdue ones, of every room that knows of some, the oldest first."""
    found = [*_to_tell(organisation), *(one for gather in _CONTACTS.values() for one in gather(organisation, now))]
    for patient, what, at in sorted(found, key=lambda one: (one[2], str(one[0]))):
        if patient in people:
            yield ContactInPack(people[patient], what, at, is_late=at < now)


def _to_tell(organisation: Organisation) -> Iterable[Waits]:
    for word in closures.waiting().filter(closure__organisation=organisation):
        yield word.patient_id, _("To be told of a closure"), word.at


def _rota(organisation: Organisation, now: datetime) -> Iterable[DayOfRota]:
    team = [one for one in on_call.members(now=now) if one.person.organisation_id == organisation.id]
    zone = ZoneInfo(rules().staffed.time_zone)
    for day in (now.astimezone(zone).date() + timedelta(days=count) for count in range(DAYS_OF_ROTA)):
        present = [(one, one.hours_on(day)) for one in team if not one.is_away_on(day)]
        yield DayOfRota(day, tuple(_there(one, hours) for one, hours in present if hours))


def _there(one: on_call.Member, hours: tuple[str, ...]) -> tuple[str, str, str, str]:
    reach = on_call.reach_of(one.person)
    return one.person.called, ", ".join(hours), reach.email, reach.telephone


def _lead(organisation: Organisation) -> tuple[str, str, str]:
    rota = current_rota()
    if rota is None or rota.lead.organisation_id != organisation.id:
        return "", "", ""
    reach = on_call.reach_of(rota.lead)
    return rota.lead.called, reach.email, reach.telephone
