"""Care relationships begin and end here."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from accalmie.foundation.access.models import CareRelationship
from accalmie.foundation.people.models import Person


class NotAProfessional(ValueError):
    """Only a professional can be given the care of a patient."""


def begin_care(*, patient: UUID, professional: Person, now: datetime) -> CareRelationship:
    """From now on this professional cares for this patient. Asked twice, the standing relationship is the answer.

    Raises NotAProfessional.
    """
    if not professional.is_professional:
        raise NotAProfessional(professional.role)
    try:
        with transaction.atomic():
            return CareRelationship.objects.create(
                patient_id=patient, professional=professional, role=professional.role, starts_at=now
            )
    except IntegrityError:
        return CareRelationship.objects.get(patient_id=patient, professional=professional, ends_at__isnull=True)


def end_care(*, patient: UUID, professional: Person, now: datetime) -> None:
    """From this moment the professional opens nothing of this patient's any more."""
    CareRelationship.objects.standing(now).filter(patient_id=patient, professional=professional).update(ends_at=now)
