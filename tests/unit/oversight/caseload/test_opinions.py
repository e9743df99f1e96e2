"""What somebody says of a module or of a step: their professional reads it, and harm is answered."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from accalmie.core.entries import ModuleRated, OtherWayAsked
from accalmie.foundation import clock, journal
from accalmie.foundation.access.actions import begin_care
from accalmie.foundation.people.models import Person
from tests.client import StrictClient
from tests.factories.journeys import signed_in, started
from tests.factories.people import psychologist

pytestmark = [pytest.mark.django_db(databases=["default", "keys"], transaction=True), pytest.mark.database]

RATE = "/programme/module/the-circle/rate/"


@pytest.fixture
def samira() -> tuple[StrictClient, Person]:
    return started()


def desk_of(person: Person) -> str:
    claire = psychologist("Claire Morel")
    assert person.patient_id is not None
    begin_care(patient=person.patient_id, professional=claire, now=clock.now())
    client, _claire = signed_in(claire)
    return client.get(reverse("caseload:show-patient", args=[person.patient_id])).content.decode()


def rated(**answers: str) -> dict[str, str]:
    return {"id": str(uuid4()), "helped": "1", "worse": "no", "words": "", **answers}


def test_the_professional_reads_what_helped_and_the_words(samira: tuple[StrictClient, Person]) -> None:
    client, person = samira
    client.post(RATE, rated(helped="3", words="Le carnet, surtout."))
    page = desk_of(person)
    assert "Le cercle" in page
    assert "a aidé" in page
    assert "Le carnet, surtout." in page


def test_the_professional_reads_which_step_does_not_help_and_why(samira: tuple[StrictClient, Person]) -> None:
    client, person = samira
    wish = {"id": str(uuid4()), "wish": "exercise", "words": "Trop long pour moi."}
    client.post("/programme/step/the-circle/welcome/other-way/", wish)
    page = desk_of(person)
    assert "n’aide pas" in page
    assert "Trop long pour moi." in page


def test_whoever_says_that_it_harmed_them_is_offered_a_person_before_going_on(
    samira: tuple[StrictClient, Person],
) -> None:
    client, person = samira
    answer = client.post(RATE, rated(worse="yes", words="Des cauchemars."))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.index("/talk/") < page.index("/go-on/")
    assert "A empiré" in desk_of(person)


def test_nothing_said_shows_nothing(samira: tuple[StrictClient, Person]) -> None:
    assert "Ce que la personne dit du programme" not in desk_of(samira[1])


def test_the_projection_is_the_same_when_it_is_rebuilt(samira: tuple[StrictClient, Person]) -> None:
    client, person = samira
    client.post(RATE, rated(words="Utile."))
    assert person.patient_id is not None
    before = desk_of(person)
    kinds = [type(one.value) for one in journal.entries(person.patient_id, [ModuleRated, OtherWayAsked])]
    assert kinds == [ModuleRated]
    assert journal.rebuild(person.patient_id) == ()
    assert "Utile." in before
    assert "Utile." in desk_of(person)
