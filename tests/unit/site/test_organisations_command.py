"""Organisations founded from the command line, and what a visitor is asked once there are two."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from accalmie.foundation.people import organisations
from accalmie.foundation.people.codes import Role
from accalmie.foundation.people.models import Organisation, Patient, Person
from accalmie.site.commands.organisations import organisations as command
from tests.client import StrictClient
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

ACCOUNT = {
    "age_band": "FROM_25",
    "sign_in_name": "samira",
    "called": "Samira",
    "password": "un pont vers la mer",
    "care": "on",
}


def run(*words: str) -> str:
    said = CliRunner().invoke(command, words, env={"ACCALMIE_ADMINISTRATOR_PASSWORD": "un pont vers la mer"})
    return said.output


@pytest.fixture
def two() -> Organisation:
    """The site's own organisation, and a practice founded beside it, which is returned."""
    organisations.first(now=NOW)
    assert "is founded" in run("add", "Cabinet des Ormes", "--holder", "practice", "--administrator", "olga")
    return Organisation.objects.get(slug="cabinet-des-ormes")


def test_an_organisation_is_founded_with_its_first_administrator(two: Organisation) -> None:
    assert two.holder == "PRACTICE"
    olga = Person.objects.get_by_natural_key("olga")
    assert (olga.role, olga.organisation) == (Role.ADMINISTRATOR, two)
    assert "Cabinet des Ormes (practice)" in run("list")


@pytest.mark.parametrize(("name", "administrator"), [("Cabinet des Ormes", "oscar"), ("Cabinet des Pins", "olga")])
def test_a_name_that_is_taken_founds_nothing(two: Organisation, name: str, administrator: str) -> None:
    assert "Error" in run("add", name, "--administrator", administrator)
    assert Organisation.objects.count() == 2
    assert Person.objects.count() == 1


def test_with_one_service_nobody_is_asked_which() -> None:
    page = StrictClient().post("/sign-up/", {"age_band": "FROM_25"}).content.decode()
    assert "Quel service" not in page
    StrictClient().post("/sign-up/account/", ACCOUNT)
    assert Patient.objects.get().organisation == organisations.first(now=NOW)


def test_with_two_services_the_person_chooses_theirs(two: Organisation) -> None:
    visitor = StrictClient()
    assert "Quel service" in visitor.post("/sign-up/", {"age_band": "FROM_25"}).content.decode()
    missing = visitor.post("/sign-up/account/", ACCOUNT)
    assert "Choisissez un service." in missing.content.decode()
    assert not Patient.objects.exists()
    visitor.post("/sign-up/account/", ACCOUNT | {"organisation": two.slug})
    assert Patient.objects.get().organisation == two
