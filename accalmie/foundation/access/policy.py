"""The one place where permission is decided. The default is no."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from accalmie.foundation.access.models import CareRelationship
from accalmie.foundation.access.permissions import AT_LARGE, IN_CARE, OWN, Permission
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Person


def may(person: Person, permission: Permission, *, patient: UUID | None = None, now: datetime) -> bool:
    """Whether this person may do this now: to one patient's record, or, without `patient`, on the site itself."""
    if not person.is_active:
        return False
    if patient is None:
        return permission in AT_LARGE.get(Role(person.role), frozenset())
    if person.is_patient:
        return permission in OWN and person.patient_id == patient
    return _in_care(person, permission, patient, now)


def _in_care(person: Person, permission: Permission, patient: UUID, now: datetime) -> bool:
    """Asks the role first: somebody whose role never gives this needs no query to be refused."""
    if permission not in IN_CARE.get(Role(person.role), frozenset()):
        return False
    relations = CareRelationship.objects.standing(now).filter(professional=person, patient_id=patient)
    return any(permission in IN_CARE.get(Role(role), frozenset()) for role in relations.values_list("role", flat=True))
