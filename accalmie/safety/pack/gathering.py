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
from accalmie.safety.closures.queries import Closed
from accalmie.safety.library import rules
from accalmie.safety.pages import HelpPage, help_lines
from accalmie.safety.plan import pages as plan_pages, queries as plans
from accalmie.safety.plan.models import Version as SealedPlan
from accalmie.safety.plan.pages import PlanPage
from accalmie.safety.reaching import Tried
from accalmie.safety.readiness.house import level_name
from accalmie.safety.readiness.queries import current_rota

logger = logging.getLogger("accalmie.safety")

DAYS_OF_ROTA = 7
_TRIES = 3
_UNREADABLE = (crypto.SealBroken, crypto.KeyMissing, crypto.KeyDestroyed)

Waits = tuple[UUID, Callable[[], str], datetime]
"""Who waits for a contact, what says in words for what, and since when or by when."""
Gather = Callable[[Organisation, datetime], Iterable[Waits]]
_CONTACTS: dict[str, Gather] = {}


def contacts_from(room: str, gather: Gather) -> None:
    """A room says who waits for a contact of today or before: asked for when a pack is made, once for all languages."""
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


@dataclass(frozen=True)
class _Person:
    """Somebody in care as they are kept, before any language: their plan if they shared it."""

    id: UUID
    anchor: str
    called: str
    contact: Contact
    team: tuple[str, ...]
    plan: plans.Version | None
    has_plan: bool
    is_readable: bool


@dataclass(frozen=True)
class Gathered:
    """What one service's pack says, read once: every language says the same."""

    made_at: datetime
    service: str
    clinic: Clinic
    people: dict[UUID, _Person]
    unfound: dict[UUID, _Person]
    alerts: tuple[Alert, ...]
    tries: dict[UUID, list[Tried]]
    names: dict[UUID, str]
    contacts: tuple[Waits, ...]
    rota: tuple[DayOfRota, ...]
    lead: tuple[str, str, str]
    closures: tuple[Closed, ...]


def gather(organisation: Organisation, *, now: datetime) -> Gathered:
    """What the pack of this service says at this moment."""
    people, unfound = _people(organisation, now), _unfound(organisation)
    open_now = _alerts([*people, *unfound])
    tries = _tries(open_now)
    written = {one.plan.written_by for one in people.values() if one.plan is not None and one.plan.together}
    tried = {one.by for many in tries.values() for one in many}
    owners = {one for row in open_now for one in (row.taken_by, row.owner)}
    return Gathered(
        made_at=now,
        service=organisation.name,
        clinic=clinic(organisation),
        people=people,
        unfound=unfound,
        alerts=tuple(open_now),
        tries=tries,
        names=names_of(one for one in (*written, *tried, *owners) if one),
        contacts=tuple(_contacts(organisation, people, now)),
        rota=tuple(_rota(organisation, now)),
        lead=_lead(organisation),
        closures=tuple(closures.ahead(organisation.id, now=now)),
    )


def in_words(gathered: Gathered, language: str) -> PackWords:
    """The same in one language."""
    now = gathered.made_at
    with translation.override(language):
        known = {id: _reachable(one, gathered.names) for id, one in (gathered.people | gathered.unfound).items()}
        return PackWords(
            made_at=now,
            service=gathered.service,
            clinic=gathered.clinic,
            alerts=tuple(_alert(row, known[row.patient_id], gathered) for row in gathered.alerts),
            contacts=tuple(ContactInPack(known[who], say(), at, at < now) for who, say, at in gathered.contacts),
            people=tuple(known[one] for one in gathered.people),
            rota=gathered.rota,
            lead=gathered.lead,
            closures=tuple(
                closure_pages.on_page(one, language, now=now, is_today_only=False) for one in gathered.closures
            ),
            help=help_lines(language),
        )


def _reachable(one: _Person, names: dict[UUID, str]) -> Reachable:
    return Reachable(
        id=one.id,
        anchor=one.anchor,
        called=one.called,
        contact=one.contact,
        team=one.team,
        plan=None if one.plan is None else plan_pages.plan_page(one.plan, names),
        has_plan=one.has_plan,
        is_readable=one.is_readable,
    )


def _alert(row: Alert, person: Reachable, gathered: Gathered) -> AlertInPack:
    owner = row.taken_by or row.owner
    return AlertInPack(
        person=person,
        level=level_name(Level.read(row.level)),
        is_grave=row.severity >= Level.ACTIVE.severity,
        opened_at=row.opened_at,
        due_at=row.due_at,
        is_late=row.due_at < gathered.made_at,
        owner=gathered.names.get(owner, "") if owner else "",
        tries=tuple(alert_pages.try_line(one, gathered.names) for one in gathered.tries.get(row.source, ())),
    )


def _people(organisation: Organisation, now: datetime) -> dict[UUID, _Person]:
    """Everybody in care here, by name."""
    here = list(in_care(organisation.id))
    found = _read(here, _teams([one.id for one in here], now))
    return {one.id: one for one in sorted(found, key=lambda one: (one.called.casefold(), one.anchor))}


def _unfound(organisation: Organisation) -> dict[UUID, _Person]:
    """The record under which worries about people wait whom nobody has found yet: their alerts are of the pack too."""
    rows = Patient.objects.named().filter(id__in=Unfound.objects.filter(organisation=organisation).values("patient_id"))
    return {one.id: one for one in _read(list(rows), {})}


def _read(patients: list[Patient], teams: dict[UUID, tuple[str, ...]]) -> Iterable[_Person]:
    ids = [one.id for one in patients]
    crypto.warm(ids)
    standing = plans.standings(ids)
    shared = plans.sealed(one.version for one in standing.values() if one.version and one.readers and not one.is_empty)
    for patient in patients:
        of = standing.get(patient.id, plans.NONE)
        yield _person(patient, teams.get(patient.id, ()), of, shared.get(of.version) if of.version else None)


def _teams(patients: list[UUID], now: datetime) -> dict[UUID, tuple[str, ...]]:
    rows = CareRelationship.objects.standing(now).filter(basis=CareBasis.TEAM, patient_id__in=patients)
    found: dict[UUID, tuple[str, ...]] = {}
    for row in rows.select_related("professional").order_by("starts_at", "id"):
        found[row.patient_id] = (*found.get(row.patient_id, ()), row.professional.called)
    return found


def _person(patient: Patient, team: tuple[str, ...], standing: plans.Standing, shared: SealedPlan | None) -> _Person:
    """One record that does not open keeps nobody else out of the pack, and is said."""
    anchor = f"p-{patient.id.hex[-12:]}"
    try:
        return _Person(
            id=patient.id,
            anchor=anchor,
            called=patient.person.called,
            contact=contact_of(patient),
            team=team,
            plan=None if shared is None else plans.opened(shared),
            has_plan=not standing.is_empty,
            is_readable=True,
        )
    except _UNREADABLE:
        logger.error("A record could not be opened for the daily pack: %s", patient.id)
        return _Person(patient.id, anchor, str(patient.id), Contact(), team, None, has_plan=False, is_readable=False)


def _alerts(patients: list[UUID]) -> list[Alert]:
    """The open ones, the gravest first."""
    rows = Alert.objects.filter(closed_at__isnull=True, patient_id__in=patients)
    return sorted(rows, key=lambda one: (-one.severity, one.due_at, str(one.source)))


def _tries(rows: list[Alert]) -> dict[UUID, list[Tried]]:
    """The last tries of each."""
    found: dict[UUID, list[Tried]] = {}
    for source, kept in alerts.tries_for(one.source for one in rows).items():
        try:
            found[source] = [alerts.opened(one) for one in kept[:_TRIES]]
        except _UNREADABLE:
            logger.error("The tries of an alert could not be opened for the daily pack: %s", source)
    return found


def _contacts(organisation: Organisation, people: dict[UUID, _Person], now: datetime) -> Iterable[Waits]:
    """Today's and overdue ones, of every room that knows of some, the oldest first."""
    found = [*_to_tell(organisation), *(one for gather in _CONTACTS.values() for one in gather(organisation, now))]
    return (one for one in sorted(found, key=lambda one: (one[2], str(one[0]))) if one[0] in people)


def _to_tell(organisation: Organisation) -> Iterable[Waits]:
    for word in closures.waiting().filter(closure__organisation=organisation):
        yield word.patient_id, lambda: _("To be told of a closure"), word.at


def _rota(organisation: Organisation, now: datetime) -> Iterable[DayOfRota]:
    team = [one for one in on_call.members(now=now) if one.person.organisation_id == organisation.id]
    zone = ZoneInfo(rules().staffed.time_zone)
    reach = {one.person.id: on_call.reach_of(one.person) for one in team}
    for day in (now.astimezone(zone).date() + timedelta(days=count) for count in range(DAYS_OF_ROTA)):
        present = [(one, one.hours_on(day)) for one in team if not one.is_away_on(day)]
        yield DayOfRota(day, tuple(_there(one, hours, reach[one.person.id]) for one, hours in present if hours))


def _there(one: on_call.Member, hours: tuple[str, ...], reach: on_call.Reach) -> tuple[str, str, str, str]:
    return one.person.called, ", ".join(hours), reach.email, reach.telephone


def _lead(organisation: Organisation) -> tuple[str, str, str]:
    rota = current_rota()
    if rota is None or rota.lead.organisation_id != organisation.id:
        return "", "", ""
    reach = on_call.reach_of(rota.lead)
    return rota.lead.called, reach.email, reach.telephone
