"""The one place where permission is decided. The default is no.

Somebody reaches a record on a *ground*: it is their own, they are in its care team, the patient agreed or gave them a
mandate, or they broke the glass. Each ground says what it opens; a person may do what one of their grounds opens. No
ground but the patient's own word (consent, mandate) leads from one organisation into another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto
from uuid import UUID

from accalmie.foundation.access.models import CareRelationship, EmergencyOpening, Mandate
from accalmie.foundation.access.permissions import (
    AT_LARGE,
    BY_CONSENT,
    BY_MANDATE,
    IN_CARE,
    IN_EMERGENCY,
    IN_ORGANISATION,
    OWN,
    Permission,
    Permissions,
)
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Patient, Person

_NOTHING: Permissions = frozenset()
_STILL_OWN: Permissions = frozenset({Permission.RECORD_READ})
"""A closed record takes nothing more in; its owner goes on reading it."""


class Basis(StrEnum):
    """What a record is opened on: what the access log says of the opening."""

    OWN = auto()
    CARE = auto()
    CONSENT = auto()
    MANDATE = auto()
    BREAK_GLASS = auto()
    SEEN_AS = auto()
    """A professional looked at a page as its patient sees it: no ground of its own, only what the log says of it."""
    PACK = auto()
    """In the daily pack that somebody took from this site: no ground of its own, only what the log says of it."""
    LIST = auto()
    """On the list of their patients that a professional took away as a file: as of a pack, only the log says it."""


@dataclass(frozen=True, slots=True)
class Ground:
    """One way by which somebody reaches a record, and what it opens."""

    basis: Basis
    opens: Permissions


def may(person: Person, permission: Permission, *, patient: UUID | None = None, now: datetime) -> bool:
    """Whether this person may do this now: to one patient's record, or, without `patient`, on the site itself."""
    if patient is not None:
        return basis_of(person, permission, patient=patient, now=now) is not None
    return person.is_active and permission in AT_LARGE.get(Role(person.role), _NOTHING)


def basis_of(person: Person, permission: Permission, *, patient: UUID, now: datetime) -> Basis | None:
    """On what this person may do this to one patient's record now; None: they may not."""
    if permission not in _AT_MOST.get(Role(person.role), _NOTHING):
        return None  # a role that never gives this needs no query to be refused
    grounds = _grounds(person, patient, now)
    return next((ground.basis for ground in grounds if permission in ground.opens), None)


def granted(person: Person, *, patient: UUID, now: datetime) -> Permissions:
    """Everything that this person may do to one patient's record now: what a page may show and offer."""
    return _NOTHING.union(*(ground.opens for ground in _grounds(person, patient, now)))


def may_to_all_here(person: Person, permission: Permission) -> bool:
    """Whether this person may do this to every patient of their own organisation: for lists of all of them."""
    return person.is_active and permission in IN_ORGANISATION.get(Role(person.role), _NOTHING)


def _grounds(person: Person, patient: UUID, now: datetime) -> Iterator[Ground]:
    """The grounds on which this person reaches this record, the most ordinary first; each asks when its turn comes."""
    if not person.is_active:
        return
    if person.is_patient:
        if person.patient_id == patient:
            yield Ground(Basis.OWN, _STILL_OWN if person.is_closed else OWN)
        return
    if not Patient.objects.open().filter(id=patient).exists():
        return  # a closed record is closed to everybody but its owner and the officer's procedure
    for ask in _ASKED:
        yield from ask(person, patient, now)


def _in_care(person: Person, patient: UUID, now: datetime) -> Iterable[Ground]:
    """Care team and consents, in one query. A team does not reach beyond its organisation: its row opens nothing
    there."""
    relations = CareRelationship.objects.standing(now).filter(professional=person, patient_id=patient)
    for relation in relations.with_organisation():
        opens = IN_CARE.get(Role(person.role), _NOTHING) & IN_CARE.get(Role(relation.role), _NOTHING)
        if relation.is_by_consent:
            agreed = _NOTHING.union(*(BY_CONSENT.get(purpose, _NOTHING) for purpose in relation.purposes))
            yield Ground(Basis.CONSENT, opens & agreed)
        elif relation.patients_organisation == person.organisation_id:
            yield Ground(Basis.CARE, opens)


def _in_organisation(person: Person, patient: UUID, now: datetime) -> Iterable[Ground]:
    opens = IN_ORGANISATION.get(Role(person.role), _NOTHING)
    if opens and Patient.objects.filter(id=patient, organisation=person.organisation_id).exists():
        yield Ground(Basis.CARE, opens)


def _by_mandate(person: Person, patient: UUID, now: datetime) -> Iterable[Ground]:
    if person.role != Role.HELPER:
        return
    for mandate in Mandate.objects.standing(now).filter(helper=person, patient_id=patient):
        yield Ground(Basis.MANDATE, _NOTHING.union(*(BY_MANDATE.get(power, _NOTHING) for power in mandate.powers)))


def _in_emergency(person: Person, patient: UUID, now: datetime) -> Iterable[Ground]:
    opens = IN_EMERGENCY.get(Role(person.role), _NOTHING)
    openings = EmergencyOpening.objects.standing(now).filter(professional=person, patient_id=patient)
    if opens and openings.filter(organisation=person.organisation_id).exists():
        yield Ground(Basis.BREAK_GLASS, opens)


_ASKED: tuple[Callable[[Person, UUID, datetime], Iterable[Ground]], ...] = (
    _in_care,
    _in_organisation,
    _by_mandate,
    _in_emergency,
)

_AT_MOST: dict[Role, Permissions] = {
    role: _NOTHING.union(
        *(table.get(role, _NOTHING) for table in (IN_CARE, IN_EMERGENCY, IN_ORGANISATION)),
        OWN if role == Role.PATIENT else _NOTHING,
        *(BY_MANDATE.values() if role == Role.HELPER else ()),
    )
    for role in Role
}
"""The most that any ground could open to a role."""
