"""What happens to accounts: signing up, new professionals, settings, and the contact details that a person gives."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from uuid import UUID
from zoneinfo import available_timezones

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.db.models import F
from uuid6 import uuid7

from accalmie.core.entries import ConsentGiven, ConsentWithdrawn
from accalmie.foundation import crypto, journal
from accalmie.foundation.design.preferences import Preferences
from accalmie.foundation.people import consents, organisations, sessions
from accalmie.foundation.people.codes import AgeBand, Role
from accalmie.foundation.people.contact import PURPOSE, Contact
from accalmie.foundation.people.finding import note_name
from accalmie.foundation.people.identity import sign_in_index_of
from accalmie.foundation.people.models import Organisation, Patient, Person
from accalmie.foundation.rows import house, writing, written


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
    organisation: Organisation | None = None,
) -> Person:
    """A new patient's account, with their key and one ConsentGiven for each purpose in `agreed`.

    Raises UnderAge, consents.ConsentMissing or NameTaken; nothing is kept then.
    """
    if age_band == AgeBand.UNDER_18:
        raise UnderAge
    if consents.CARE not in agreed:
        raise consents.ConsentMissing
    record = uuid7()
    with transaction.atomic(), house(), writing(record):
        person = _create(
            sign_in_name,
            password,
            called,
            role=Role.PATIENT,
            record=record,
            language=language,
            time_zone=time_zone,
            organisation=organisation,
            now=now,
        )
        patient = Patient.objects.create(
            id=record, person=person, organisation=person.organisation, age_band=age_band, created_at=now
        )
        note_name(patient, person.called)
        for purpose in sorted(agreed):
            entry = ConsentGiven(purpose=purpose, text_version=consents.TEXT_VERSIONS[purpose])
            journal.append(patient.id, entry, by=person.id, now=now)
    return person


def create_professional(
    *,
    sign_in_name: str,
    password: str,
    called: str,
    language: str,
    now: datetime,
    role: Role = Role.PSYCHOLOGIST,
    organisation: Organisation | None = None,
) -> Person:
    """A new account for somebody who works here, in any role but a patient's. Raises NameTaken."""
    return _create(sign_in_name, password, called, role=role, language=language, organisation=organisation, now=now)


def create_administrator(
    *,
    sign_in_name: str,
    password: str,
    called: str,
    language: str,
    now: datetime,
    organisation: Organisation | None = None,
) -> Person:
    """A new administrator's account: runs the site, and opens no patient's record. Raises NameTaken."""
    return _create(
        sign_in_name,
        password,
        called,
        role=Role.ADMINISTRATOR,
        language=language,
        organisation=organisation,
        now=now,
    )


def save_settings(*, person: Person, called: str, preferences: Preferences) -> None:
    """How this person is addressed and wishes the pages to be. Raises UnknownTimeZone."""
    if preferences.time_zone not in available_timezones():
        raise UnknownTimeZone(preferences.time_zone)
    person.called = called
    for name, value in asdict(preferences).items():
        setattr(person, name, value)
    with transaction.atomic():
        person.save(update_fields=["sealed_for", "identity_sealed", *asdict(preferences)])
        patient = Patient.objects.of(person)
        if patient is not None:
            note_name(patient, called)


def end_sessions(*, person: Person) -> None:
    """Every session of this person ends, wherever it is, with its next request."""
    person.session_epoch += 1
    person.save(update_fields=["session_epoch"])


def use_language(*, person: Person, language: str) -> None:
    """Pages for this person in this language, from now on."""
    person.language = language
    person.save(update_fields=["language"])


@written
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


@written
def close_record(*, patient: UUID, now: datetime) -> None:
    """From the next request on, this record is closed to everybody who cares for its owner."""
    Patient.objects.open().filter(id=patient).update(restricted_at=now)


@written
def open_record(*, patient: UUID) -> None:
    """The record is what it was before it was closed."""
    Patient.objects.filter(id=patient).update(restricted_at=None)


def close_account(*, patient: Patient) -> None:
    """Nobody signs in as this patient any more, and every session of theirs ends."""
    with writing(patient.id):
        mine = Person.objects.filter(id=patient.person_id)
        mine.update(is_active=False, session_epoch=F("session_epoch") + 1)
    sessions.end_all(patient.person_id)


@written
def open_account_again(*, patient: Patient) -> None:
    """They may sign in again."""
    Person.objects.filter(id=patient.person_id).update(is_active=True)


@house()
def _create(
    sign_in_name: str,
    password: str,
    called: str,
    *,
    role: Role,
    language: str,
    organisation: Organisation | None,
    now: datetime,
    time_zone: str = Preferences().time_zone,
    record: UUID | None = None,
) -> Person:
    """A row whose names are sealed under the key of this record, made here, or under the person's own.

    The key store is another database: should the transaction fail from here on, a key that opens nothing stays.
    """
    if Person.objects.filter(sign_in_index=sign_in_index_of(sign_in_name)).exists():
        raise NameTaken
    person = Person(
        password=make_password(password),
        role=role,
        organisation=organisation or organisations.first(now=now),
        language=language,
        time_zone=time_zone,
        created_at=now,
    ).name(sign_in_name=sign_in_name, called=called.strip() or sign_in_name.strip(), record=record)
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError:
        if Person.objects.filter(sign_in_index=person.sign_in_index).exists():
            raise NameTaken from None
        raise
    return person
