"""Somebody who may open one record puts into its addresses and forms what belongs to another: to another patient, or to
another organisation. `matrix` tries whole records of others; here each identifier is tried alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from accalmie.capabilities.care import actions as care
from accalmie.foundation import clock, journal
from accalmie.foundation.access.actions import begin_care
from accalmie.foundation.access.queries import relations_of
from accalmie.foundation.people import organisations
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Person
from tests.factories import people
from tests.security import matrix
from tests.security.attackers import STORES, NothingStays
from tests.security.records import Record, full_record

pytestmark = [pytest.mark.database, pytest.mark.django_db(databases=STORES)]

EVERYWHERE = {"patient", "module", "tool", "night"}
"""What names nothing of one record alone."""


@pytest.fixture
def own() -> Record:
    return full_record(organisations.first(now=people.NOW), called="Smaltine", words="cardon-solaire")


@pytest.fixture
def claire(own: Record) -> Person:
    person = people.psychologist("Claire Morel")
    begin_care(patient=own.patient, professional=person, now=clock.now())
    return person


def signed_in(person: Person) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


def written_in(*records: Record) -> list[UUID]:
    return [one.id for record in records for one in journal.entries(record.patient)]


def test_what_belongs_to_another_patient_is_not_there_under_ones_own(
    own: Record, record: Record, claire: Person
) -> None:
    client, found, tried = signed_in(claire), [], 0
    for name, pattern in matrix.addresses():
        asked = set(pattern.pattern.converters)
        for theirs in sorted(asked - EVERYWHERE) if "patient" in asked else ():
            if theirs not in record.ids:
                continue
            path = matrix.path_of(name, pattern, own.ids | {theirs: record.ids[theirs]})
            for method in ("get", "post"):
                before = written_in(own, record)
                with NothingStays(client):
                    answer = client.post(path, own.review) if method == "post" else client.get(path)
                    is_written = written_in(own, record) != before
                tried += 1
                shown = b"" if answer.streaming else answer.content
                if answer.status_code >= 500 or is_written or record.words.encode() in shown:
                    found.append((name, theirs, method, answer.status_code))
    assert found == []
    assert tried > 20


def _sent(own: Record, foreign: Person) -> list[tuple[str, dict[str, Any]]]:
    """Every form of somebody who treats patients in which a colleague is named, with one who may not be."""
    who, day = str(foreign.id), clock.now().date()
    patient = f"/desk/patients/{own.patient}"
    days = {"why": "leave", "first_day": day.isoformat(), "last_day": (day + timedelta(days=3)).isoformat()}
    task = {"words": "Appeler.", "owner": who, "due_on": day.isoformat()}
    return [
        (f"{patient}/tasks/", task),
        (f"{patient}/tasks/{own.ids['task']}/", task),
        (f"{patient}/team/", {"what": "add", "colleague": who}),
        (f"/desk/reviews/{own.patient}/agreed/", {"owner": who, "within_days": "2", "covered_by": who}),
        ("/desk/handover/", {f"to-{own.patient}": who}),
        ("/desk/away/", days | {"everybody": who}),
        ("/desk/away/", days | {f"cover-{own.patient}": who}),
    ]


@pytest.mark.parametrize("role", [Role.PSYCHOLOGIST, Role.SECRETARY, Role.ADMINISTRATOR, Role.PATIENT])
def test_nobody_of_another_organisation_or_who_answers_nobody_is_named_in_a_form(
    own: Record, claire: Person, role: Role
) -> None:
    place = people.elsewhere() if role == Role.PSYCHOLOGIST else claire.organisation
    foreign = people.somebody(role, organisation=place)
    care.agree(patient=own.patient, owner=claire.id, within_days=2, covered_by=None, by=claire.id, now=clock.now())
    client, before = signed_in(claire), written_in(own)
    for path, given in _sent(own, foreign):
        answer = client.post(path, given | {"id": str(uuid4())})
        assert answer.status_code == 422, path
    assert written_in(own) == before
    assert foreign.id not in {one.professional_id for one in relations_of(own.patient)}
