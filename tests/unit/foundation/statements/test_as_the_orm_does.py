"""A statement that is built once reads and writes exactly what the ORM would."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from accalmie.foundation.people import organisations
from accalmie.foundation.people.codes import AgeBand, Role
from accalmie.foundation.people.models import Patient, Person
from accalmie.foundation.statements import Query, save

pytestmark = [pytest.mark.django_db(databases=["default", "keys"]), pytest.mark.database]

AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
WITH_PATIENT = Query(lambda id: Person.objects.select_related("patient").filter(pk=id, is_active=True))


def columns(row: models.Model) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def a_person(name: str = "awa", **wishes: object) -> Person:
    return Person.objects.create(
        sign_in_name=name,
        called="Awa",
        organisation=organisations.first(now=AT),
        role=Role.PATIENT,
        created_at=AT,
        reduced_motion=True,
        **wishes,
    )


def test_a_row_reads_as_the_orm_reads_it() -> None:
    person = a_person()
    Patient.objects.create(
        person=person,
        organisation=person.organisation,
        age_band=AgeBand.FROM_25,
        created_at=AT,
        contact_sealed=b"\x00\xff",
    )
    ours, theirs = WITH_PATIENT.first(person.id), Person.objects.select_related("patient").get(pk=person.id)
    assert ours is not None
    assert columns(ours) == columns(theirs)
    assert columns(ours.patient) | {"contact_sealed": None} == columns(theirs.patient) | {"contact_sealed": None}
    assert bytes(ours.patient.contact_sealed or b"") == b"\x00\xff"


def test_a_row_beside_that_is_not_there_costs_no_second_look() -> None:
    person = a_person()
    found = WITH_PATIENT.first(person.id)
    assert found is not None
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert found.patient_id is None
    assert len(asked) == 0


def test_the_same_query_serves_another_id_and_finds_nobody_for_a_stranger() -> None:
    one, other, gone = a_person(), a_person("noe"), a_person("emma", is_active=False)
    assert [getattr(WITH_PATIENT.first(id), "id", None) for id in (one.id, other.id, gone.id, uuid4())] == [
        one.id,
        other.id,
        None,
        None,
    ]


def test_columns_left_aside_are_fetched_when_somebody_reads_them() -> None:
    person = a_person()
    found = Query(lambda id: Person.objects.filter(pk=id).defer("created_at")).first(person.id)
    assert found is not None
    assert found.get_deferred_fields() == {"created_at"}
    assert found.created_at == AT


def test_two_ids_may_stand_in_one_query_in_any_order() -> None:
    one, other = a_person(theme="AUTO"), a_person("noe", theme="LIGHT")
    both = Query(lambda a, b: Person.objects.filter(models.Q(pk=b) | models.Q(pk=a)).order_by("-theme"))
    assert [row.id for row in both.all(one.id, other.id)] == [other.id, one.id]
    assert [row.id for row in both.all(one.id, uuid4())] == [one.id]


def test_an_id_that_the_query_does_not_use_is_refused() -> None:
    with pytest.raises(TypeError, match="not used"):
        Query(lambda one, other: Person.objects.filter(pk=one)).first(uuid4(), uuid4())


def test_a_new_row_is_added_and_then_written_over() -> None:
    service = organisations.first(now=AT)
    person = Person(
        id=UUID(int=7), sign_in_name="lucas", called="Lucas", organisation=service, role=Role.PATIENT, created_at=AT
    )
    save(person)
    person.called, person.text_size = "Luc", 150
    save(person)
    kept = Person.objects.get()
    assert columns(kept) == columns(person)


def test_chosen_columns_alone_are_written() -> None:
    person = a_person()
    Person.objects.filter(pk=person.pk).update(language="en")
    person.language, person.theme, person.created_at = "fr", "DARK", AT + timedelta(days=1)
    save(person, "theme", "created_at")
    kept = Person.objects.get()
    assert (kept.language, kept.theme, kept.created_at) == ("en", "DARK", AT + timedelta(days=1))
