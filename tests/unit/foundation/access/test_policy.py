"""Who may do what, as a table; and that the default is no."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest
from django.db import IntegrityError, transaction

from accalmie.foundation.access import actions, emergency, mandates, queries
from accalmie.foundation.access.codes import Power
from accalmie.foundation.access.models import CareRelationship
from accalmie.foundation.access.permissions import AT_LARGE as AT_LARGE_BY_ROLE, Permission
from accalmie.foundation.access.policy import Basis, basis_of, granted, may
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Person
from tests.factories.people import NOW, administrator, elsewhere, patient_person, psychologist, somebody

pytestmark = [pytest.mark.database, pytest.mark.django_db(databases=["default", "keys"])]

# Alice owns the record. Claire (a psychologist), Sofia (a supervisor) and Pia (a peer worker) are in her care team;
# Hana helps her, mandated for everything; Saskia is the secretary. Bob cares for others, Charlie is another patient,
# Ana runs the site, Otto protects data.
TABLE = """
permission       | alice | claire | sofia | pia | hana | saskia | bob | charlie | ana | otto
record_read      | yes   | yes    | yes   |     |      |        |     |         |     |
record_write     | yes   |        |       |     |      |        |     |         |     |
contact_read     | yes   | yes    |       | yes | yes  | yes    |     |         |     |
consent_give     | yes   |        |       |     |      |        |     |         |     |
tasks_read       | yes   | yes    | yes   | yes | yes  |        |     |         |     |
talks_read       |       | yes    | yes   |     |      |        |     |         |     |
plan_read        |       | yes    | yes   |     |      |        |     |         |     |
plan_write       |       | yes    |       |     |      |        |     |         |     |
concern_read     |       | yes    | yes   |     |      |        |     |         |     |
concern_review   |       | yes    |       |     |      |        |     |         |     |
step_review      |       | yes    |       |     |      |        |     |         |     |
module_open      |       | yes    |       |     |      |        |     |         |     |
programme_assign |       | yes    |       |     |      |        |     |         |     |
team_change      |       | yes    |       |     |      |        |     |         |     |
recontact_decide |       | yes    |       |     |      |        |     |         |     |
death_note       |       | yes    |       |     |      |        |     |         |     |
"""

AT_LARGE = """
permission       | alice | claire | sofia | pia | hana | saskia | bob | charlie | ana | otto
caseload_read    |       | yes    | yes   |     |      |        | yes |         |     |
caseload_take    |       | yes    |       |     |      |        | yes |         |     |
care_invite      |       | yes    |       |     |      |        | yes |         |     |
intake_take      |       | yes    |       |     |      |        | yes |         |     |
record_find      |       | yes    | yes   |     |      |        | yes |         |     |
helped_read      |       |        |       | yes | yes  |        |     |         |     |
names_read       |       |        |       |     |      | yes    |     |         |     |
emergency_read   |       |        |       |     |      |        |     |         |     | yes
openings_read    |       |        |       |     |      |        |     |         |     | yes
insight_read     |       | yes    | yes   |     |      |        | yes |         | yes |
service_read     |       |        | yes   |     |      |        |     |         | yes |
supervision_give |       |        | yes   |     |      |        |     |         |     |
work_read        |       | yes    | yes   | yes |      | yes    | yes |         | yes | yes
person_create    |       |        |       |     |      |        |     |         | yes |
site_configure   |       |        |       |     |      |        |     |         | yes |
rules_read       |       | yes    | yes   | yes |      |        | yes |         | yes |
rules_sign       |       | yes    | yes   |     |      |        | yes |         |     |
requests_answer  |       |        |       |     |      |        |     |         | yes | yes
account_restore  |       | yes    | yes   | yes |      | yes    | yes |         | yes | yes
rota_decide      |       |        |       |     |      |        |     |         | yes |
alert_test       |       |        |       |     |      |        |     |         | yes |
alert_see        |       | yes    | yes   | yes |      |        | yes |         |     |
alert_take       |       | yes    |       |     |      |        | yes |         |     |
pack_take        |       | yes    |       |     |      |        | yes |         |     |
closure_declare  |       |        |       |     |      |        |     |         | yes |
closure_tell     |       | yes    |       |     |      | yes    | yes |         |     |
incident_classify |      |        |       |     |      |        |     |         |     |
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
        "sofia": somebody(Role.SUPERVISOR, called="Sofia"),
        "pia": somebody(Role.PEER_WORKER, called="Pia"),
        "hana": somebody(Role.HELPER, called="Hana"),
        "saskia": somebody(Role.SECRETARY, called="Saskia"),
        "otto": somebody(Role.DATA_PROTECTION_OFFICER, called="Otto"),
    }
    alice, charlie = people["alice"].patient_id, people["charlie"].patient_id
    assert alice is not None
    assert charlie is not None
    actions.begin_care(patient=alice, professional=people["claire"], now=NOW)
    for name in ("sofia", "pia"):
        actions.begin_care(patient=alice, professional=people[name], now=NOW)
    actions.begin_care(patient=charlie, professional=people["bob"], now=NOW)
    mandate = mandates.give(
        patient=alice, structure="Mission locale", powers=Power.values, lasts=mandates.LONGEST, by=alice, now=NOW
    )
    mandates.accept(code=mandate.code, helper=people["hana"], now=NOW)
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


def test_every_permission_stands_in_one_of_the_tables() -> None:
    lines = [*TABLE.strip().splitlines()[1:], *AT_LARGE.strip().splitlines()[1:]]
    assert sorted(line.split("|")[0].strip() for line in lines) == sorted(one.value for one in Permission)


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


def test_another_role_opens_no_more_through_a_place_that_was_given_in_the_first(cast: dict[str, Person]) -> None:
    alice, pia = cast["alice"].patient_id, cast["pia"]
    assert alice is not None
    pia.role = Role.PSYCHOLOGIST
    pia.save(update_fields=["role"])
    assert granted(pia, patient=alice, now=NOW) == {Permission.TASKS_READ, Permission.CONTACT_READ}
    claire = cast["claire"]
    claire.role = Role.PEER_WORKER
    claire.save(update_fields=["role"])
    assert granted(claire, patient=alice, now=NOW) == {Permission.TASKS_READ, Permission.CONTACT_READ}


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
    assert CareRelationship.objects.filter(patient_id=alice, professional=cast["claire"]).count() == 1


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
    relations = queries.relations_of(alice)
    assert {one.professional for one in relations} == {cast["claire"], cast["sofia"], cast["pia"]}


def test_what_a_page_may_show_is_what_the_policy_says_one_by_one(cast: dict[str, Person]) -> None:
    alice = cast["alice"].patient_id
    assert alice is not None
    for person in cast.values():
        one_by_one = {one for one in Permission if may(person, one, patient=alice, now=NOW)}
        assert granted(person, patient=alice, now=NOW) == one_by_one


@pytest.mark.parametrize("role", Role)
def test_nobody_reaches_a_patient_of_another_organisation(role: Role) -> None:
    there = elsewhere()
    alice = patient_person("Alice", organisation=there).patient_id
    assert alice is not None
    stranger = somebody(role)
    if stranger.is_professional:
        with pytest.raises(actions.OtherOrganisation):
            actions.begin_care(patient=alice, professional=stranger, now=NOW)
        CareRelationship.objects.create(patient_id=alice, professional=stranger, role=role, starts_at=NOW)
    assert granted(stranger, patient=alice, now=NOW) == frozenset()
    assert list(queries.patients_of(stranger, now=NOW)) == []
    assert alice not in {one.id for one in queries.patients_here(stranger)}


def test_every_role_is_in_the_table_of_the_site_or_a_patients() -> None:
    assert set(AT_LARGE_BY_ROLE) == set(Role) - {Role.PATIENT}


def test_the_basis_of_an_opening_is_told(cast: dict[str, Person]) -> None:
    alice = cast["alice"].patient_id
    assert alice is not None
    emergency.break_glass(patient=alice, by=cast["bob"], words="Elle ne répond plus.", now=NOW)
    told = {
        who: basis_of(cast[who], Permission.CONTACT_READ, patient=alice, now=NOW)
        for who in ("alice", "claire", "hana", "bob", "ana")
    }
    assert told == {
        "alice": Basis.OWN,
        "claire": Basis.CARE,
        "hana": Basis.MANDATE,
        "bob": Basis.BREAK_GLASS,
        "ana": None,
    }
