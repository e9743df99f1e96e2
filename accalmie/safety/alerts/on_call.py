"""Who is there: the rota in its order, its people's own hours, their leave, and the holes that this leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from django.db.models import Subquery

from accalmie.core.crisis import StaffedHours, Stretch, with_closures
from accalmie.foundation import clock, crypto
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.access.policy import may
from accalmie.foundation.access.queries import left_by, professionals_of
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Patient, Person
from accalmie.foundation.people.resetting import may_mail
from accalmie.foundation.rows import house
from accalmie.safety.alerts.models import Leave, OnCall
from accalmie.safety.closures import queries as closures
from accalmie.safety.library import rules
from accalmie.safety.readiness.models import Rota, RotaMember
from accalmie.safety.readiness.queries import current_rota

PURPOSE = "safety.on_call.reach"
LOOKS_AHEAD = 14  # days for which holes are said
_STEP = timedelta(minutes=15)


class Reach(msgspec.Struct, frozen=True):
    """Where somebody who is on call is told of an alert. Either may be empty."""

    email: str = ""
    telephone: str = ""


@dataclass(frozen=True)
class Member:
    """Somebody on the rota: `week` are hours of their own ({} means all staffed hours), `away` their days of leave,
    `closed` the days on which their service is closed, with the hours in which they cover it."""

    person: Person
    is_trainee: bool = False
    week: Mapping[str, str] = field(default_factory=dict)
    away: tuple[tuple[date, date], ...] = ()
    closed: tuple[Stretch, ...] = ()

    def is_away(self, at: datetime) -> bool:
        return self.is_away_on(at.astimezone(ZoneInfo(rules().staffed.time_zone)).date())

    def is_away_on(self, day: date) -> bool:
        return any(first <= day <= last for first, last in self.away)

    def is_present(self, at: datetime) -> bool:
        """Whether they are there at this moment, as far as their hours and their leave say."""
        return not self.is_away(at) and self._hours.is_staffed(at)

    def hours_on(self, day: date) -> tuple[str, ...]:
        """The hours in which they are there on this day, as far as their hours and closures say."""
        return self._hours.hours_on(day)

    @property
    def _hours(self) -> StaffedHours:
        hours = rules().staffed
        if self.week:
            own = {day: between for day, between in self.week.items() if between}
            hours = StaffedHours(time_zone=hours.time_zone, week=own, closed=hours.closed, territory=hours.territory)  # type: ignore[arg-type]
        return with_closures(hours, self.closed)


@dataclass(frozen=True)
class Called:
    """Who may answer one patient: `present` now, in the order in which they are asked, and `others` who are not away.

    `lead`: who leads on safety; on a site without a rota whoever has that role, and nobody else.
    """

    present: tuple[Person, ...] = ()
    others: tuple[Person, ...] = ()
    lead: Person | None = None

    @property
    def all(self) -> tuple[Person, ...]:
        return self.present + self.others


@house()
def members(rota: Rota | None = None, *, now: datetime | None = None) -> tuple[Member, ...]:
    """The people of a rota (of the one that counts, without an argument) who may answer alerts, in its order."""
    rota = rota or current_rota()
    if rota is None:
        return ()
    places = RotaMember.objects.filter(rota=rota, person__is_active=True).select_related("person__on_call")
    rows = list(places.order_by("position", "id"))
    away = _leave_of(row.person_id for row in rows)
    services = {row.person.organisation_id for row in rows}
    closed = {service: closures.known(service, at=now or clock.now()) for service in services}
    return tuple(
        Member(
            row.person,
            row.is_trainee,
            _week(row.person),
            away.get(row.person_id, ()),
            closures.stretches_in(closed[row.person.organisation_id], person=row.person_id),
        )
        for row in rows
        if may(row.person, Permission.ALERT_TAKE, now=rota.decided_at)
    )


def _week(person: Person) -> dict[str, str]:
    settings: OnCall | None = getattr(person, "on_call", None)
    return {} if settings is None else dict(settings.week)


def _leave_of(people: Iterable[UUID]) -> dict[UUID, tuple[tuple[date, date], ...]]:
    found: dict[UUID, tuple[tuple[date, date], ...]] = {}
    for person, first, last in Leave.objects.filter(person__in=list(people)).values_list(
        "person_id", "first_day", "last_day"
    ):
        found[person] = (*found.get(person, ()), (first, last))
    return found


@house()
def called_for(patient: UUID, *, now: datetime) -> Called:
    """Who is asked to answer this patient now: nobody of another organisation, nobody whom the patient left, first who
    follows them, trainees last."""
    rota = current_rota()
    home = Patient.objects.filter(id=patient).values_list("organisation_id", flat=True).first()
    if rota is None:
        return Called(lead=lead_of(home))
    gone, team = left_by(patient), {one.id for one in professionals_of(patient, now=now)}
    able = [one for one in members(rota, now=now) if one.person.organisation_id == home and one.person.id not in gone]
    able.sort(key=lambda one: (one.is_trainee, one.person.id not in team))
    here = [one for one in able if not one.is_away(now)]
    present = tuple(one.person for one in here if one.is_present(now))
    return Called(present, tuple(one.person for one in here if one.person not in present), rota.lead)


@house()
def lead_of(organisation: UUID | None) -> Person | None:
    """Who leads on safety: on the rota that counts, or without one by their role in this organisation."""
    rota = current_rota()
    if rota is not None:
        return rota.lead
    able = Person.objects.filter(role=Role.SAFETY_LEAD, is_active=True, organisation=organisation)
    return able.order_by("created_at", "id").first()


def is_on_rota(person: Person) -> bool:
    """Whether this person answers alerts here: asked for each of their pages, in one query."""
    if not may(person, Permission.ALERT_TAKE, now=clock.now()):
        return False
    latest = Rota.objects.order_by("-decided_at", "-id").values("id")[:1]
    return RotaMember.objects.filter(person=person, rota_id=Subquery(latest)).exists()


def is_trainee(person: Person) -> bool:
    """Whether this person answers alerts beside a colleague only."""
    return any(one.person.id == person.id and one.is_trainee for one in members())


@house()
def away_in(organisation: UUID, *, on: date) -> dict[UUID, date]:
    """Who of this organisation said that they are on leave on this day, and its last day for each."""
    rows = Leave.objects.filter(first_day__lte=on, last_day__gte=on).order_by("last_day")
    found = rows.values_list("person_id", "last_day", "person__organisation_id")
    return {person: until for person, until, at_home in found if at_home == organisation}


def is_away(person: Person, at: datetime) -> bool:
    """Whether this person said that they are on leave on this day."""
    return Member(person, away=_leave_of([person.id]).get(person.id, ())).is_away(at)


def holes(now: datetime, *, days: int = LOOKS_AHEAD) -> list[tuple[datetime, datetime]]:
    """The staffed times of the coming days in which nobody of the rota is there but trainees, in quarters of an hour.

    A rota without anybody is one hole.
    """
    rota = current_rota()
    team = [one for one in members(rota, now=now) if not one.is_trainee]
    staffed = rules().staffed if rota is None else closures.hours_of(rota.lead.organisation_id, at=now)
    found: list[tuple[datetime, datetime]] = []
    for opens, closes in staffed.windows(now):
        if opens > now + timedelta(days=days):
            break
        found += _holes_in(team, max(opens, now), closes)
    return found


def _holes_in(team: list[Member], opens: datetime, closes: datetime) -> list[tuple[datetime, datetime]]:
    found: list[tuple[datetime, datetime]] = []
    at = opens
    while at < closes:
        ends = min(at + _STEP, closes)
        if not any(one.is_present(at) for one in team):
            joined = found and found[-1][1] == at
            found[-1:] = [(found[-1][0], ends)] if joined else [*found[-1:], (at, ends)]
        at = ends
    return found


@house()
def reach_of(person: Person) -> Reach:
    """Where this person is told of an alert; empty for what they have not given. Whoever leads on safety and has given
    nothing yet is told where they sign in, if that is an address."""
    row = OnCall.objects.filter(person=person).first()
    if row is None:
        is_address = person.role == Role.SAFETY_LEAD and may_mail(person.sign_in_name)
        return Reach(email=person.sign_in_name if is_address else "")
    try:
        return crypto.open_as(person.sealed_for, row.reach_sealed, Reach, purpose=PURPOSE)
    except crypto.KeyDestroyed:
        return Reach()


@house()
def lead_address() -> list[str]:
    """The address of whoever leads on safety, if they gave one: they are told when no worker runs."""
    rota = current_rota()
    address = "" if rota is None else reach_of(rota.lead).email
    return [address] if address else []


def unreachable(now: datetime) -> list[Person]:
    """Who answers alerts and has given neither address nor telephone: they see alerts on their pages only."""
    return [one.person for one in members() if reach_of(one.person) == Reach()]


def save_on_call(*, person: Person, reach: Reach, week: Mapping[str, str], now: datetime) -> None:
    """How and when this person is reached. A week without hours means all staffed hours."""
    sealed = crypto.seal_json(person.sealed_for, reach, purpose=PURPOSE)
    kept = {"reach_sealed": sealed, "week": {day: hours for day, hours in week.items() if hours}, "changed_at": now}
    OnCall.objects.update_or_create(person=person, defaults=kept)


def leave_of(person: Person, *, since: date) -> list[Leave]:
    """This person's leave that is not over, in order."""
    return list(Leave.objects.filter(person=person, last_day__gte=since).order_by("first_day", "id"))


BeforeLeave = Callable[[Person, date, date], str]
_BEFORE: dict[str, BeforeLeave] = {}


def ask_before_leave(room: str, elsewhere: BeforeLeave) -> None:
    """A room says where days away are to be planned first, because somebody would be left alone; "" for nowhere."""
    _BEFORE[room] = elsewhere


def planned_first_at(person: Person, first_day: date, last_day: date) -> str:
    """Where this person plans these days first; empty when nothing stands in their way."""
    return next((where for ask in _BEFORE.values() if (where := ask(person, first_day, last_day))), "")


def add_leave(*, person: Person, first_day: date, last_day: date) -> Leave:
    """Days on which this person is away. The same days again change nothing. Raises IntegrityError when they end
    before they begin."""
    made, _is_new = Leave.objects.get_or_create(person=person, first_day=first_day, last_day=last_day)
    return made


def take_leave_back(*, person: Person, leave: UUID) -> None:
    """They are there after all."""
    Leave.objects.filter(person=person, id=leave).delete()
