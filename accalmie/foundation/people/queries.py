"""What other rooms and pages read about people."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from accalmie.foundation import crypto
from accalmie.foundation.people.codes import PROFESSIONALS, STAFF, Role
from accalmie.foundation.people.contact import PURPOSE, Contact
from accalmie.foundation.people.identity import by_name
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


def staff_of(organisation: UUID) -> list[Person]:
    """Everybody who works in this organisation, by name."""
    return by_name(Person.objects.filter(organisation=organisation, role__in=STAFF, is_active=True))


def colleagues_of(person: Person) -> list[Person]:
    """The other professionals of this person's organisation, who may be in a care team, by name."""
    here = Person.objects.filter(organisation=person.organisation_id, role__in=PROFESSIONALS, is_active=True)
    return by_name(here.exclude(id=person.id))


def professionals() -> list[Person]:
    """Everybody who works here with patients, by name."""
    return by_name(Person.objects.filter(role__in=PROFESSIONALS, is_active=True))


def names_of(people: Iterable[UUID]) -> dict[UUID, str]:
    """How each of these people is called; those who are gone are left out."""
    return {person.id: person.called for person in by_name(Person.objects.filter(id__in=set(people)))}
