"""What happens to accounts: signing up, new professionals, settings, and the contact details that a person gives."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from uuid import UUID
from zoneinfo import available_timezones

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from accalmie.core.entries import ConsentGiven, ConsentWithdrawn
from accalmie.foundation import crypto, journal
from accalmie.foundation.design.preferences import Preferences
from accalmie.foundation.people import consents
from accalmie.foundation.people.codes import AgeBand, Role
from accalmie.foundation.people.contact import PURPOSE, Contact
from accalmie.foundation.people.models import Patient, Person, sign_in_name_of


class NameTaken(ValueError):
    """Another person signs in under this name."""


class UnderAge(ValueError):
    """Accalmie keeps nothing about people under 18: other doors are open to them."""


class UnknownTimeZone(ValueError):
    """Not the name of a time zone."""


def sign_up(
    *,
    sign_in_name: str,
    password: str,
    called: str,
    language: str,
    age_band: AgeBand,
    agreed: Collection[str],
    now: datetime,
    time_zone: str = Preferences().time_zone,
) -> Person:
    """A new patient's account, with their key and one ConsentGiven for each purpose in `agreed`.

    Raises UnderAge, consents.ConsentMissing or NameTaken; nothing is kept then.
    """
    if age_band == AgeBand.UNDER_18:
        raise UnderAge
    if consents.CARE not in agreed:
        raise consents.ConsentMissing
    with transaction.atomic():
        person = _create(
            sign_in_name, password, called, role=Role.PATIENT, language=language, time_zone=time_zone, now=now
        )
        patient = Patient.objects.create(person=person, age_band=age_band, created_at=now)
        # The key store is another database: should this transaction fail from here on, a key that opens nothing stays.
        crypto.create_key(patient.id)
        for purpose in sorted(agreed):
            entry = ConsentGiven(purpose=purpose, text_version=consents.TEXT_VERSIONS[purpose])
            journal.append(patient.id, entry, by=person.id, now=now)
    return person


def create_professional(
    *, sign_in_name: str, password: str, called: str, language: str, now: datetime, role: Role = Role.PSYCHOLOGIST
) -> Person:
    """A new professional's account. Raises NameTaken."""
    return _create(sign_in_name, password, called, role=role, language=language, now=now)


def create_administrator(*, sign_in_name: str, password: str, called: str, language: str, now: datetime) -> Person:
    """A new administrator's account: runs the site, and opens no patient's record. Raises NameTaken."""
    return _create(sign_in_name, password, called, role=Role.ADMINISTRATOR, language=language, now=now)


def save_settings(*, person: Person, called: str, preferences: Preferences) -> None:
    """How this person is addressed and wishes the pages to be. Raises UnknownTimeZone."""
    if preferences.time_zone not in available_timezones():
        raise UnknownTimeZone(preferences.time_zone)
    person.called = called
    for name, value in asdict(preferences).items():
        setattr(person, name, value)
    person.save(update_fields=["called", *asdict(preferences)])


def use_language(*, person: Person, language: str) -> None:
    """Pages for this person in this language, from now on."""
    person.language = language
    person.save(update_fields=["language"])


def save_contact(*, patient: Patient, contact: Contact) -> None:
    """Keep how to reach this patient, sealed under their own key; an empty contact removes what was kept."""
    empty = contact == Contact()
    patient.contact_sealed = None if empty else crypto.seal_json(patient.id, asdict(contact), purpose=PURPOSE)
    patient.save(update_fields=["contact_sealed"])


def give_consent(*, patient: UUID, purpose: str, by: UUID, now: datetime) -> None:
    """Agree to one purpose, in the words that stand now."""
    journal.append(patient, ConsentGiven(purpose=purpose, text_version=consents.TEXT_VERSIONS[purpose]), by=by, now=now)


def withdraw_consent(*, patient: UUID, purpose: str, by: UUID, now: datetime) -> None:
    """Take back the consent to one purpose, from this moment."""
    journal.append(
        patient, ConsentWithdrawn(purpose=purpose, text_version=consents.TEXT_VERSIONS[purpose]), by=by, now=now
    )


def _create(
    sign_in_name: str,
    password: str,
    called: str,
    *,
    role: Role,
    language: str,
    now: datetime,
    time_zone: str = Preferences().time_zone,
) -> Person:
    person = Person(
        sign_in_name=sign_in_name_of(sign_in_name),
        password=make_password(password),
        called=called.strip() or sign_in_name.strip(),
        role=role,
        language=language,
        time_zone=time_zone,
        created_at=now,
    )
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError:
        if Person.objects.filter(sign_in_name=person.sign_in_name).exists():
            raise NameTaken(person.sign_in_name) from None
        raise
    return person
