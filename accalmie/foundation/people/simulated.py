"""People who do not exist: made by `accalmie simulate`, marked as such, and unable to sign in unless this is a demo."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from accalmie.foundation.people.codes import AgeBand, Role
from accalmie.foundation.people.finding import note_name
from accalmie.foundation.people.models import Organisation, Patient, Person
from accalmie.foundation.statements import save

NOBODY = "!simulated"
"""Stands where a password's hash would: no password gives it."""


def simulate_patient(
    *,
    patient: UUID,
    person: UUID,
    sign_in_name: str,
    called: str,
    language: str,
    age: int,
    now: datetime,
    organisation: Organisation,
    password: str = NOBODY,
) -> Patient:
    """A patient who does not exist. `password` is a hash, given in a demo only; `age` in years.

    Raises IntegrityError when somebody has this name or one of these ids.
    """
    account = _account(person, patient, sign_in_name, called, Role.PATIENT, language, now, password, organisation)
    row = Patient(
        id=patient, person=account, organisation=organisation, age_band=_band(age), created_at=now, is_simulated=True
    )
    save(account)
    save(row)
    note_name(row, called)
    return row


def simulate_professional(
    *,
    person: UUID,
    sign_in_name: str,
    called: str,
    language: str,
    now: datetime,
    organisation: Organisation,
    password: str = NOBODY,
) -> Person:
    """A professional who does not exist."""
    account = _account(person, person, sign_in_name, called, Role.PSYCHOLOGIST, language, now, password, organisation)
    save(account)
    return account


def has_real_patients() -> bool:
    """Whether somebody who exists has a record here."""
    return Patient.objects.filter(is_simulated=False).exists()


def _account(
    person: UUID,
    sealed_for: UUID,
    sign_in_name: str,
    called: str,
    role: Role,
    language: str,
    now: datetime,
    password: str,
    organisation: Organisation,
) -> Person:
    return Person(
        id=person,
        password=password,
        role=role,
        organisation=organisation,
        language=language,
        is_active=password != NOBODY,
        created_at=now,
    ).name(sign_in_name=sign_in_name, called=called, record=sealed_for)


def _band(age: int) -> AgeBand:
    reached = [AgeBand.FROM_18] + [
        band for band, from_ in ((AgeBand.FROM_25, 25), (AgeBand.FROM_45, 45), (AgeBand.FROM_65, 65)) if age >= from_
    ]
    return reached[-1]
