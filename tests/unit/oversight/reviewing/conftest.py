"""Who looks: Alice whose record it is, Claire who cares for her, Bob who does not, Charlie who is another patient."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.test import Client

from accalmie.foundation.access.actions import begin_care
from accalmie.foundation.people.models import Person
from tests.client import StrictClient
from tests.factories import people
from tests.factories.people import NOW


@pytest.fixture
def alice() -> Person:
    return people.patient_person("Alice")


@pytest.fixture
def record(alice: Person) -> UUID:
    assert alice.patient_id is not None
    return alice.patient_id


@pytest.fixture
def claire(record: UUID) -> Person:
    """The psychologist who cares for Alice."""
    person = people.psychologist("Claire Morel")
    begin_care(patient=record, professional=person, now=NOW)
    return person


def browser_of(person: Person) -> Client:
    client = StrictClient()
    client.force_login(person)
    return client


@pytest.fixture
def desk(claire: Person) -> Client:
    return browser_of(claire)


@pytest.fixture
def bob() -> Client:
    return browser_of(people.psychologist("Bob"))


@pytest.fixture
def charlie() -> Client:
    return browser_of(people.patient_person("Charlie"))
