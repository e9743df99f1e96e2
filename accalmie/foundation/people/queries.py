"""What other rooms and pages read about people."""

from __future__ import annotations

from uuid import UUID

from accalmie.foundation import crypto
from accalmie.foundation.people.codes import PROFESSIONALS, Role
from accalmie.foundation.people.contact import PURPOSE, Contact
from accalmie.foundation.people.models import Patient, Person


def contact_of(patient: Patient) -> Contact:
    """How to reach this patient; empty parts were not given."""
    if patient.contact_sealed is None:
        return Contact()
    return Contact(**crypto.open_json(patient.id, patient.contact_sealed, purpose=PURPOSE))


def patient_named(patient: UUID) -> Patient:
    """One patient with the person beside them. Raises Patient.DoesNotExist."""
    return Patient.objects.named().get(id=patient)


def is_name_free(sign_in_name: str) -> bool:
    """Whether nobody signs in under this name yet, however it is spelt."""
    try:
        Person.objects.get_by_natural_key(sign_in_name)
    except Person.DoesNotExist:
        return True
    return False


def has_administrator() -> bool:
    """Whether somebody may administer this site."""
    return Person.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exists()


def professionals() -> list[Person]:
    """Everybody who works here with patients, by name."""
    return list(Person.objects.filter(role__in=PROFESSIONALS, is_active=True).order_by("called", "id"))
