"""Who may do what, as a table; and that the default is no."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest
from django.db import IntegrityError, transaction

from accalmie.foundation.access import actions, queries
from accalmie.foundation.access.models import CareRelationship
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.access.policy import may
from accalmie.foundation.people.models import Person
from tests.factories.people import NOW, administrator, patient_person, psychologist

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

# Alice owns the record, Claire cares for her, Bob cares for others, Charlie is another patient, Ana runs the site.
TABLE = """
permission       | alice | claire | bob | charlie | ana
record_read      | yes   | yes    |     |         |
record_write     | yes   |        |     |         |
contact_read     | yes   | yes    |     |         |
consent_give     | yes   |        |     |         |
concern_read     |       | yes    |     |         |
concern_review   |       | yes    |     |         |
step_review      |       | yes    |     |         |
module_open      |       | yes    |     |         |
programme_assign |       | yes    |     |         |
caseload_read    |       |        |     |         |
person_create    |       |        |     |         |
site_configure   |       |        |     |         |
"""

AT_LARGE = """
permission       | alice | claire | bob | charlie | ana
caseload_read    |       | yes    | yes |         |
person_create    |       |        |     |         | yes
site_configure   |       |        |     |         | yes
"""


def allowed(table: str) -> set[tuple[str, str]]:
    head, *lines = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    return {(who, line[0]) for line in lines for who, cell in zip(head[1:], line[1:], strict=True) if cell == "yes"}


@pytest.fixture
def cast() -> dict[str, Person]:
    people = {
        "alice": patient_person("Alice"),
        "claire": psychologist("Claire"),
        "bob": psychologist("Bob"),
        "charlie": patient_person("Charlie"),
        "ana": administrator(),
    }
    alice, charlie = people["alice"].patient_id, people["charlie"].patient_id
    assert alice is not None
    assert charlie is not None
    actions.begin_care(patient=alice, professional=people["claire"], now=NOW)
    actions.begin_care(patient=charlie, professional=people["bob"], now=NOW)
    return people


def test_the_table_of_one_patients_record(cast: dict[str, Person]) -> None:
    alice = cast["alice"].patient_id
    given = {
        (who, permission.value)
        for (who, person), permission in product(cast.items(), Permission)
        if may(person, permission, patient=alice, now=NOW)
    }
    assert given == allowed(TABLE)


def test_the_table_of_the_site_itself(cast: dict[str, Person]) -> None:
    given = {
        (who, permission.value)
        for (who, person), permission in product(cast.items(), Permission)
        if may(person, permission, now=NOW)
    }
    assert given == allowed(AT_LARGE)


def test_every_permission_stands_in_the_table() -> None:
    assert {line.split("|")[0].strip() for line in TABLE.strip().splitlines()[1:]} == {one.value for one in Permission}


@pytest.mark.parametrize(("hours", "answer"), [(-1, False), (0, True), (23, True), (24, False), (25, False)])
def test_care_opens_a_record_from_its_start_until_its_end(cast: dict[str, Person], hours: int, answer: bool) -> None:
    alice, claire = cast["alice"].patient_id, cast["claire"]
    assert alice is not None
    actions.end_care(patient=alice, professional=claire, now=NOW + timedelta(hours=24))
    moment = NOW + timedelta(hours=hours)
    assert may(claire, Permission.RECORD_READ, patient=alice, now=moment) is answer
    assert (alice in {patient.id for patient in queries.patients_of(claire, now=moment)}) is answer


def test_somebody_switched_off_may_do_nothing(cast: dict[str, Person]) -> None:
    for person in cast.values():
        person.is_active = False
        assert not any(may(person, permission, patient=person.patient_id, now=NOW) for permission in Permission)


def test_care_is_for_professionals(cast: dict[str, Person]) -> None:
    alice = cast["alice"].patient_id
    assert alice is not None
    with pytest.raises(actions.NotAProfessional):
        actions.begin_care(patient=alice, professional=cast["charlie"], now=NOW)


def test_care_begun_twice_is_one_relationship(cast: dict[str, Person]) -> None:
    alice = cast["alice"].patient_id
    assert alice is not None
    again = actions.begin_care(patient=alice, professional=cast["claire"], now=NOW + timedelta(days=1))
    assert again.starts_at == NOW
    assert CareRelationship.objects.filter(patient_id=alice).count() == 1


def test_care_that_ended_may_begin_again(cast: dict[str, Person]) -> None:
    alice, claire = cast["alice"].patient_id, cast["claire"]
    assert alice is not None
    actions.end_care(patient=alice, professional=claire, now=NOW + timedelta(days=1))
    actions.begin_care(patient=alice, professional=claire, now=NOW + timedelta(days=2))
    assert may(claire, Permission.RECORD_READ, patient=alice, now=NOW + timedelta(days=3))


def test_the_database_refuses_care_that_ends_before_it_starts(cast: dict[str, Person]) -> None:
    alice = cast["alice"].patient_id
    assert alice is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        CareRelationship.objects.create(
            patient_id=alice, professional=cast["bob"], role="PSYCHOLOGIST", starts_at=NOW, ends_at=NOW - timedelta(1)
        )


def test_a_patient_is_reached_through_their_owner_only(cast: dict[str, Person]) -> None:
    alice = cast["alice"].patient_id
    assert alice is not None
    assert queries.patient_of(cast["claire"], alice, now=NOW).person == cast["alice"]
    for stranger in ("bob", "charlie", "ana"):
        with pytest.raises(queries.NotYours):
            queries.patient_of(cast[stranger], alice, now=NOW)


def test_a_patient_sees_who_cares_for_them(cast: dict[str, Person]) -> None:
    alice = cast["alice"].patient_id
    assert alice is not None
    assert queries.professionals_of(alice, now=NOW) == [cast["claire"]]
