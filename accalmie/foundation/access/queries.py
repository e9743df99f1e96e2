"""Records reached through their owner: a professional's own patients, a patient's own professionals."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied

from accalmie.foundation.access.models import CareRelationship
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.access.policy import may
from accalmie.foundation.people.models import Patient, PatientQuerySet, Person


class NotYours(PermissionDenied):
    """No such patient, or not in this person's care: the two look the same from outside."""


def patients_of(professional: Person, *, now: datetime) -> PatientQuerySet:
    """Everybody in this professional's care now, with the person beside them, in the order in which they came."""
    cared_for = CareRelationship.objects.standing(now).filter(professional=professional).values("patient_id")
    return Patient.objects.named().filter(id__in=cared_for).order_by("created_at", "id")


def patient_of(
    person: Person, patient: UUID, *, now: datetime, permission: Permission = Permission.RECORD_READ
) -> Patient:
    """One patient, for somebody who may do this to their record now. Raises NotYours."""
    if not may(person, permission, patient=patient, now=now):
        raise NotYours
    found = Patient.objects.named().filter(id=patient).first()
    if found is None:
        raise NotYours
    return found


def professionals_of(patient: UUID, *, now: datetime) -> list[Person]:
    """Who cares for this patient now, the longest first."""
    standing = CareRelationship.objects.standing(now).filter(patient_id=patient)
    return [relation.professional for relation in standing.select_related("professional").order_by("starts_at", "id")]
