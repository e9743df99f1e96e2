"""A person says who close to them may be called, for what, and takes it back; a relative sees nothing."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.test import Client

from accalmie.capabilities.relatives import actions, queries
from accalmie.core.entries import RelativeNamed, RelativeTakenBack
from accalmie.foundation import clock, journal
from accalmie.foundation.access.actions import begin_care
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Person
from tests.client import StrictClient
from tests.factories import people

pytestmark = [pytest.mark.django_db(databases=["default", "keys"]), pytest.mark.database]
PLACE, NUMBER = "/care/close/", "06 39 98 00 41"
SISTER = {"called": "Inès", "relation": "ma sœur", "reach": NUMBER, "may": ["crisis", "guide"]}


@pytest.fixture
def samira() -> Person:
    return people.patient_person("Samira")


@pytest.fixture
def record(samira: Person) -> UUID:
    assert samira.patient_id is not None
    return samira.patient_id


@pytest.fixture
def claire(record: UUID) -> Person:
    person = people.psychologist("Claire Morel")
    begin_care(patient=record, professional=person, now=clock.now())
    return person


def browser_of(person: Person) -> Client:
    client = StrictClient()
    client.force_login(person)
    return client


def named(record: UUID, by: Person, **changes: object) -> UUID:
    given: dict[str, object] = {"called": "Inès", "relation": "ma sœur", "reach": NUMBER, "may": ["crisis"], **changes}
    return actions.name(patient=record, by=by.id, now=clock.now(), **given)  # type: ignore[arg-type]


def test_she_names_her_sister_and_her_team_reads_for_what(samira: Person, record: UUID, claire: Person) -> None:
    own, desk = browser_of(samira), browser_of(claire)
    assert own.post(PLACE, SISTER).status_code == 302
    assert "Inès" in own.get(PLACE).content.decode()
    shown = desk.get(f"/desk/patients/{record}/").content.decode()
    assert NUMBER in shown
    assert "être appelée quand je suis peut-être en danger" in shown
    assert "mon équipe s’inquiète" not in shown


def test_taken_back_nobody_reads_it_any_more_with_the_next_page(samira: Person, record: UUID, claire: Person) -> None:
    sister = named(record, samira)
    own = browser_of(samira)
    for _time in range(2):
        assert own.post(f"{PLACE}{sister}/back/").status_code == 302
    assert NUMBER not in browser_of(claire).get(f"/desk/patients/{record}/").content.decode()
    assert queries.relatives(record) == []
    assert len(list(journal.entries(record, [RelativeTakenBack]))) == 1


def test_what_may_be_done_is_said_anew_and_stands_in_one_place(samira: Person, record: UUID) -> None:
    sister = named(record, samira)
    own = browser_of(samira)
    assert own.post(f"{PLACE}{sister}/", SISTER | {"may": ["worried"]}).status_code == 302
    (one,) = queries.relatives(record)
    assert (one.id, one.may) == (sister, ("worried",))


@pytest.mark.parametrize("missing", ["called", "reach", "may"])
def test_what_is_missing_is_said_and_what_was_typed_stays(samira: Person, record: UUID, missing: str) -> None:
    given = {name: value for name, value in SISTER.items() if name != missing}
    answer = browser_of(samira).post(PLACE, given)
    assert answer.status_code == 422
    assert "ma sœur" in answer.content.decode()
    assert queries.relatives(record) == []


def test_three_at_most_and_the_same_form_twice_is_one(samira: Person, record: UUID) -> None:
    id = uuid4()
    for _time in range(2):
        named(record, samira, id=id)
    named(record, samira, called="Paul")
    named(record, samira, called="Rose")
    with pytest.raises(actions.TooMany):
        named(record, samira, called="Marc")
    assert [one.called for one in queries.relatives(record)] == ["Inès", "Paul", "Rose"]


@pytest.mark.parametrize("wrong", [{"may": []}, {"may": ["record"]}, {"called": " "}, {"reach": ""}])
def test_nothing_else_can_be_agreed_to(samira: Person, record: UUID, wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"\["):
        named(record, samira, **wrong)
    assert list(journal.entries(record, [RelativeNamed])) == []


def test_nobody_else_names_or_changes_them(samira: Person, record: UUID, claire: Person) -> None:
    sister, other = named(record, samira), people.patient_person("Charlie")
    theirs = browser_of(other)
    for address in (f"{PLACE}{sister}/", f"{PLACE}{sister}/back/"):
        assert theirs.post(address, SISTER).status_code == 404
    for one in (claire, people.somebody(Role.SECRETARY)):
        assert browser_of(one).post(PLACE, SISTER).status_code == 403
    assert [one.called for one in queries.relatives(record)] == ["Inès"]


def test_a_secretary_and_another_team_read_no_number(samira: Person, record: UUID) -> None:
    named(record, samira)
    for one in (people.somebody(Role.SECRETARY), people.psychologist("Paul")):
        browser = browser_of(one)
        for address in (f"/desk/patients/{record}/", "/names/"):
            assert NUMBER not in browser.get(address).content.decode()
